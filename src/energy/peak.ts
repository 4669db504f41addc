import { peakDayOf } from '../meter/ejp.js';
import { type Day, dayOf, daysBetween, instantOf } from '../meter/time.js';

/** A peak of the law: 18 hours from 07:00 (facts/tic.md 4.1); no change of the clock falls inside. */
const PEAK_MS = 18 * 3_600_000;
/** The meter's clock and the log's differ by so much at most, ms. */
const SLACK_MS = 15 * 60_000;

/** The days whose peak, 07:00 to 01:00 of the morning after, can have run at some time between two instants. */
export function peakDaysWithin(from: number, to: number): Day[] {
  return daysBetween(peakDayOf(from), dayOf(to + SLACK_MS)).filter((day) => {
    const start = instantOf(`${day}T07:00:00`);
    return start - SLACK_MS <= to && start + PEAK_MS + SLACK_MS >= from;
  });
}

/** An answer of `peakDaysWithin` that holds for every stretch of time between two instants, ms. */
export interface PeakSpan {
  readonly from: number;
  readonly to: number;
  readonly day: Day;
}

/** The time in which only the peak of this day can run. */
export function peakSpan(day: Day): PeakSpan {
  const start = instantOf(`${day}T07:00:00`);
  return { from: start - SLACK_MS, to: start + PEAK_MS + SLACK_MS, day };
}
