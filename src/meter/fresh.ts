/** How long a value counts after the last frame that had it sound, ms. */
export const MAX_AGE_MS = 60_000;
/** How long one that never came is waited for, ms: a normal start has every value after a few frames. */
const MAX_WAIT_MS = 30_000;

/** A value that not every frame has: the last sound one, until it is too old to be shown as the present one. */
export class Fresh<T> {
  #value: T | undefined;
  /** When the value came, or since when it is waited for, ms. */
  #since: number | undefined;
  #hasCome = false;

  /**
   * Takes what one frame says; undefined where it says nothing.
   * @param at instant of the frame, ms
   */
  take(value: T | undefined, at: number): void {
    const goesOn = value === undefined && this.#since !== undefined && this.#since <= at;
    if (!goesOn) this.#since = at;
    if (value !== undefined) {
      this.#value = value;
      this.#hasCome = true;
    }
    if (this.isLost(at)) this.#value = undefined;
  }

  /** The value at an instant that was taken last. */
  get value(): T | undefined {
    return this.#value;
  }

  /** It has not come for so long that it is not waited for any more. */
  isLost(at: number): boolean {
    return this.#since !== undefined && at - this.#since > (this.#hasCome ? MAX_AGE_MS : MAX_WAIT_MS);
  }

  /** It is not known, but may still come. */
  isAwaited(at: number): boolean {
    return this.#value === undefined && !this.isLost(at);
  }

  /** Waits for it anew. */
  forget(): void {
    this.#value = undefined;
    this.#since = undefined;
    this.#hasCome = false;
  }
}
