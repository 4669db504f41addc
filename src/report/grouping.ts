import type { GroupName } from '../text/group-name.ts';
import { addDays, type Day, monthOf, yearOf } from '../time/local.ts';
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
  const groups = new Map<Day, Group & { readonly days: DayReport[] }>();
  for (const day of report.days) {
    const group = groupOf(by, day.day);
    const known = groups.get(group.from);
    if (known) known.days.push(day);
    else groups.set(group.from, { ...group, days: [day] });
  }
  return [...groups.values()].map(({ name, days, ...whole }) => {
    const from = whole.from < report.from ? report.from : whole.from;
    const to = whole.to > report.to ? report.to : whole.to;
    const known = new Set(days.map(({ day }) => day));
    const missing = report.missingDays.filter((day) => day >= from && day <= to && !known.has(day));
    return { name, from, to, ...totalsOf(days, report.periods), coverage: coverageOf(days, missing.length) };
  });
}

/** A whole week, month… */
interface Group extends Span {
  readonly name: GroupName;
}

/** The week, month… that a day lies in. */
function groupOf(by: Grouping, day: Day): Group {
  const year = Number(yearOf(day));
  switch (by) {
    case 'day':
      return { name: { by, day }, from: day, to: day };
    case 'week': {
      const monday = mondayOf(day);
      return { name: { by, ...isoWeek(monday) }, from: monday, to: addDays(monday, 6) };
    }
    case 'month':
      return { name: { by, year, month: Number(day.slice(5, 7)) }, ...monthSpan(monthOf(day)) };
    case 'year':
      return { name: { by, year }, ...yearSpan(yearOf(day)) };
    case 'season': {
      const { from, to } = seasonOf(day);
      if (day <= to) return { name: { by, year: Number(yearOf(from)), isWinter: true }, from, to };
      return { name: { by, year, isWinter: false }, from: addDays(to, 1), to: `${yearOf(to)}-10-31` };
    }
  }
}

/** The ISO week that begins on a Monday: it has the year of its Thursday, and week 1 has that year's first Thursday. */
function isoWeek(monday: Day): { year: number; week: number } {
  const thursday = addDays(monday, 3);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${yearOf(thursday)}-01-01`)) / 86_400_000;
  return { year: Number(yearOf(thursday)), week: Math.floor(dayOfYear / 7) + 1 };
}

/** The part of the time of several days that the records speak for. */
function coverageOf(days: readonly DayReport[], missingDays: number): number {
  // The sum of equal shares of 1 may miss 1 by a rounding.
  if (missingDays === 0 && days.every(({ coverage }) => coverage === 1)) return 1;
  return sumOf(days, ({ coverage }) => coverage) / (days.length + missingDays);
}
