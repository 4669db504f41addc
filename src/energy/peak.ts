import { periodOfCode, UNKNOWN_CODE } from '../meter/contract.ts';
import { PEAK_MS, peakDayOf, peakStartOn } from '../meter/ejp.ts';
import { type Day, dayOf, daysBetween, type Stretch } from '../time/local.ts';

/** The meter's clock and the log's differ by at most this, ms. */
export const SLACK_MS = 15 * 60_000;

/** Whether the mobile peak runs by the period of a line; undefined where the line does not know it. */
export const isPeakCode = (code: string): boolean | undefined =>
  code === UNKNOWN_CODE ? undefined : periodOfCode(code) === 'PM';

/** The days whose peak, 07:00 to 01:00 of the morning after, can have run at some time between two instants. */
export function peakDaysWithin(from: number, to: number): Day[] {
  return daysBetween(peakDayOf(from), dayOf(to + SLACK_MS)).filter((day) => {
    const span = peakSpan(day);
    return span.from <= to && span.to >= from;
  });
}

/** The time in which the peak of this day, and no other, can run. */
export function peakSpan(day: Day): Stretch {
  const start = peakStartOn(day);
  return { from: start - SLACK_MS, to: start + PEAK_MS + SLACK_MS };
}

/** The part of a stretch in which the legal peak of a day lies; undefined where none does. */
export function peakWithin(day: Day, { from, to }: Stretch): Stretch | undefined {
  const start = peakStartOn(day);
  const part = { from: Math.max(from, start), to: Math.min(to, start + PEAK_MS) };
  return part.from < part.to ? part : undefined;
}

/** One end of a time in which HPM rose. */
interface PeakEnd {
  readonly at: number;
  /** Whether the peak runs by the line's period. */
  readonly inPeak?: boolean | undefined;
}

/**
 * The days whose peak ran when HPM rose between two lines: those that a line shows running; else, of those that none shows
 * not running, the first one from Monday to Friday, as EJP days are. More cannot be known of a hole.
 */
export function peaksBetween(from: PeakEnd, to: PeakEnd): Day[] {
  const days = peakDaysWithin(from.at, to.at);
  const ends = [from, to];
  const running = days.filter((day) => ends.some(({ at, inPeak }) => inPeak === true && isWithin(at, peakSpan(day))));
  if (running.length > 0) return running;
  const possible = days.filter((day) => !ends.some(({ at, inPeak }) => inPeak === false && isDeepIn(at, day)));
  const left = possible.length > 0 ? possible : days;
  return [left.find(isWeekday) ?? left[0]].flatMap((day) => day ?? []);
}

const isWeekday = (day: Day): boolean => new Date(day).getUTCDay() % 6 !== 0;

const isWithin = (at: number, { from, to }: Stretch): boolean => at >= from && at <= to;

/** Whether an instant is in the peak of a day however the clocks differ. */
const isDeepIn = (at: number, day: Day): boolean => {
  const start = peakStartOn(day);
  return isWithin(at, { from: start + SLACK_MS, to: start + PEAK_MS - SLACK_MS });
};
