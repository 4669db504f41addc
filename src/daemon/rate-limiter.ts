/** Lines of one kind in an hour: a loose plug must not fill the log. */
const MOST = 6;
const HOUR_MS = 3_600_000;

/** Lets each kind of news through a few times an hour, and counts what it held back. */
export class RateLimiter {
  readonly #kinds = new Map<string, { from: number; said: number; held: number }>();

  /**
   * Asks to say something of a kind; kinds are few and fixed.
   * @param at instant, ms; a clock set by an hour begins a new one
   * @returns how many were held back since the last one that was let through; undefined when this one is held back, too
   */
  tryAcquire(kind: string, at: number): number | undefined {
    const known = this.#kinds.get(kind);
    if (!known || Math.abs(at - known.from) >= HOUR_MS) {
      this.#kinds.set(kind, { from: at, said: 1, held: 0 });
      return known?.held ?? 0;
    }
    if (known.said >= MOST) {
      known.held++;
      return undefined;
    }
    known.said++;
    return 0;
  }
}
