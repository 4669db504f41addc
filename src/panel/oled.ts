import font from 'oled-font-5x7';
import Oled from 'oled-i2c-bus';
import { type Page, type PanelTexts, pageOf } from './page.js';
import type { PanelPart, PanelView } from './panel.js';

/** The two calls of i2c-bus that the display's library makes; either may throw. */
export interface I2cBus {
  i2cWriteSync(address: number, length: number, buffer: Buffer): number;
  i2cReadSync(address: number, length: number, buffer: Buffer): number;
}

export interface OledSettings {
  readonly address: number;
  readonly height: 32 | 64;
  readonly flipped: boolean;
}

const WIDTH = 128;
/** A stuck bus blocks the process for a second at each try (facts/platform.md 3): tried again this rarely, ms. */
const RETRY_MS = 30_000;

/** The display, through oled-i2c-bus, with the faults of that library kept in here (facts/platform.md 3). */
export class OledDisplay implements PanelPart {
  readonly #bus: I2cBus;
  readonly #settings: OledSettings;
  readonly #texts: PanelTexts;
  readonly #problem: (detail: string) => void;
  readonly #monotonic: () => number;
  #oled: Oled | undefined;
  #shown: Buffer | undefined;
  #failed: string | undefined;
  /** The fault told last: one that lasts is told once, however often the display is tried. */
  #told: string | undefined;
  #retryAt = 0;

  constructor(
    bus: I2cBus,
    settings: OledSettings,
    texts: PanelTexts,
    options: { problem(detail: string): void; monotonic(): number },
  ) {
    this.#bus = bus;
    this.#settings = settings;
    this.#texts = texts;
    this.#problem = options.problem;
    this.#monotonic = options.monotonic;
  }

  show(view: PanelView): void {
    if (this.#failed !== undefined) {
      if (this.#monotonic() < this.#retryAt) return;
      this.#failed = undefined;
      this.#oled = undefined;
    }
    this.#oled ??= this.#begin();
    this.#draw(this.#oled, pageOf(view, this.#texts));
  }

  async stop(): Promise<void> {
    if (this.#oled && this.#failed === undefined) this.#oled.turnOffDisplay();
  }

  #begin(): Oled {
    const { address, height, flipped } = this.#settings;
    const oled = new Oled(this.#guarded(), { width: WIDTH, height, address });
    // The library sends 0x00 for "start line 0": a panel that was scrolled would stay so.
    oled._transfer('cmd', 0x40);
    if (flipped) for (const command of [0xa0, 0xc0]) oled._transfer('cmd', command);
    this.#shown = undefined;
    return oled;
  }

  /** A bus whose failures are noted instead of thrown: the library writes from timers, where nobody catches. */
  #guarded(): I2cBus {
    const attempt = (transfer: () => number, length: number): number => {
      if (this.#failed !== undefined) return length;
      try {
        return transfer();
      } catch (error) {
        this.#failed = (error as NodeJS.ErrnoException).code ?? String(error);
        this.#retryAt = this.#monotonic() + RETRY_MS;
        if (this.#failed !== this.#told) this.#problem(this.#failed);
        this.#told = this.#failed;
        return length;
      }
    };
    return {
      i2cWriteSync: (address, length, buffer) => attempt(() => this.#bus.i2cWriteSync(address, length, buffer), length),
      i2cReadSync: (address, length, buffer) => attempt(() => this.#bus.i2cReadSync(address, length, buffer), length),
    };
  }

  #draw(oled: Oled, page: Page): void {
    oled.buffer.fill(0);
    const line = (text: string, size: number, y: number): void => {
      oled.setCursor(0, y);
      oled.writeString(font, size, text, 1, false, false);
    };
    line(page.large, 2, 0);
    line(page.small[0], 1, 16);
    line(page.small[1], 1, 24);
    // update() sends the whole buffer: what the library noted as dirty would be sent once more later.
    oled.dirtyBytes = [];
    if (this.#shown?.equals(oled.buffer)) {
      // The page before was taken whole: a fault that comes now is a new one.
      if (this.#failed === undefined) this.#told = undefined;
      return;
    }
    this.#shown = Buffer.from(oled.buffer);
    oled.update();
  }
}
