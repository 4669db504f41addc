/** Frames in a row that must agree before another value is believed: one alone may be damaged. */
export const AGREEING_FRAMES = 3;

/**
 * How many frames in a row must lack a group before it counts as absent. Where nothing was damaged one is enough; where
 * something was, it may have been that group: at 1 flipped bit in 1000, one group in 6 is lost.
 */
export const framesToEnd = (damaged: number): number => (damaged === 0 ? 1 : 4);

/** Counts values in a row of which each agrees with the one before. */
export class Streak<T> {
  readonly #agree: (before: T, after: T) => boolean;
  #last: T | undefined;
  length = 0;

  constructor(agree: (before: T, after: T) => boolean) {
    this.#agree = agree;
  }

  /** @returns the length of the streak that this value continues or begins */
  add(value: T): number {
    const continues = this.#last !== undefined && this.#agree(this.#last, value);
    this.#last = value;
    this.length = continues ? this.length + 1 : 1;
    return this.length;
  }

  reset(): void {
    this.#last = undefined;
    this.length = 0;
  }
}

/** A value that is believed at once when it is the first, and afterwards changes only when several frames agree. */
export class Debounced<T extends string | boolean> {
  readonly #needed: number;
  readonly #other = new Streak<T>((before, after) => before === after);
  #value: T | undefined;

  /** @param options `needed`: frames in a row that change the value; `initial`: what is believed before any frame */
  constructor({ needed = AGREEING_FRAMES, initial }: { needed?: number; initial?: T } = {}) {
    this.#needed = needed;
    this.#value = initial;
  }

  /** The believed value; undefined before the first. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Whether the last frame gave another value, which is not believed yet. */
  get isChanging(): boolean {
    return this.#other.length > 0;
  }

  /**
   * Takes the value of one frame.
   * @returns true when the value has just changed from one to another
   */
  take(next: T, needed = this.#needed): boolean {
    const isFirst = this.#value === undefined;
    if (next !== this.#value && !isFirst && this.#other.add(next) < needed) return false;
    const changed = !isFirst && next !== this.#value;
    this.#value = next;
    this.#other.reset();
    return changed;
  }

  /** The next value is believed at once. */
  forget(): void {
    this.#value = undefined;
    this.#other.reset();
  }
}
