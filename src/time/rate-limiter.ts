/** Lets each kind of event through a few times in each interval, and counts the others. */
export class RateLimiter {
  readonly #max: number;
  readonly #intervalMs: number;
  readonly #kinds = new Map<string, { readonly since: number; count: number }>();

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
    if (known && Math.abs(at - known.since) < this.#intervalMs) {
      known.count++;
      return known.count <= this.#max ? 0 : undefined;
    }
    this.#kinds.set(kind, { since: at, count: 1 });
    return known ? Math.max(0, known.count - this.#max) : 0;
  }
}
