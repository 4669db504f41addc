import { type DayRefusal, parseDay } from '../../time/day-text.ts';
import type { Day } from '../../time/local.ts';
import type { Selection } from './selection.ts';

/** `aujourd’hui`, `31/12/2026` */
const MAX_LENGTH = 11;

/** What a key makes of the date that is being typed. What was refused stays, to be corrected. */
export function afterDateKey(selection: Selection, key: string, today: Day): Selection {
  const entry = selection.typedDate ?? '';
  const typed = (text: string | undefined, dateRefusal?: DayRefusal): Selection => ({
    ...{ ...selection, typedDate: text, dateRefusal },
  });
  if (key === 'escape') return typed(undefined);
  if (key === 'backspace') return typed(entry.slice(0, -1));
  if (key === 'enter') {
    if (entry === '') return typed(undefined);
    const read = parseDay(entry, today);
    if (read.reason !== undefined) return typed(entry, read.reason);
    return { ...typed(undefined), day: read.day >= today ? undefined : read.day };
  }
  return /^[\p{L}\d/._'’-]$/u.test(key) && entry.length < MAX_LENGTH ? typed(entry + key) : selection;
}
