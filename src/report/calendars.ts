import type { Calendar } from '../journal/log-line.ts';
import type { Summaries } from '../journal/summaries.ts';
import { addDays, type Day } from '../time/local.ts';
import type { Span } from './dates.ts';

/** A calendar that was named further away says nothing of a day, days. */
const MAX_DAYS_AWAY = 400;

/** The supplier's calendar of each day, where one is known. */
export type CalendarByDay = ReadonlyMap<Day, Calendar>;

/** A calendar and the day whose log names it. */
type Named = readonly [Day, Calendar];

/**
 * The supplier's calendar of some days of a span, in their order: what the log of the day names, else that of the nearest
 * day before it that names one, else that of the nearest one after it. A day has the same one in any span.
 * @param named what the logs of the span name
 * @throws JournalError
 */
export function calendarsOf(
  logs: Summaries,
  { from, to }: Span,
  days: readonly Day[],
  named: CalendarByDay,
): CalendarByDay {
  const known: Named[] = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = days;
  if (first === undefined) return new Map();
  if (known[0] === undefined || known[0][0] > first) {
    known.unshift(...nearest(logs, logs.daysBefore(from), addDays(from, -MAX_DAYS_AWAY), from));
  }
  const found = picked(days, known);
  if (found.size === days.length) return found;
  return picked(days, [...known, ...nearest(logs, logs.daysAfter(to), to, addDays(to, MAX_DAYS_AWAY))]);
}

/** The first of these days, none of them outside the limits, whose log names a calendar; or none. */
function nearest(logs: Summaries, days: Iterable<Day>, first: Day, last: Day): Named[] {
  for (const day of days) {
    if (day < first || day > last) break;
    const { calendar } = logs.of(day);
    if (calendar) return [[day, calendar]];
  }
  return [];
}

function picked(days: readonly Day[], known: readonly Named[]): Map<Day, Calendar> {
  const found = new Map<Day, Calendar>();
  let place = 0;
  for (const day of days) {
    while ((known[place]?.[0] ?? '9') <= day) place++;
    const [before, after] = [known[place - 1], known[place]];
    if (before && before[0] >= addDays(day, -MAX_DAYS_AWAY)) found.set(day, before[1]);
    else if (after && after[0] <= addDays(day, MAX_DAYS_AWAY)) found.set(day, after[1]);
  }
  return found;
}

/** Between the names that one index has had. */
const OR = ' / ';

/** Several calendars as one: an index that was called otherwise for a time has all its names. */
export function joinedCalendar(calendars: Iterable<Calendar>): Calendar | undefined {
  const distinct = [...new Set(calendars)];
  if (distinct.length <= 1) return distinct[0];
  const names = (texts: readonly string[]): string => [...new Set(texts.flatMap((text) => text.split(OR)))].join(OR);
  const keys = [...new Set(distinct.flatMap(({ indexNames }) => Object.keys(indexNames)))].sort();
  return {
    name: names(distinct.map(({ name }) => name)),
    indexNames: Object.fromEntries(
      keys.map((key) => [key, names(distinct.flatMap((each) => each.indexNames[key] || []))]),
    ),
  };
}

/**
 * What the periods of a report are called, by key, where a calendar names them. Two of one name, or of the name of another
 * period, have their numbers too.
 */
export function periodNames(
  periods: readonly { readonly key: string; readonly period: string }[],
  calendar: Calendar | undefined,
): ReadonlyMap<string, string> {
  const names = new Map(periods.map(({ key, period }) => [key, calendar?.indexNames[key] || period]));
  const numbered = ([key, name]: readonly [string, string]): [string, string] => [
    key,
    `${name} ${key.slice('INDEX'.length)}`,
  ];
  for (;;) {
    const all = [...names.values()];
    const twice = [...names].filter(
      ([key, name]) => calendar?.indexNames[key] && all.indexOf(name) !== all.lastIndexOf(name),
    );
    if (twice.length === 0) break;
    for (const each of twice) names.set(...numbered(each));
  }
  for (const { key, period } of periods) if (names.get(key) === period) names.delete(key);
  return names;
}
