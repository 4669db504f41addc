import { PEAK_MS, peakDayOf, peakStartOn } from '../meter/ejp.ts';
import { type Day, dayOf, daysBetween } from '../time/local.ts';

/** The meter's clock and the log's differ by at most this, ms. */
export const SLACK_MS = 15 * 60_000;

/** The days whose peak, 07:00 to 01:00 of the morning after, can have run at some time between two instants. */
export function peakDaysWithin(from: number, to: number): Day[] {
  return daysBetween(peakDayOf(from), dayOf(to + SLACK_MS)).filter((day) => {
    const span = peakSpan(day);
    return span.from <= to && span.to >= from;
  });
}

/** The day whose peak ran when HPM moved between two instants; undefined after a long hole, where several may have run. */
export function peakDayBetween(from: number, to: number): Day | undefined {
  const [day, other] = peakDaysWithin(from, to);
  return other === undefined ? day : undefined;
}

/** A stretch of time, ms since 1970 UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The time in which the peak of this day, and no other, can run. */
export function peakSpan(day: Day): Stretch {
  const start = peakStartOn(day);
  return { from: start - SLACK_MS, to: start + PEAK_MS + SLACK_MS };
}
