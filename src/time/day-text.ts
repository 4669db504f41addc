import { addDays, type Day, isDay, monthOf, yearOf } from './local.ts';

/** Why a text is no day: of another form; not in the calendar (`31/02`); still to come. */
export type DayRefusal = 'form' | 'notADay' | 'future';

export type ReadDay = { readonly day: Day; readonly reason?: undefined } | { readonly reason: DayRefusal };

const TODAY = ['today', 'aujourdhui'];
const YESTERDAY = ['yesterday', 'hier'];

/**
 * A day in the past, or today, as people write it: `28/11/2026`, `28.11.26`, `2026-11-28`, `2026_11_28` as the log files
 * have it, `20261128`, `hier`; `28/11` and `28` mean the latest such day.
 */
export function parseDay(text: string, today: Day): ReadDay {
  const read = parseAnyDay(text, today);
  return read.reason === undefined && read.day > today ? { reason: 'future' } : read;
}

/** The same, of days to come too. */
export function parseAnyDay(text: string, today: Day): ReadDay {
  const word = plainWord(text);
  if (TODAY.includes(word)) return { day: today };
  if (YESTERDAY.includes(word)) return { day: addDays(today, -1) };
  const day = writtenDay(word, today);
  if (day === undefined) return { reason: 'form' };
  return isDay(day) ? { day } : { reason: 'notADay' };
}

/** A date in the form YYYY-MM-DD; it need not be in the calendar. Undefined for a text of another form. */
function writtenDay(text: string, today: Day): string | undefined {
  const [, year, month = '', date = ''] =
    /^(\d{4})[-_/.](\d{1,2})[-_/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${two(month)}-${two(date)}`;
  const [, d, m, y] = /^(\d{1,2})(?:[-_/.](\d{1,2})(?:[-_/.](\d{4}|\d\d))?)?$/.exec(text) ?? [];
  if (d === undefined) return undefined;
  const latest = (day: string, earlier: string): string => (day <= today ? day : earlier);
  if (m === undefined) {
    const month = monthOf(today);
    return latest(`${month}-${two(d)}`, `${monthOf(addDays(`${month}-01`, -1))}-${two(d)}`);
  }
  const ofYear = `${two(m)}-${two(d)}`;
  if (y === undefined) return latest(`${yearOf(today)}-${ofYear}`, `${Number(yearOf(today)) - 1}-${ofYear}`);
  return `${y.length === 2 ? `20${y}` : y}-${ofYear}`;
}

const two = (part: string): string => part.padStart(2, '0');

/** Small letters, no accents, no apostrophe. */
export const plainWord = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '');
