import { addDays, type Day, isDay, monthOf, yearOf } from '../../time/local.ts';
import type { Selection } from './selection.ts';

/** `31/12/2026` */
const MAX_LENGTH = 10;

/** What a key makes of the date that is being typed. */
export function afterDateKey(selection: Selection, key: string, today: Day): Selection {
  const entry = selection.typedDate ?? '';
  if (key === 'escape') return { ...selection, typedDate: undefined };
  if (key === 'backspace') return { ...selection, typedDate: entry.slice(0, -1) };
  if (key === 'enter') {
    const day = dayTyped(entry, today);
    // Keep an invalid date so that it can be corrected.
    if (day === undefined) return entry === '' ? { ...selection, typedDate: undefined } : selection;
    return { ...selection, typedDate: undefined, day: day >= today ? undefined : day };
  }
  return /^[\d/._-]$/.test(key) && entry.length < MAX_LENGTH ? { ...selection, typedDate: entry + key } : selection;
}

/** `24`, `24/11`, `24/11/2026`, `2026-11-24`: without month or year the latest such day. */
export function dayTyped(text: string, today: Day): Day | undefined {
  const parts = text.split(/[/._-]/);
  if (!parts.every((part) => /^\d+$/.test(part))) return undefined;
  const day = dayOfParts(parts, today);
  return isDay(day) ? day : undefined;
}

/** The parts of a date in the order of YYYY-MM-DD; it need not be in the calendar. */
function dayOfParts([a = '', b, c]: readonly string[], today: Day): string {
  const two = (part: string): string => part.padStart(2, '0');
  const latest = (day: string, earlier: string): string => (day <= today ? day : earlier);
  const [year, month] = [yearOf(today), monthOf(today)];
  if (b === undefined) return latest(`${month}-${two(a)}`, `${monthOf(addDays(`${month}-01`, -1))}-${two(a)}`);
  const date = `${two(b)}-${two(a)}`;
  if (c === undefined) return latest(`${year}-${date}`, `${Number(year) - 1}-${date}`);
  if (a.length === 4) return `${a}-${two(b)}-${two(c)}`;
  return `${c.length === 2 ? `20${c}` : c}-${date}`;
}
