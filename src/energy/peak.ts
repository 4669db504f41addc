import { PEAK_MS, peakDayOf, peakStartOn } from '../meter/ejp.ts';
import { type Day, dayOf, daysBetween } from '../time/local.ts';

/** The meter's clock and the log's differ by so much at most, ms. */
export const SLACK_MS = 15 * 60_000;

/** The days whose peak, 07:00 to 01:00 of the morning after, can have run at some time between two instants. */
export function peakDaysWithin(from: number, to: number): Day[] {
  return daysBetween(peakDayOf(from), dayOf(to + SLACK_MS)).filter((day) => {
    const start = peakStartOn(day);
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
  const start = peakStartOn(day);
  return { from: start - SLACK_MS, to: start + PEAK_MS + SLACK_MS, day };
}
