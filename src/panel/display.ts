import type { PanelTexts } from '../text/panel.ts';
import { Backoff } from '../time/backoff.ts';
import { brightnessAt, type Night } from './brightness.ts';
import { panelContentOf } from './content.ts';
import { dirtyRanges } from './dirty-ranges.ts';
import type { I2cPort } from './i2c.ts';
import { type DisplayHeight, layoutOf } from './layout.ts';
import type { Brightness, Canvas } from './oled.ts';
import type { PanelPart, PanelView } from './panel.ts';

export interface DisplayOptions {
  readonly height: DisplayHeight;
  readonly texts: PanelTexts;
  night(): Night;
  /** The bus as it is now; may throw. */
  open(): I2cPort;
  readonly canvas: Canvas;
  /** Told once for as long as a fault lasts. */
  failed(detail: string): void;
  recovered(): void;
  /** Ms of a clock that no one sets. */
  monotonic(): number;
}

/** The first and the longest pause before a display that failed is tried again. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 600_000;

/** The picture moves so often, by a pixel, around a square of three: nothing burns in. */
const SHIFT_EVERY_MS = 180_000;
const SHIFTS = [
  [0, 0],
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
  [1, 1],
] as const;

/** The OLED: draws the newest view, sends what has changed, and takes every fault of its bus upon itself. */
export class Display implements PanelPart {
  readonly #options: DisplayOptions;
  readonly #began: number;
  #port: I2cPort | undefined;
  /** What the display holds; undefined when that is not known. */
  #shown: Buffer | undefined;
  #level: Brightness | undefined;
  /** What #shown was drawn from. */
  #drawn = '';
  #wanted: PanelView | undefined;
  #sending: Promise<void> | undefined;
  #failed = false;
  readonly #backoff = new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  #retryAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: DisplayOptions) {
    this.#options = options;
    this.#began = options.monotonic();
  }

  show(view: PanelView): void {
    this.#wanted = view;
    if (this.#stopped || this.#sending || this.#options.monotonic() < this.#retryAt) return;
    this.#sending = this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sending;
    // One that does not answer is not asked once more: that may take a second.
    if (this.#failed) return;
    await this.#port?.write(this.#options.canvas.level('dark')).catch(() => undefined);
    await this.#port?.close();
    this.#port = undefined;
  }

  turnOffSync(): void {
    if (this.#failed) return;
    try {
      this.#port?.writeNow(this.#options.canvas.level('dark'));
    } catch {
      // The process is ending, and nobody is left to be told.
    }
  }

  /** Brings the display up to the newest view, also where that has changed meanwhile. Never rejects. */
  async #send(): Promise<void> {
    try {
      const port = await this.#begun();
      while (this.#wanted) {
        const view = this.#wanted;
        await this.#bringUp(port, view);
        if (this.#wanted === view) break;
      }
      if (this.#failed) this.#options.recovered();
      this.#failed = false;
      this.#backoff.reset();
    } catch (error) {
      await this.#lose((error as NodeJS.ErrnoException).code ?? String(error));
    }
  }

  async #begun(): Promise<I2cPort> {
    if (this.#port) return this.#port;
    this.#shown = undefined;
    this.#level = undefined;
    this.#drawn = '';
    this.#port = this.#options.open();
    await this.#port.write(this.#options.canvas.begin());
    return this.#port;
  }

  async #bringUp(port: I2cPort, view: PanelView): Promise<void> {
    const { canvas, texts, height, night, monotonic } = this.#options;
    const step = Math.floor((monotonic() - this.#began) / SHIFT_EVERY_MS) % SHIFTS.length;
    const [x, y] = SHIFTS[step] ?? SHIFTS[0];
    const items = layoutOf(panelContentOf(view, texts), height);
    const drawn = JSON.stringify([items, step]);
    if (drawn !== this.#drawn) {
      const wanted = Buffer.from(canvas.draw(items, { x, y }));
      for (const write of dirtyRanges(this.#shown, wanted)) await port.write(write);
      this.#shown = wanted;
      this.#drawn = drawn;
    }
    const level = brightnessAt(night(), view);
    if (level === this.#level) return;
    await port.write(canvas.level(level));
    this.#level = level;
  }

  async #lose(detail: string): Promise<void> {
    const { failed, monotonic } = this.#options;
    this.#retryAt = monotonic() + this.#backoff.next();
    if (!this.#failed) failed(detail);
    this.#failed = true;
    // A bus file whose device was never addressed must not be used again.
    await this.#port?.close();
    this.#port = undefined;
  }
}
