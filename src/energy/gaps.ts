/** Two lines this close together always speak for all the time between them, ms: one lost record of 22 s is bridged. */
export const MIN_GAP_MS = 60_000;
/** However rare the lines of a log are, a longer time between two of them is a hole, ms. */
const MAX_GAP_MS = 3_600_000;
/** Steps from which a log has a usual one. */
const MIN_STEPS = 3;
/** Times the usual step of a log that may lie between two lines without a hole: one is bridged, two are not. */
const USUAL_STEPS = 2.5;
/** Steps up to this are all alike, ms: two and a half of them are no hole anyway. */
const SHORT_MS = MIN_GAP_MS / USUAL_STEPS;

/** Counts the steps from each line of a day to the next, to know the usual one at the end. */
export class StepCounts {
  #total = 0;
  #short = 0;
  /** How many there are of each longer step, ms. */
  readonly #long = new Map<number, number>();
  /** The last of them, and how often it has come in a row: nearly all logs have one step only. */
  #last = 0;
  #same = 0;

  add(elapsedMs: number): void {
    this.#total++;
    if (elapsedMs <= SHORT_MS) this.#short++;
    else if (elapsedMs === this.#last) this.#same++;
    else this.#countLast(elapsedMs);
  }

  #countLast(next: number): void {
    if (this.#same > 0) this.#long.set(this.#last, (this.#long.get(this.#last) ?? 0) + this.#same);
    this.#last = next;
    this.#same = next > 0 ? 1 : 0;
  }

  /** The time between two lines of the day up to which they speak for all of it, ms: by the median of its steps. */
  limit(): number {
    if (this.#total < MIN_STEPS) return MIN_GAP_MS;
    let left = Math.floor((this.#total - 1) / 2) - this.#short;
    if (left < 0) return MIN_GAP_MS;
    this.#countLast(0);
    const steps = [...this.#long].sort(([a], [b]) => a - b);
    const median = steps.find(([, count]) => {
      left -= count;
      return left < 0;
    });
    return Math.min(MAX_GAP_MS, USUAL_STEPS * (median?.[0] ?? 0));
  }
}

/** The limit of `StepCounts` for lines at these instants, ms, in the order of time. */
export function gapLimitOf(lines: readonly { readonly at: number }[]): number {
  const steps = new StepCounts();
  let before: number | undefined;
  for (const { at } of lines) {
    if (before !== undefined) steps.add(at - before);
    before = at;
  }
  return steps.limit();
}

/** The time between two lines that they speak for, ms: all of it, or nothing of a hole. */
export const coveredMs = (elapsedMs: number, limit: number): number => (elapsedMs <= limit ? elapsedMs : 0);

/** The time before a line that its mean power stands for, when the line before it was `elapsedMs` earlier. */
export const spanOfPower = (elapsedMs: number, limit: number): number => Math.min(elapsedMs, limit);

/** The time between the records of a run: what of it they speak for is known when the day's limit is. */
export class TimeBetween {
  #shortMs = 0;
  #shortVaMs = 0;
  /** Those that are a hole where the limit is shorter. */
  readonly #longSteps: { readonly ms: number; readonly injectedVa: number }[] = [];

  /**
   * Adds the step from one record to the next, ms.
   * @param injectedVa injected power of the next one, VA; 0 where the meter measures the injection
   */
  add(elapsedMs: number, injectedVa: number): void {
    if (elapsedMs <= MIN_GAP_MS) {
      this.#shortMs += elapsedMs;
      this.#shortVaMs += injectedVa * elapsedMs;
    } else this.#longSteps.push({ ms: elapsedMs, injectedVa });
  }

  /** What is covered, and the injected power over the time that it stands for. */
  sums(limit: number): { readonly coveredMs: number; readonly injectedVaMs: number } {
    let [covered, injectedVaMs] = [this.#shortMs, this.#shortVaMs];
    for (const { ms, injectedVa } of this.#longSteps) {
      covered += coveredMs(ms, limit);
      injectedVaMs += injectedVa * spanOfPower(ms, limit);
    }
    return { coveredMs: covered, injectedVaMs };
  }
}
