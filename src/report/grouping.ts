import { addDays, type Day } from '../time/local.ts';
import { mondayOf, monthSpan, type Span, yearSpan } from './dates.ts';
import type { DayReport, Report } from './report.ts';
import { seasonOf } from './season.ts';
import { sumOf, totalsOf } from './totals.ts';

/** What the days of a report can be put together by. */
export const GROUPINGS = ['day', 'week', 'month', 'year', 'season'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The days of one week, month… that lie in the report, as one row; its figures are the sums of those of its days. */
export interface GroupReport extends Omit<DayReport, 'day'> {
  readonly by: Grouping;
  /** `2026-11-24`, `2026-W47` (ISO), `2026-11`, `2026`; `2026-11/03` a season, `2026-04/10` the months between two. */
  readonly name: string;
  /** Ends of the group, those of the report where it begins or ends within the group. */
  readonly from: Day;
  readonly to: Day;
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

function groupName(by: Grouping, { from, to }: Span): string {
  switch (by) {
    case 'day':
      return from;
    case 'week':
      return isoWeek(from);
    case 'month':
      return from.slice(0, 7);
    case 'year':
      return from.slice(0, 4);
    case 'season':
      return `${from.slice(0, 7)}/${to.slice(5, 7)}`;
  }
}

/** The ISO week that begins on a Monday: it has the year of its Thursday, and week 1 is that of 4 January. */
function isoWeek(monday: Day): string {
  const year = addDays(monday, 3).slice(0, 4);
  const first = mondayOf(`${year}-01-04`);
  const number = Math.round((Date.parse(monday) - Date.parse(first)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The report's days put together; groups that nothing is known of are left out, as such days are. */
export function groupDays(report: Report, by: Grouping): GroupReport[] {
  const days = new Map<string, { readonly whole: Span; readonly list: DayReport[] }>();
  for (const day of report.days) {
    const whole = wholeOf(by, day.day);
    const group = days.get(whole.from);
    if (group) group.list.push(day);
    else days.set(whole.from, { whole, list: [day] });
  }
  return [...days.values()].map(({ whole, list }) => {
    const from = whole.from < report.from ? report.from : whole.from;
    const to = whole.to > report.to ? report.to : whole.to;
    const known = new Set(list.map(({ day }) => day));
    const missing = report.missingDays.filter((day) => day >= from && day <= to && !known.has(day));
    const coverage = coverageOf(list, missing.length);
    return { by, name: groupName(by, whole), from, to, ...totalsOf(list, report.periods), coverage };
  });
}

/** The part of the time of several days that the records speak for. */
function coverageOf(days: readonly DayReport[], missingDays: number): number {
  // The sum of equal shares of 1 may miss 1 by a rounding.
  if (missingDays === 0 && days.every(({ coverage }) => coverage === 1)) return 1;
  return (sumOf(days, ({ coverage }) => coverage) ?? 0) / (days.length + missingDays);
}
