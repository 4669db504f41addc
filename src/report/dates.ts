import { addDays, type Day, isDay, type Month, monthOf, type Year, yearOf } from '../time/local.ts';
import { seasonOf } from './season.ts';

/** First and last day of a range, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** A larger number of days is a typing error: a hundred years. */
const MAX_DAYS = 36_600;

const TODAY = ['today', 'aujourdhui'];
const YESTERDAY = ['yesterday', 'hier'];
const WEEK = ['week', 'semaine'];
const MONTH = ['month', 'mois'];
const YEAR = ['year', 'annee'];
const SEASON = ['season', 'saison'];

/** YYYY_MM_DD, as the log files are named; YYYY-MM-DD and YYYY/MM/DD as well. */
export function dayIn(text: string): Day | undefined {
  const day = text.replaceAll(/[_/]/g, '-');
  return isDay(day) ? day : undefined;
}

/**
 * The days that a word means: `today`, `hier`, `7d`, `2026-11`, `2026`, `saison`… A week, month, year or season that
 * still runs ends today: its days to come have neither energy nor subscription.
 */
export function spanOf(text: string, today: Day): Span | undefined {
  const word = plain(text);
  const day = dayIn(word);
  if (day) return { from: day, to: day };
  if (TODAY.includes(word)) return { from: today, to: today };
  if (YESTERDAY.includes(word)) return { from: addDays(today, -1), to: addDays(today, -1) };
  const count = Number(/^(\d{1,5})[dj]$/.exec(word)?.[1] ?? 0);
  if (count >= 1 && count <= MAX_DAYS) return { from: addDays(today, 1 - count), to: today };
  const whole = wholeSpan(word, today);
  return whole && { from: whole.from, to: whole.from <= today && whole.to > today ? today : whole.to };
}

function wholeSpan(word: string, today: Day): Span | undefined {
  if (WEEK.includes(word)) {
    const monday = mondayOf(today);
    return { from: monday, to: addDays(monday, 6) };
  }
  if (MONTH.includes(word)) return monthSpan(monthOf(today));
  if (YEAR.includes(word)) return yearSpan(yearOf(today));
  if (SEASON.includes(word)) return seasonOf(today);
  if (/^[12]\d{3}$/.test(word)) return yearSpan(word as Year);
  const month = /^([12]\d{3})[-_/](0[1-9]|1[0-2])$/.exec(word);
  return month ? monthSpan(`${month[1]}-${month[2]}` as Month) : undefined;
}

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

/** Small letters, no accents, no apostrophe. */
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '');
