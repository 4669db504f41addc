import { type Calendar, withNames } from '../../journal/log-line.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { addDays, type Day } from '../../time/local.ts';
import type { Span } from './dates.ts';

/** A calendar that was named further away says nothing of a day, days. */
const MAX_DAYS_AWAY = 400;

/** The supplier's calendar of each day, where one is known. */
export type CalendarByDay = ReadonlyMap<Day, Calendar>;

/** A calendar and the day whose log names it. */
type Named = readonly [Day, Calendar];

/** Days of a span that a supplier's calendar has counted on, in order, each with the indexes that have counted. */
export type CountedDays = ReadonlyMap<Day, readonly string[]>;

/**
 * The supplier's calendar of some days of a span: what the log of the day names, else that of the nearest day before it that
 * names one, else that of the nearest one after it. A name that it lacks is looked for there too: names are learned one by
 * one, and again after each start. A day has the same ones in any span.
 * @param named what the logs of the span name
 */
export function calendarsOf(
  logs: Summaries,
  { from, to }: Span,
  counted: CountedDays,
  named: CalendarByDay,
): CalendarByDay {
  let known: Named[] = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  let found = picked(counted, known);
  const lacking = (): Set<string> => lackingIn(counted, found);
  const [begin] = counted.keys();
  // What was named before comes first, even where a later day of the span names one.
  const hasBegin = begin === undefined || known.some(([day]) => day <= begin);
  if (hasBegin && isWhole(counted, found)) return found;
  const first = addDays(from, -MAX_DAYS_AWAY);
  known = [...nearest(logs, logs.places.daysBefore(from), [first, from], lacking()).reverse(), ...known];
  found = picked(counted, known);
  if (isWhole(counted, found)) return found;
  const last = addDays(to, MAX_DAYS_AWAY);
  return picked(counted, [...known, ...nearest(logs, logs.places.daysAfter(to), [to, last], lacking())]);
}

/** The indexes that have counted and have no name. */
const lackingIn = (counted: CountedDays, found: CalendarByDay): Set<string> =>
  new Set([...counted].flatMap(([day, keys]) => keys.filter((key) => !found.get(day)?.indexNames[key])));

const isWhole = (counted: CountedDays, found: CalendarByDay): boolean =>
  [...counted.keys()].every((day) => found.has(day)) && lackingIn(counted, found).size === 0;

/** Of these days, none of them outside the limits, the calendars that their logs name, until all names are found. */
function nearest(
  logs: Summaries,
  days: Iterable<Day>,
  [first, last]: readonly [Day, Day],
  lacking: Set<string>,
): Named[] {
  const known: Named[] = [];
  for (const day of days) {
    if (day < first || day > last) break;
    const { calendar } = logs.of(day);
    if (!calendar) continue;
    known.push([day, calendar]);
    for (const key of Object.keys(calendar.indexNames)) lacking.delete(key);
    if (lacking.size === 0) break;
  }
  return known;
}

/** The calendar of each day, with the names that its neighbours of the same calendar have beside its own. */
function picked(counted: CountedDays, known: readonly Named[]): Map<Day, Calendar> {
  const earlier = merged(known);
  const later = merged([...known].reverse()).reverse();
  const found = new Map<Day, Calendar>();
  let place = 0;
  for (const day of counted.keys()) {
    while ((known[place]?.[0] ?? '9') <= day) place++;
    const [before, after] = [earlier[place - 1], later[place]];
    if (before && before[0] >= addDays(day, -MAX_DAYS_AWAY)) {
      found.set(day, after ? withNames(before[1], after[1]) : before[1]);
    } else if (after && after[0] <= addDays(day, MAX_DAYS_AWAY)) found.set(day, after[1]);
  }
  return found;
}

/** Each calendar with the names that those of the same name before it in the list have beside its own. */
function merged(known: readonly Named[]): Named[] {
  const all: Named[] = [];
  for (const [day, calendar] of known) {
    const last = all.at(-1);
    all.push([day, last ? withNames(calendar, last[1]) : calendar]);
  }
  return all;
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
