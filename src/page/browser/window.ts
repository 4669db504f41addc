/** A stretch of time, s since 1970 UTC. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Which part of the curve is shown; it never leaves the whole. */
export class ShownWindow {
  readonly whole: Window;
  readonly #least: number;
  readonly #changed: (shown: Window) => void;
  #shown: Window;

  /** @param least the shortest that is shown, s */
  constructor(whole: Window, least: number, changed: (shown: Window) => void) {
    this.whole = whole;
    this.#least = Math.min(least, whole.to - whole.from);
    this.#changed = changed;
    this.#shown = whole;
  }

  get shown(): Window {
    return this.#shown;
  }

  get isWhole(): boolean {
    return this.#shown.from === this.whole.from && this.#shown.to === this.whole.to;
  }

  show({ from, to }: Window): void {
    const { whole } = this;
    const length = Math.min(whole.to - whole.from, Math.max(this.#least, to - from));
    // A stretch that is too short grows to both sides.
    const begin = Math.min(Math.max(whole.from, (from + to - length) / 2), whole.to - length);
    this.#shown = length === whole.to - whole.from ? whole : { from: begin, to: begin + length };
    this.#changed(this.#shown);
  }

  showAll(): void {
    this.show(this.whole);
  }

  /** @param factor below 1 looks closer; `focus` keeps its place */
  zoom(factor: number, focus = (this.#shown.from + this.#shown.to) / 2): void {
    const { from, to } = this.#shown;
    const { whole } = this;
    const length = Math.min(whole.to - whole.from, Math.max(this.#least, (to - from) * factor));
    const begin = focus - ((focus - from) / (to - from)) * length;
    this.show({ from: begin, to: begin + length });
  }

  /** @param by s, into the future where positive */
  move(by: number): void {
    const { from, to } = this.#shown;
    this.show({ from: from + by, to: to + by });
  }
}
