import type { EjpState } from '../meter/reading.js';

/** What the panel shows: a pure picture of the moment. */
export interface PanelView {
  /** Undefined while no frame has told it. */
  readonly ejp: EjpState | undefined;
  /** VA; undefined while unknown. */
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
  readonly link: 'live' | 'silent' | 'stopped';
}

/** One part of the panel. `show` never throws and never waits; `stop` leaves the part dark. */
export interface PanelPart {
  show(view: PanelView): void;
  stop(): Promise<void>;
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
}
