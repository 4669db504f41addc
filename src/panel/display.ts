import type { PanelTexts } from '../text/panel.ts';
import { Backoff } from '../time/backoff.ts';
import { type ClockRange, isInRange, minuteOf } from '../time/clock-range.ts';
import { panelContentOf } from './content.ts';
import { dirtyRanges } from './dirty-ranges.ts';
import type { I2cPort } from './i2c.ts';
import { type DisplayHeight, layoutOf } from './layout.ts';
import type { Brightness, Canvas } from './oled.ts';
import type { PanelPart, PanelView } from './panel.ts';
import { type FaultListener, Updater } from './updater.ts';

/** When the display is dimmed, or dark where `dark` is set. */
export interface Night extends ClockRange {
  readonly dark: boolean;
}

export interface DisplayOptions extends FaultListener {
  readonly height: DisplayHeight;
  readonly texts: PanelTexts;
  night(): Night;
  /** Opens the display's port; may throw. */
  open(): I2cPort;
  readonly canvas: Canvas;
  /** Monotonic clock, ms. */
  monotonic(): number;
}

/** The first and the longest pause before a display that failed is tried again. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 600_000;

/** At each step the picture moves by a pixel, around a square of three: nothing burns in. */
const SHIFT_STEP_MS = 180_000;
const SHIFTS_X = [0, 1, 2, 2, 2, 1, 0, 0, 1];
const SHIFTS_Y = [0, 0, 0, 1, 2, 2, 2, 1, 1];

/** How bright the display is now. A peak, its notice and an overload are shown in a dark night too. */
export function brightnessAt({ dark, ...hours }: Night, { now, reading, link }: PanelView): Brightness {
  if (!isInRange(hours, minuteOf(now))) return 'bright';
  const urgent = reading?.ejp.active || reading?.ejp.notice || reading?.overload !== undefined;
  return dark && !(urgent && link === 'live') ? 'dark' : 'dim';
}

/** The OLED: draws the newest view, sends only what has changed, and survives every fault of its bus. */
export class Display implements PanelPart {
  readonly #options: DisplayOptions;
  readonly #view: Updater<PanelView>;
  #port: I2cPort | undefined;
  /** The picture that the display holds; undefined when that is not known. */
  #shown: Buffer | undefined;
  #brightness: Brightness | undefined;
  /** The content and the shift that `#shown` was drawn from, as a text to compare. */
  #drawnFrom = '';

  constructor(options: DisplayOptions) {
    this.#options = options;
    this.#view = new Updater((view) => this.#send(view), options, new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS));
  }

  show(view: PanelView): void {
    this.#view.want(view);
  }

  async stop(): Promise<void> {
    await this.#view.stop();
    // A display that does not answer has no port: it is not tried once more, which may take a second.
    await this.#port?.write(this.#options.canvas.brightness('dark')).catch(() => undefined);
    await this.#port?.close();
    this.#port = undefined;
  }

  turnOffSync(): void {
    if (!this.#view.hasFailed) this.#port?.writeSync(this.#options.canvas.brightness('dark'));
  }

  async #send(view: PanelView): Promise<void> {
    try {
      await this.#refresh(await this.#ensureOpen(), view);
    } catch (error) {
      // A bus file on which no device has been addressed must not be used again.
      await this.#port?.close();
      this.#port = undefined;
      throw error;
    }
  }

  async #ensureOpen(): Promise<I2cPort> {
    if (this.#port) return this.#port;
    this.#shown = undefined;
    this.#brightness = undefined;
    this.#drawnFrom = '';
    this.#port = this.#options.open();
    await this.#port.write(this.#options.canvas.setUp());
    return this.#port;
  }

  async #refresh(port: I2cPort, view: PanelView): Promise<void> {
    const { canvas, texts, height, night, monotonic } = this.#options;
    const step = Math.floor(monotonic() / SHIFT_STEP_MS) % SHIFTS_X.length;
    const content = panelContentOf(view, texts);
    const drawnFrom = JSON.stringify([content, step]);
    if (drawnFrom !== this.#drawnFrom) {
      const items = layoutOf(content, height);
      const picture = Buffer.from(canvas.draw(items, { x: SHIFTS_X[step] ?? 0, y: SHIFTS_Y[step] ?? 0 }));
      for (const transaction of dirtyRanges(this.#shown, picture)) await port.write(transaction);
      this.#shown = picture;
      this.#drawnFrom = drawnFrom;
    }
    const brightness = brightnessAt(night(), view);
    if (brightness === this.#brightness) return;
    await port.write(canvas.brightness(brightness));
    this.#brightness = brightness;
  }
}
