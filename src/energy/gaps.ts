/** Two lines this close together always speak for all the time between them, ms: one lost record of 22 s is bridged. */
export const MIN_GAP_MS = 60_000;
/** However rare the lines of a log are, a longer time between two of them is a hole, ms. */
const MAX_GAP_MS = 3_600_000;
/** Steps from which a log has a usual one. */
const MIN_STEPS = 3;
/** Times the usual step of a log that may lie between two lines without a hole: one is bridged, two are not. */
const USUAL_STEPS = 2.5;
/** Longer steps are all alike, seconds: they are no hole in no log. */
const MAX_STEP_S = Math.ceil(MAX_GAP_MS / 1000 / USUAL_STEPS);

/** Counts the steps from each line of a day to the next, to know the usual one at the end. */
export class StepCounts {
  /** By whole seconds. */
  readonly #counts = new Uint32Array(MAX_STEP_S + 1);
  #total = 0;

  add(elapsedMs: number): void {
    const seconds = Math.min(MAX_STEP_S, Math.ceil(elapsedMs / 1000));
    (this.#counts[seconds] as number)++;
    this.#total++;
  }

  /** The time between two lines of the day up to which they speak for all of it, ms: by the median of its steps. */
  limit(): number {
    if (this.#total < MIN_STEPS) return MIN_GAP_MS;
    let left = Math.floor((this.#total - 1) / 2);
    const median = this.#counts.findIndex((count) => {
      left -= count;
      return left < 0;
    });
    return Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, USUAL_STEPS * median * 1000));
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
