import type { Reading } from '../meter/reading.ts';

/** What the panel shows, at one moment. */
export interface PanelView {
  /** Undefined while no frame has come. */
  readonly reading: Reading | undefined;
  readonly link: 'live' | 'silent' | 'stopped';
  /** Time since the last complete frame, or since the start, ms. */
  readonly silentMs: number;
  /** Wall time, ms since 1970. */
  readonly now: number;
}

/** What the lamp says of the mobile peak: off: none; blinking: announced; on: running. */
export type LedState = 'off' | 'blink' | 'on';

/** One part of the panel. `show` never throws and never waits. */
export interface PanelPart {
  show(view: PanelView): void;
  /** Leaves the part dark and gives back its bus or pin. */
  stop(): Promise<void>;
  /** Switches the part off before it returns, for a process that is ending. Never throws. */
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

/** A part that is replaced by a new one when its settings change. */
export class ReloadingPart implements PanelPart {
  readonly #settings: () => string;
  readonly #create: () => PanelPart;
  #settingsInUse: string | undefined;
  #part: PanelPart | undefined;
  #replacing: Promise<void> | undefined;
  #stopped = false;

  /**
   * @param settings what the part is created from, as a text to compare
   * @param create never throws
   */
  constructor(settings: () => string, create: () => PanelPart) {
    this.#settings = settings;
    this.#create = create;
  }

  show(view: PanelView): void {
    if (this.#stopped || this.#replacing) return;
    const settings = this.#settings();
    if (settings === this.#settingsInUse) {
      this.#part?.show(view);
      return;
    }
    this.#settingsInUse = settings;
    const old = this.#part;
    this.#part = undefined;
    if (old) this.#replacing = this.#replace(old, view);
    else this.#start(view);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#replacing;
    await this.#part?.stop();
  }

  turnOffSync(): void {
    this.#part?.turnOffSync();
  }

  #start(view: PanelView): void {
    this.#part = this.#create();
    this.#part.show(view);
  }

  async #replace(old: PanelPart, view: PanelView): Promise<void> {
    // The new part may need the pin or the bus of the old one.
    await old.stop().catch(() => undefined);
    this.#replacing = undefined;
    if (!this.#stopped) this.#start(view);
  }
}
