import type { Reading } from '../meter/reading.ts';

/** What the panel shows: a pure picture of the moment. */
export interface PanelView {
  /** Undefined while no frame has come. */
  readonly reading: Reading | undefined;
  readonly link: 'live' | 'silent' | 'stopped';
  /** Time since the last good frame, or since the start, ms. */
  readonly quietMs: number;
  /** Wall time, ms since 1970. */
  readonly now: number;
}

/** Off, blinking, on: what one lamp can say of the mobile peak. */
export type LedState = 'off' | 'blink' | 'on';

/** One part of the panel. `show` never throws and never waits. */
export interface PanelPart {
  show(view: PanelView): void;
  /** Leaves the part dark and gives back what it holds. */
  stop(): Promise<void>;
  /** The same at once, for a process that is ending and cannot wait. Never throws. */
  turnOffSync(): void;
}

/** The OLED and the LED over the kitchen hood, driven together. */
export class Panel {
  readonly #parts: readonly PanelPart[];

  constructor(parts: readonly PanelPart[]) {
    this.#parts = parts;
  }

  show(view: PanelView): void {
    for (const part of this.#parts) part.show(view);
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#parts.map((part) => part.stop()));
  }

  turnOffSync(): void {
    for (const part of this.#parts) part.turnOffSync();
  }
}

/** A part that is made again when the conf that it is made from changes. */
export class ReloadingPart implements PanelPart {
  readonly #conf: () => string;
  readonly #make: () => PanelPart | undefined;
  #made: string | undefined;
  #part: PanelPart | undefined;
  #change: Promise<void> | undefined;
  #stopped = false;

  /**
   * @param conf what the part is made from, as a text to compare
   * @param make never throws; undefined where the part cannot be had
   */
  constructor(conf: () => string, make: () => PanelPart | undefined) {
    this.#conf = conf;
    this.#make = make;
  }

  show(view: PanelView): void {
    if (this.#stopped || this.#change) return;
    const conf = this.#conf();
    if (conf === this.#made) {
      this.#part?.show(view);
      return;
    }
    this.#made = conf;
    const old = this.#part;
    this.#part = undefined;
    if (old) this.#change = this.#replace(old, view);
    else this.#begin(view);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#change;
    await this.#part?.stop();
  }

  turnOffSync(): void {
    this.#part?.turnOffSync();
  }

  #begin(view: PanelView): void {
    this.#part = this.#make();
    this.#part?.show(view);
  }

  async #replace(old: PanelPart, view: PanelView): Promise<void> {
    // The new one may be on the pin or the bus of the old one.
    await old.stop().catch(() => undefined);
    this.#change = undefined;
    if (!this.#stopped) this.#begin(view);
  }
}
