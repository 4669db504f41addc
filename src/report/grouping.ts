import type { GroupName } from '../text/group-name.ts';
import { addDays, type Day } from '../time/local.ts';
import { mondayOf, monthSpan, type Span, yearSpan } from './dates.ts';
import type { DayReport, Report } from './report.ts';
import { seasonOf } from './season.ts';
import { sumOf, type Totals, totalsOf } from './totals.ts';

/** What the days of a report can be put together by. */
export const GROUPINGS = ['day', 'week', 'month', 'year', 'season'] as const satisfies readonly GroupName['by'][];
export type Grouping = (typeof GROUPINGS)[number];

/** The days of one week, month… that are in the report, as one row. */
export interface GroupReport extends Totals {
  readonly name: GroupName;
  /** Ends of the group; those of the report where it begins or ends within the group. */
  readonly from: Day;
  readonly to: Day;
  /** Fraction of the group's time that the records speak for; of its days with energy or without any record. */
  readonly coverage: number;
}

/** The report's days put together; groups that nothing is known of are left out, as such days are. */
export function groupDays(report: Report, by: Grouping): GroupReport[] {
  const groups = new Map<Day, { readonly whole: Span; readonly days: DayReport[] }>();
  for (const day of report.days) {
    const whole = wholeOf(by, day.day);
    const group = groups.get(whole.from);
    if (group) group.days.push(day);
    else groups.set(whole.from, { whole, days: [day] });
  }
  return [...groups.values()].map(({ whole, days }) => {
    const from = whole.from < report.from ? report.from : whole.from;
    const to = whole.to > report.to ? report.to : whole.to;
    const known = new Set(days.map(({ day }) => day));
    const missing = report.missingDays.filter((day) => day >= from && day <= to && !known.has(day));
    const coverage = coverageOf(days, missing.length);
    return { name: nameOf(by, whole), from, to, ...totalsOf(days, report.periods), coverage };
  });
}

/** The week, month… that a day lies in, whole. */
function wholeOf(by: Grouping, day: Day): Span {
  switch (by) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const monday = mondayOf(day);
      return { from: monday, to: addDays(monday, 6) };
    }
    case 'month':
      return monthSpan(day.slice(0, 7));
    case 'year':
      return yearSpan(day.slice(0, 4));
    case 'season': {
      const { from, to } = seasonOf(day);
      const next = addDays(to, 1);
      return day <= to ? { from, to } : { from: next, to: `${next.slice(0, 4)}-10-31` };
    }
  }
}

function nameOf(by: Grouping, { from }: Span): GroupName {
  const [year = 0, month = 0] = from.split('-').map(Number);
  switch (by) {
    case 'day':
      return { by, day: from };
    case 'week':
      return { by, ...isoWeek(from) };
    case 'month':
      return { by, year, month };
    case 'year':
      return { by, year };
    case 'season':
      return { by, year, isWinter: month === 11 };
  }
}

/** The ISO week that begins on a Monday: it has the year of its Thursday, and week 1 is that of 4 January. */
function isoWeek(monday: Day): { year: number; week: number } {
  const year = addDays(monday, 3).slice(0, 4);
  const first = mondayOf(`${year}-01-04`);
  const week = Math.round((Date.parse(monday) - Date.parse(first)) / (7 * 86_400_000)) + 1;
  return { year: Number(year), week };
}

/** The part of the time of several days that the records speak for. */
function coverageOf(days: readonly DayReport[], missingDays: number): number {
  // The sum of equal shares of 1 may miss 1 by a rounding.
  if (missingDays === 0 && days.every(({ coverage }) => coverage === 1)) return 1;
  return (sumOf(days, ({ coverage }) => coverage) ?? 0) / (days.length + missingDays);
}
