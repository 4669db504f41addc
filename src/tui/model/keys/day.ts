import { addDays, type Day } from '../../../time/local.ts';
import type { Selection } from '../selection.ts';
import { type KeyContext, viewing } from './moves.ts';

/** Days from the one shown to another one of the calendar. */
const DAY_STEPS: Readonly<Record<string, number>> = { 'S-left': -1, 'S-right': 1, pageup: -7, pagedown: 7 };

export function dayKey(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { days } = state.logData;
  const { day = today, returnTo } = selection;
  const to = (next: Day): Selection => ({ ...selection, day: next >= today ? undefined : next });
  switch (key) {
    case 'left':
      return to(days.filter((each) => each < day).at(-1) ?? (days.length === 0 ? addDays(day, -1) : day));
    case 'right':
      return to(days.find((each) => each > day) ?? today);
    case 'home':
    case 't':
      return to(today);
    case 'g':
      return { ...selection, typedDate: '' };
    case 'escape':
      return returnTo === undefined ? selection : viewing(selection, returnTo);
    default:
      return key in DAY_STEPS ? to(addDays(day, DAY_STEPS[key] ?? 0)) : selection;
  }
}
