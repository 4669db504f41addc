/** Frames in a row that must agree before another value is believed: one alone may be damaged. */
export const AGREEING_FRAMES = 3;

/**
 * How many frames in a row must lack a group before it counts as absent. Where nothing was damaged one is enough; where
 * something was, it may have been that group: at 1 flipped bit in 1000, one group in 6 is lost.
 */
export const framesToEnd = (damaged: number): number => (damaged === 0 ? 1 : 4);

/** A value that is believed at once when it is the first, and afterwards changes only when several frames agree. */
export class Debounced<T extends string | boolean | number> {
  readonly #needed: number;
  readonly #agree: (before: T, after: T) => boolean;
  #value: T | undefined;
  /** The newest of a row of other values that agree with each other; `#length`: how many. */
  #other: T | undefined;
  #length = 0;

  /**
   * @param options `needed`: frames in a row that change the value; `initial`: what is believed before any frame;
   * `agree`: whether a value confirms the one before, by default when it is the same
   */
  constructor(options: { needed?: number; initial?: T; agree?: (before: T, after: T) => boolean } = {}) {
    this.#needed = options.needed ?? AGREEING_FRAMES;
    this.#agree = options.agree ?? ((before, after) => before === after);
    this.#value = options.initial;
  }

  /** The believed value; undefined before the first. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Whether the last frame gave another value, which is not believed yet. */
  get isChanging(): boolean {
    return this.#length > 0;
  }

  /**
   * Takes the value of one frame.
   * @returns true when the value has just changed from one to another
   */
  take(next: T, needed = this.#needed): boolean {
    const changes = this.#value !== undefined && next !== this.#value;
    if (changes) {
      const continues = this.#length > 0 && this.#agree(this.#other as T, next);
      this.#length = continues ? this.#length + 1 : 1;
      this.#other = next;
      if (this.#length < needed) return false;
    }
    this.#value = next;
    this.#length = 0;
    return changes;
  }

  /** The next value is believed at once. */
  forget(): void {
    this.#value = undefined;
    this.#length = 0;
  }
}
