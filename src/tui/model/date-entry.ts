import { parseDay } from '../../time/day-text.ts';
import type { Day } from '../../time/local.ts';
import type { Selection } from './selection.ts';

/** `31/12/2026` */
const MAX_LENGTH = 10;

/** What a key makes of the date that is being typed. */
export function afterDateKey(selection: Selection, key: string, today: Day): Selection {
  const entry = selection.typedDate ?? '';
  if (key === 'escape') return { ...selection, typedDate: undefined };
  if (key === 'backspace') return { ...selection, typedDate: entry.slice(0, -1) };
  if (key === 'enter') {
    const read = parseDay(entry, today);
    // Keep an invalid date so that it can be corrected.
    if (read.reason !== undefined) return entry === '' ? { ...selection, typedDate: undefined } : selection;
    return { ...selection, typedDate: undefined, day: read.day >= today ? undefined : read.day };
  }
  return /^[\d/._-]$/.test(key) && entry.length < MAX_LENGTH ? { ...selection, typedDate: entry + key } : selection;
}
