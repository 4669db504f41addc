import { type DayRefusal, parseDay } from '../../time/day-text.ts';
import { addDays, type Day, type Month, monthOf, type Stretch } from '../../time/local.ts';
import { wholeDays } from './curve/time-window.ts';
import { shownAs } from './keys/day.ts';
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
    const month = monthTyped(entry);
    if (month && month <= monthOf(today)) return shownAs(typed(undefined), daysOfMonth(month), today);
    const read = parseDay(entry, today);
    if (read.reason !== undefined) return typed(entry, read.reason);
    return { ...typed(undefined), day: read.day >= today ? undefined : read.day, range: undefined };
  }
  return /^[\p{L}\d/._'’-]$/u.test(key) && entry.length < MAX_LENGTH ? typed(entry + key) : selection;
}

/** A whole month: `11/2026`, `2026-11`. */
function monthTyped(text: string): Month | undefined {
  const [, first = '', second = ''] = /^(\d{1,4})[-/.](\d{1,4})$/.exec(text) ?? [];
  const [month, year] = first.length === 4 ? [second, first] : [first, second];
  if (year.length !== 4 || month.length > 2 || Number(month) < 1 || Number(month) > 12) return undefined;
  return `${year}-${month.padStart(2, '0')}` as Month;
}

function daysOfMonth(month: Month): Stretch {
  const first = `${month}-01` as Day;
  return wholeDays(first, addDays(`${monthOf(addDays(first, 31))}-01` as Day, -1));
}
