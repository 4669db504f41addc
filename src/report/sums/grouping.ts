import type { Euros } from '../../energy/euros.ts';
import type { GroupName } from '../../text/group-name.ts';
import { addDays, type Day, daysBetween, monthOf, yearOf } from '../../time/local.ts';
import { mondayOf, monthSpan, type Span, yearSpan } from '../days/dates.ts';
import { seasonOf, tempoYearOf } from '../days/season.ts';
import { type OwnConsumption, ownOf } from './own-shares.ts';
import { subscriptionOf } from './pricing.ts';
import type { DayReport, Report } from './report.ts';
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
  /** The report begins or ends within the group. */
  readonly isCut: boolean;
  /** Of its days that have begun, with records or without; undefined where a price is missing. */
  readonly subscription: Euros | undefined;
  /** What of it is known, where it is not. */
  readonly subscriptionPart?: Euros | undefined;
  /** What was used of the own production; absent without data of it. */
  readonly own?: OwnConsumption | undefined;
  /** Fraction of the group's time that the records speak for; of its days with energy or without any record. */
  readonly coverage: number;
}

/** Whether a report's days have seasons to put them together by: those of EJP, or the years of Tempo. */
export const hasSeasons = ({ periods }: Pick<Report, 'periods'>): boolean =>
  periods.some(({ key }) => key === 'HPM' || key === 'HPJB');

/**
 * The week, month… that ends with a day, out of what is known of the days before it and of the day itself; undefined where
 * nothing is.
 */
export function groupUpTo(past: Report | undefined, last: Report, by: Grouping): GroupReport | undefined {
  const day = last.to;
  const { contract = past?.contract } = last;
  const { from } = groupOf(by, day, contract);
  const within = <T>(list: readonly T[] = [], dayIn: (item: T) => Day): T[] =>
    list.filter((item) => dayIn(item) >= from && dayIn(item) < day);
  const joined = {
    ...{ ...last, contract, from: past && past.from < last.from ? past.from : last.from },
    periods: past
      ? totalsOf([], [...past.periods, ...last.periods.filter(({ key }) => !hasKey(past, key))]).periods
      : last.periods,
    days: [...within(past?.days, (each) => each.day), ...last.days],
    missingDays: [...within(past?.missingDays, (each) => each), ...last.missingDays],
    subscriptions: new Map([...within([...(past?.subscriptions ?? [])], ([each]) => each), ...last.subscriptions]),
  };
  return groupDays(joined, by).at(-1);
}

const hasKey = ({ periods }: Report, key: string): boolean => periods.some((part) => part.key === key);

/** A week, month… that something is known of, and where it lies in the report. */
export type GroupSpan = Pick<GroupReport, 'name' | 'from' | 'to'>;

/** The groups of `groupDays` without their sums. */
export const groupSpans = (report: Report, by: Grouping): GroupSpan[] =>
  gathered(report, by).map(({ name, from, to }) => ({ name, from, to }));

/** The days of a report, which are in order, by the groups that they lie in; each with its ends in the report. */
function gathered(report: Report, by: Grouping): (Group & { readonly days: DayReport[]; readonly isCut: boolean })[] {
  const groups: (Group & { readonly days: DayReport[] })[] = [];
  for (const day of report.days) {
    const last = groups.at(-1);
    if (last && day.day <= last.to) last.days.push(day);
    else groups.push({ ...groupOf(by, day.day, report.contract), days: [day] });
  }
  return groups.map(({ from, to, ...group }) => ({
    ...group,
    isCut: from < report.from || to > report.to,
    from: from < report.from ? report.from : from,
    to: to > report.to ? report.to : to,
  }));
}

/** Groups of a report, which its table, its bill and its pages ask for one after the other. */
const known = new WeakMap<Report, Map<Grouping, readonly GroupReport[]>>();

/** The report's days put together; groups that nothing is known of are left out, as such days are. */
export function groupDays(report: Report, by: Grouping): readonly GroupReport[] {
  const made = known.get(report) ?? new Map<Grouping, readonly GroupReport[]>();
  known.set(report, made);
  const groups = made.get(by) ?? madeGroups(report, by);
  made.set(by, groups);
  return groups;
}

function madeGroups(report: Report, by: Grouping): readonly GroupReport[] {
  // A report on years has thousands of groups, and may miss as many days.
  const missingDays = [...report.missingDays].sort();
  return gathered(report, by).map(({ name, days, from, to, isCut }) => {
    const missing = daysWithin(missingDays, from, to);
    const known = missing.length === 0 ? undefined : new Set(days.map(({ day }) => day));
    const begun = daysBetween(from, to).filter((day) => report.subscriptions.has(day));
    return {
      ...{ name, from, to, isCut, ...totalsOf(days, report.periods) },
      ...subscriptionOf(begun.map((day) => report.subscriptions.get(day))),
      coverage: coverageOf(days, missing.filter((day) => !known?.has(day)).length),
      ...(report.own ? { own: ownOf(report.own, daysBetween(from, to)) } : {}),
    };
  });
}

/** Those of some days, in order, that lie in a stretch. */
function daysWithin(days: readonly Day[], from: Day, to: Day): readonly Day[] {
  let [begin, end] = [0, days.length];
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if ((days[middle] as Day) < from) begin = middle + 1;
    else end = middle;
  }
  while (end < days.length && (days[end] as Day) <= to) end++;
  return days.slice(begin, end);
}

/** A whole week, month… */
interface Group extends Span {
  readonly name: GroupName;
}

/** The week, month… that a day lies in; a season is one of the contract. */
function groupOf(by: Grouping, day: Day, contract: string | undefined): Group {
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
      if (contract === 'TEMPO') {
        const { from, to } = tempoYearOf(day);
        return { name: { by, year: Number(yearOf(from)), of: 'tempo' }, from, to };
      }
      const { from, to } = seasonOf(day);
      if (day <= to) return { name: { by, year: Number(yearOf(from)), of: 'winter' }, from, to };
      return { name: { by, year, of: 'summer' }, from: addDays(to, 1), to: `${yearOf(to)}-10-31` };
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
