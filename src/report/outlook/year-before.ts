import type { Summaries } from '../../journal/summaries.ts';
import {
  addDays,
  clockOf,
  countDays,
  type Day,
  dayOf,
  daysBetween,
  instantOf,
  isDay,
  startOfDay,
  yearOf,
} from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import type { Billed } from '../sums/bill.ts';
import { daysSteps, type LogRange } from '../sums/build.ts';
import type { GroupReport } from '../sums/grouping.ts';
import { subscriptionOf } from '../sums/pricing.ts';
import type { Work } from '../sums/read-logs.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { sumOf, type Totals, totalsOf, WELL_COVERED } from '../sums/totals.ts';
import { dayUpTo, endOfToday } from './compare.ts';

/** Some days together, with their subscription. */
export type YearSide = Totals &
  Billed & {
    /** Fraction of their time that the records speak for. */
    readonly coverage: number;
  };

/** The days of a span that are known both then and a year before: the same days on both sides. */
export interface YearBefore {
  readonly now: YearSide;
  readonly before: YearSide;
  /** What was drawn more than then, as a fraction of it; undefined where that was nothing. */
  readonly share: number | undefined;
  /** First and last of the days a year before. */
  readonly span: Span;
  /** How many days are compared, of how many that were asked for. */
  readonly days: number;
  readonly of: number;
  /** The time of the day up to which the last of them counts on both sides, `HH:MM`; undefined where it counts in full. */
  readonly until: string | undefined;
}

/** Weeks and days are compared with the same weekdays. */
const WEEKS_OF_A_YEAR = 364;
/** Up to so many days a span is compared with the same weekdays, a longer one with the same dates. */
const MAX_BY_WEEKDAY = 7;
/** A longer span would be compared with days of its own. */
const MAX_DAYS = 366;

/** The same span a year before, out of a report on all days; without the day that runs, of which only all is known. */
export function yearBefore(
  report: Pick<Report, 'days' | 'missingDays' | 'subscriptions' | 'warnings'>,
  { name, from, to }: Pick<GroupReport, 'name' | 'from' | 'to'>,
  today: Day,
): YearBefore | undefined {
  const last = to < today ? to : addDays(today, -1);
  if (from > last) return undefined;
  const [begin, end] = [report.days[0]?.day, report.days.at(-1)?.day];
  const known = knownDays(report, (day) => day === begin || day === end);
  const days = daysBetween(from, last);
  return compared(pairsOf(days, name.by === 'day' || name.by === 'week'), {
    now: known,
    before: known,
    of: days.length,
  });
}

/**
 * The span of a report a year before, in steps of one log: of a day that runs, the part up to the time of its last line.
 * @param now the present instant, ms
 */
export function* yearBeforeSteps(
  report: Report,
  { logs, now, prices }: Pick<LogRange, 'logs' | 'prices'> & { readonly now: number },
): Work<YearBefore | undefined> {
  const today = dayOf(now);
  const last = report.to < today ? report.to : today;
  if (report.from > last || countDays(report.from, last) > MAX_DAYS) return undefined;
  const days = daysBetween(report.from, last);
  const pairs = pairsOf(days, days.length <= MAX_BY_WEEKDAY);
  const [first, end] = [pairs[0]?.[1], pairs.at(-1)?.[1]];
  const isLogged =
    first !== undefined && end !== undefined && logs.places.firstFrom(first) < logs.places.firstAfter(end);
  if (!isLogged) return undefined;
  const past = yield* daysSteps({ logs, from: first, to: end, prices });
  const isEdge = (day: Day): boolean =>
    logs.places.firstFrom(day) === 0 || logs.places.firstAfter(day) === logs.list.length;
  const [own, before] = [knownDays(report, isEdge), knownDays(past, isEdge)];
  const running = pairs.find(([day]) => day === today)?.[1];
  if (running === undefined) return compared(pairs, { now: own, before, of: days.length });
  const until = endOfToday(logs, now);
  const part = partOf(report, today, logs, { running, now, end: until, prices });
  const isPart = part !== undefined;
  if (isPart) {
    own.days.set(today, part.today);
    before.days.set(running, part.then);
  } else own.days.delete(today);
  const clock = isPart ? clockOf(until).slice(0, 5) : undefined;
  return compared(pairs, { now: own, before, of: days.length, until: clock });
}

/** The running day up to its last line (`end`) and the part of the other one up to the same time; undefined where records of either are few. */
function partOf(
  report: Report,
  today: Day,
  logs: Summaries,
  { running, now, end, prices }: { running: Day; now: number; end: number; prices: LogRange['prices'] },
): { readonly today: DayReport; readonly then: DayReport } | undefined {
  const own = report.days.find(({ day }) => day === today);
  const start = startOfDay(today);
  // The coverage is of the time up to the present; what counts is the time up to the last line.
  if (!own || end <= start || (own.coverage * (now - start)) / (end - start) < WELL_COVERED) return undefined;
  const [then] = dayUpTo(logs, running, instantOf(`${running}T${clockOf(end)}`), prices).days;
  return then && then.coverage >= WELL_COVERED ? { today: own, then } : undefined;
}

/** Each day with the one a year before. A 29 February has none, in either year. */
const pairsOf = (days: readonly Day[], isByWeekday: boolean): [Day, Day][] =>
  days.flatMap((day): [Day, Day][] => {
    if (isByWeekday) return [[day, addDays(day, -WEEKS_OF_A_YEAR)]];
    const before = sameDateBefore(day);
    return before.slice(5) === day.slice(5) ? [[day, before]] : [];
  });

interface KnownDays {
  readonly days: Map<Day, DayReport>;
  readonly subscriptions: Report['subscriptions'];
}

/**
 * The days whose energy is known: those with records, as what is drawn in a hole between two records is known by the index.
 * Of the first day of all logs and of the last one it is only where records cover them.
 */
function knownDays(
  { days, missingDays, subscriptions, warnings }: Pick<Report, 'days' | 'missingDays' | 'subscriptions' | 'warnings'>,
  isEdge: (day: Day) => boolean,
): KnownDays {
  const without = new Set(missingDays);
  for (const warning of warnings)
    if (warning.kind === 'noIndex' || warning.kind === 'leap' || warning.kind === 'fall') without.add(warning.day);
  const known = days.filter(({ day, coverage }) => !without.has(day) && (coverage >= WELL_COVERED || !isEdge(day)));
  return { days: new Map(known.map((day) => [day.day, day])), subscriptions };
}

interface Sides {
  readonly now: KnownDays;
  readonly before: KnownDays;
  readonly of: number;
  readonly until?: string | undefined;
}

function compared(pairs: readonly [Day, Day][], { now, before, of, until }: Sides): YearBefore | undefined {
  const both = pairs.filter(([day, then]) => now.days.has(day) && before.days.has(then));
  const [first, last] = [both[0]?.[1], both.at(-1)?.[1]];
  if (first === undefined || last === undefined) return undefined;
  const side = ({ days, subscriptions }: KnownDays, which: 0 | 1): YearSide => {
    const list = both.flatMap((pair) => days.get(pair[which]) ?? []);
    return {
      ...totalsOf(list),
      ...subscriptionOf(list.map(({ day }) => subscriptions.get(day))),
      coverage: sumOf(list, ({ coverage }) => coverage) / list.length,
    };
  };
  const [own, then] = [side(now, 0), side(before, 1)];
  return {
    ...{ now: own, before: then, share: then.wh === 0 ? undefined : (own.wh - then.wh) / then.wh },
    ...{ span: { from: first, to: last }, days: both.length, of, until },
  };
}

/** The same date of the year before; the 28th for a 29 February. */
export function sameDateBefore(day: Day): Day {
  const text = `${Number(yearOf(day)) - 1}${day.slice(4)}`;
  return isDay(text) ? text : (text.replace(/29$/, '28') as Day);
}
