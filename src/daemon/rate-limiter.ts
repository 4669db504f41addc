/** Events of one kind that are let through in an hour: a loose plug must not fill the log. */
const MAX_PER_HOUR = 6;
const HOUR_MS = 3_600_000;

/** Lets each kind of event through a few times an hour, and counts the others. */
export class RateLimiter {
  readonly #kinds = new Map<string, { since: number; passed: number; refused: number }>();

  /**
   * @param kind kinds are few and fixed
   * @param at instant, ms; a clock set by an hour begins a new hour
   * @returns how many were refused since the last one that was let through; undefined when this one is refused, too
   */
  tryAcquire(kind: string, at: number): number | undefined {
    const known = this.#kinds.get(kind);
    if (!known || Math.abs(at - known.since) >= HOUR_MS) {
      this.#kinds.set(kind, { since: at, passed: 1, refused: 0 });
      return known?.refused ?? 0;
    }
    if (known.passed >= MAX_PER_HOUR) {
      known.refused++;
      return undefined;
    }
    known.passed++;
    return 0;
  }
}
