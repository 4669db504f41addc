/** Lets each kind of event through a few times in a time, and counts the others. */
export class RateLimiter {
  readonly #max: number;
  readonly #intervalMs: number;
  readonly #kinds = new Map<string, { since: number; passed: number; refused: number }>();

  /** @param max events of a kind that are let through in `intervalMs` */
  constructor(max: number, intervalMs: number) {
    this.#max = max;
    this.#intervalMs = intervalMs;
  }

  /**
   * @param kind kinds are few and fixed
   * @param at instant of any clock, ms; a clock set by an interval begins a new one
   * @returns how many were refused since the last one that was let through; undefined when this one is refused, too
   */
  tryAcquire(kind: string, at: number): number | undefined {
    const known = this.#kinds.get(kind);
    if (!known || Math.abs(at - known.since) >= this.#intervalMs) {
      this.#kinds.set(kind, { since: at, passed: 1, refused: 0 });
      return known?.refused ?? 0;
    }
    if (known.passed >= this.#max) {
      known.refused++;
      return undefined;
    }
    known.passed++;
    return 0;
  }
}
