/** The value of an index at an instant: ms since 1970 UTC, Wh. */
export interface IndexSample {
  readonly at: number;
  readonly wh: number;
  /** Whether the mobile peak ran by the period of its line; undefined where that is not known, or makes no difference. */
  readonly inPeak?: boolean | undefined;
  /** As in `EnergyRecord`. */
  readonly unseenMs?: number | undefined;
}

/** Energy between two instants: what the index rose by; negative where that is taken back. */
export interface Rise {
  readonly from: IndexSample;
  readonly to: IndexSample;
  /** The part of the rise that no earlier segment has counted, Wh. */
  readonly wh: number;
  /** Where a new segment began just before, the two values that do not follow from each other. */
  readonly discontinuity: Discontinuity | undefined;
}

/** An index fell (another meter) or rose by more than a home can draw (a bad line, another meter): not energy. */
export interface Discontinuity {
  readonly kind: 'fall' | 'leap';
  readonly from: IndexSample;
  readonly to: IndexSample;
}

/** The largest supply of a home, W. */
const MAX_WATTS = 36_000;
/** The log has whole seconds and its clock is corrected now and then: this much more time may have passed, ms. */
const CLOCK_SLACK_MS = 2000;
/** Whether an index can rise by `wh` in `elapsed` ms on one meter. */
export function canRise(wh: number, elapsed: number): boolean {
  return wh >= 0 && wh * 3_600_000 <= MAX_WATTS * (elapsed + CLOCK_SLACK_MS);
}

/** Whether a value can have risen from another. */
export const follows = (before: IndexSample, after: IndexSample): boolean =>
  canRise(after.wh - before.wh, after.at - before.at + (after.unseenMs ?? 0));

export const discontinuityOf = (from: IndexSample, to: IndexSample): Discontinuity => ({
  kind: to.wh < from.wh ? 'fall' : 'leap',
  from,
  to,
});
