import { addDays, type Day, daysBetween, isDay, yearOf } from '../time/local.ts';
import type { GroupReport } from './grouping.ts';
import type { Report } from './report.ts';
import { type Totals, totalsOf } from './totals.ts';

/** The ended days of a group, and the same span a year before. */
export interface YearBefore {
  readonly now: Totals;
  readonly before: Totals;
  /** What was drawn more than then, as a fraction of it; undefined where that was nothing. */
  readonly share: number | undefined;
}

/** Weeks and days are compared with the same weekdays. */
const WEEKS_OF_A_YEAR = 364;

/** The same span a year before, out of a report on all days; undefined where a day of either is not known. */
export function yearBefore(
  { days }: Pick<Report, 'days'>,
  { name, from, to }: Pick<GroupReport, 'name' | 'from' | 'to'>,
  today: Day,
): YearBefore | undefined {
  const last = to < today ? to : addDays(today, -1);
  if (from > last) return undefined;
  const isByWeekday = name.by === 'day' || name.by === 'week';
  const shifted = (day: Day): Day => (isByWeekday ? addDays(day, -WEEKS_OF_A_YEAR) : sameDateBefore(day));
  const known = new Map(days.map((day) => [day.day, day]));
  const of = (first: Day, end: Day) => {
    const list = daysBetween(first, end).map((day) => known.get(day));
    return list.every((day) => day !== undefined) ? totalsOf(list) : undefined;
  };
  const [now, before] = [of(from, last), of(shifted(from), shifted(last))];
  if (!now || !before) return undefined;
  return { now, before, share: before.wh === 0 ? undefined : (now.wh - before.wh) / before.wh };
}

/** The same date of the year before; the 28th for a 29 February. */
export function sameDateBefore(day: Day): Day {
  const text = `${Number(yearOf(day)) - 1}${day.slice(4)}`;
  return isDay(text) ? text : (text.replace(/29$/, '28') as Day);
}
