/*
 * Legal time at the meter's place. Instants are milliseconds since 1970 UTC; local dates follow the time zone of the
 * process, which the program sets once from TIMEZONE (an Intl formatter would cost 7 MB of memory more than the engine's
 * Date, measured on Node 20).
 */

/** A local calendar day, `YYYY-MM-DD`; the type keeps other texts out. */
export type Day = `${number}-${number}-${number}`;
/** `YYYY-MM` */
export type Month = `${number}-${number}`;
/** `YYYY` */
export type Year = `${number}`;

/** A stretch of time, ms since 1970 UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const monthOf = (day: Day): Month => day.slice(0, 7) as Month;
export const yearOf = (day: Day): Year => day.slice(0, 4) as Year;

/** No clock can be right before this, ms since 1970 UTC: the program was not written yet. */
export const EARLIEST_CLOCK = Date.UTC(2026, 10, 1);

const two = (n: number): string => String(n).padStart(2, '0');

/** The local day of an instant. */
export function dayOf(at: number): Day {
  const date = new Date(at);
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}` as Day;
}

/** The instant at which a local day begins; days last 23, 24 or 25 hours. */
export function startOfDay(day: Day): number {
  const { year, month, date } = partsOf(day);
  return new Date(year, month - 1, date).getTime();
}

/** The instant at which a local day ends and the next one begins. @param start the instant at which it begins */
export function endOfDay(day: Day, start = startOfDay(day)): number {
  const usual = start + 24 * 3_600_000;
  // Right for nearly all days: reading the hour costs less than parsing a date.
  const midnight = new Date(usual);
  const isNext =
    midnight.getHours() === 0 && midnight.getMinutes() === 0 && midnight.getDate() !== Number(day.slice(8));
  return isNext ? usual : startOfDay(addDays(day, 1));
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  const date = Number(day.slice(8));
  const later = date + count;
  // Within a month no calendar is needed: each report counts through years of days.
  if (later >= 1 && later <= 28 && date <= 28) return `${monthOf(day)}-${two(later)}` as Day;
  const { year, month } = partsOf(day);
  if (later >= 1 && later <= daysOfMonth(year, month)) return `${monthOf(day)}-${two(later)}` as Day;
  return utcOf(Date.UTC(year, month - 1, later)).slice(0, 10) as Day;
}

/**
 * A moment in UTC, `YYYY-MM-DDThh:mm:ss.mmm`. V8 looks up the name of the time zone for its own toISOString, which it does
 * not write: 3 MB and some milliseconds (Node 20).
 */
export function utcOf(at: number): string {
  const date = new Date(at);
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day}T${time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** @param month 1 to 12 */
export function daysOfMonth(year: number, month: number): number {
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeap ? 29 : (MONTHS[month - 1] ?? 0);
}

const partsOf = (day: Day) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  date: Number(day.slice(8)),
});

/** Whether the text is a day that exists. */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text as Day, 0) === text;
}

const DATES = Array.from({ length: 31 }, (_, i) => two(i + 1));

/** The days from first to last, both included. */
export function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  let day = first;
  while (day <= last) {
    // A month at once: years of days are counted through.
    const text = monthOf(day);
    const { year, month, date } = partsOf(day);
    const end = daysOfMonth(year, month);
    const until = text === monthOf(last) ? Math.min(end, partsOf(last).date) : end;
    for (let each = date; each <= until; each++) days.push(`${text}-${DATES[each - 1]}` as Day);
    day = addDays(`${text}-${two(end)}` as Day, 1);
  }
  return days;
}

/** How many days there are from first to last, both included; none where the last one comes first. */
export const countDays = (first: Day, last: Day): number =>
  Math.max(0, (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1);

/** Local wall time, `hh:mm:ss`. */
export function clockOf(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Local time with its offset, as the feed writes it: `2026-11-23T17:22:14.123+01:00`. */
export function isoOf(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return utcOf(at + minutes * 60_000) + offset;
}

/** As `isoOf`, without the fraction of the second. */
export const isoSecondsOf = (at: number): string => isoOf(at).replace(/\.\d{3}/, '');

/** The instant of a legal local time, `YYYY-MM-DDThh:mm:ss`; in the doubled hour of October, the first of the two. */
export function instantOf(local: string): number {
  return new Date(local).getTime();
}
