import { parseAnyDay, plainWord, type ReadDay } from '../../time/day-text.ts';
import { addDays, type Day, type Month, monthOf, type Year, yearOf } from '../../time/local.ts';
import { seasonOf } from './season.ts';

/** First and last day of a range, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A larger number of days is a typing error: a hundred years. */
const MAX_DAYS = 36_600;

const WEEK = ['week', 'semaine'];
const MONTH = ['month', 'mois'];
const YEAR = ['year', 'annee'];
const SEASON = ['season', 'saison'];

/** The days that a text means, or why it means none. */
export type ReadSpan = { readonly span: Span; readonly reason?: undefined } | { readonly reason: 'form' | 'notADay' };

/**
 * The days that a word means: a day (`today`, `hier`, `28/11/2026`), `7d`, `2026-11`, `2026-W47`, `2026`, `saison`… A
 * week, month, year or season that still runs ends today: its days to come have neither energy nor subscription.
 */
export function spanOf(text: string, today: Day): ReadSpan {
  const word = plainWord(text);
  const count = Number(/^(\d{1,5})[dj]$/.exec(word)?.[1] ?? 0);
  if (count >= 1 && count <= MAX_DAYS) return { span: { from: addDays(today, 1 - count), to: today } };
  const whole = wholeSpan(word, today);
  if (whole === 'notADay') return { reason: whole };
  if (whole) return { span: { from: whole.from, to: whole.from <= today && whole.to > today ? today : whole.to } };
  // A number alone may as well be one of days whose letter was forgotten.
  const read: ReadDay = /^\d+$/.test(word) && word.length < 8 ? { reason: 'form' } : parseAnyDay(word, today);
  if (read.reason === undefined) return { span: { from: read.day, to: read.day } };
  return { reason: read.reason === 'notADay' ? 'notADay' : 'form' };
}

/** A week, month, year or season, whole; one that is not in the calendar, as week 54 or month 13, has no days. */
function wholeSpan(word: string, today: Day): Span | 'notADay' | undefined {
  if (WEEK.includes(word)) return weekSpan(mondayOf(today));
  if (MONTH.includes(word)) return monthSpan(monthOf(today));
  if (YEAR.includes(word)) return yearSpan(yearOf(today));
  if (SEASON.includes(word)) return seasonOf(today);
  if (/^[12]\d{3}$/.test(word)) return yearSpan(word as Year);
  const [, year, week, month] = /^([12]\d{3})(?:[-_/]?[ws](\d{1,2})|[-_/](\d\d))$/.exec(word) ?? [];
  if (year === undefined) return undefined;
  if (month !== undefined)
    return Number(month) >= 1 && Number(month) <= 12 ? monthSpan(`${year}-${month}` as Month) : 'notADay';
  return weekOfYear(year as Year, Number(week)) ?? 'notADay';
}

/** A week by its number, as the report writes it (ISO 8601: the 4th of January is in week 1). */
function weekOfYear(year: Year, week: number): Span | undefined {
  const monday = addDays(mondayOf(`${year}-01-04`), 7 * (week - 1));
  // The Thursday says which year a week belongs to.
  return week >= 1 && yearOf(addDays(monday, 3)) === year ? weekSpan(monday) : undefined;
}

const weekSpan = (monday: Day): Span => ({ from: monday, to: addDays(monday, 6) });

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** A month, `YYYY-MM`. */
export function monthSpan(month: Month): Span {
  const from: Day = `${month}-01`;
  // No month is longer than 31 days: the day 31 later lies in the next one.
  return { from, to: addDays(`${monthOf(addDays(from, 31))}-01`, -1) };
}

export function yearSpan(year: Year): Span {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}
