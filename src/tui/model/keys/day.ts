import { addDays, type Day, dayOf, type Stretch } from '../../../time/local.ts';
import { DAY_MS, inWholeDays, nextSpan, resized, wholeDay, wholeDays } from '../curve/time-window.ts';
import { type Compared, type Selection, WEEKS } from '../selection.ts';
import { afterCursorKey, focusOf } from './curve.ts';
import type { KeyContext } from './moves.ts';
import { viewing } from './moves.ts';

/** Days from the one shown to another one of the calendar. */
const DAY_STEPS: Readonly<Record<string, number>> = { 'S-left': -1, 'S-right': 1, pageup: -7, pagedown: 7 };
/** A longer stretch is one of whole days, ms: the shortest day has 23 hours. */
const LONGEST_PART_MS = DAY_MS - 3_600_000;
/** Parts of what is shown that it moves by, where that is not one day. */
const PANS: Readonly<Record<string, number>> = {
  ...{ left: -0.25, right: 0.25, 'S-left': -1, 'S-right': 1, pageup: -1, pagedown: 1 },
};

export function dayKey(selection: Selection, key: string, context: KeyContext): Selection {
  const { today } = context;
  const { day = today, range, compared, returnTo } = selection;
  const moved = afterCursorKey(selection, key, context.curve);
  if (moved) return moved;
  switch (key) {
    case '+':
    case '-':
      return shownAs(selection, zoomedBy(selection, key, context), today);
    case '=':
      return { ...selection, range: undefined };
    case 'x':
      return { ...selection, compared: compared ? undefined : { day: range ? dayOf(range.from) : day } };
    case 'X':
      return { ...selection, compared: nextCompared(compared) };
    case 'home':
    case 't':
      return { ...selection, day: undefined, range: undefined };
    case 'g':
      return { ...selection, typedDate: '' };
    case 'escape':
      if (compared) return { ...selection, compared: undefined };
      if (range) return { ...selection, range: undefined };
      return returnTo === undefined ? selection : viewing(selection, returnTo);
    default: {
      const by = PANS[key];
      if (by === undefined) return selection;
      return range ? shownAs(selection, pannedBy(range, by), today) : atDay(selection, key, context);
    }
  }
}

/** Arrows go to the next day that has a log; with Shift, and by weeks, to any. */
function atDay(selection: Selection, key: string, { state, today }: KeyContext): Selection {
  const { days } = state.logData;
  const { day = today } = selection;
  const to = (next: Day): Selection => ({ ...selection, day: next >= today ? undefined : next });
  if (key === 'left')
    return to(days.filter((each) => each < day).at(-1) ?? (days.length === 0 ? addDays(day, -1) : day));
  if (key === 'right') return to(days.find((each) => each > day) ?? today);
  return to(addDays(day, DAY_STEPS[key] ?? 0));
}

/** What the curve of the day view spans. */
export const shownStretch = ({ range, day }: Pick<Selection, 'range' | 'day'>, today: Day): Stretch =>
  range ?? wholeDays(day ?? today, day ?? today);

function zoomedBy(selection: Selection, key: '+' | '-', { today, curve }: KeyContext): Stretch {
  const shown = shownStretch(selection, today);
  const whole = wholeDay(shown) !== undefined;
  const span = nextSpan(whole ? DAY_MS : shown.to - shown.from, key === '+' ? 'shorter' : 'longer');
  // Days of 23 and 25 hours stay one day.
  if (span === (whole ? DAY_MS : shown.to - shown.from)) return shown;
  const until = Math.min(shown.to, curve?.axis.until ?? shown.to);
  const middle = until < shown.to || key === '-' ? until : (shown.from + shown.to) / 2;
  return resized(shown, span, focusOf(selection, curve, middle));
}

function pannedBy({ from, to }: Stretch, by: number): Stretch {
  const span = to - from;
  const days = Math.max(1, Math.round((Math.abs(by) * span) / DAY_MS));
  const ms = span >= LONGEST_PART_MS ? Math.sign(by) * days * DAY_MS : by * span;
  return { from: from + ms, to: to + ms };
}

/**
 * Shows a stretch: what is longer than a day in whole days, and nothing after today. A whole day is that day, whatever led
 * to it; of a part of one, the day it ends in is looked at.
 */
export function shownAs(selection: Selection, wanted: Stretch, today: Day): Selection {
  const span = wanted.to - wanted.from;
  const end = Math.min(wanted.to, wholeDays(today, today).to);
  const stretch = span >= LONGEST_PART_MS ? inWholeDays(wanted, today) : { from: end - span, to: end };
  const whole = wholeDay(stretch);
  const day = whole ?? dayOf(stretch.to - 1);
  return { ...selection, day: day >= today ? undefined : day, range: whole === undefined ? stretch : undefined };
}

/** Nothing, the same weekday of last week, of last month, of last year. */
function nextCompared(compared: Compared | undefined): Compared | undefined {
  const at = compared && 'weeks' in compared ? WEEKS.indexOf(compared.weeks) : -1;
  const weeks = WEEKS[at + 1];
  return weeks === undefined ? undefined : { weeks };
}

/** The screen opened on some days: one day, or several joined. */
export const openedOn = (selection: Selection, { from, to }: { from: Day; to: Day }, today: Day): Selection =>
  shownAs({ ...selection, view: 'day' }, wholeDays(from, to), today);

/** How many days before those shown the others are that they are compared with; undefined where there are none. */
export function comparedOffset({ compared, ...selection }: Selection, today: Day): number | undefined {
  if (!compared) return undefined;
  if ('weeks' in compared) return compared.weeks * 7;
  const shown = dayOf(shownStretch(selection, today).from);
  const offset = Math.round((Date.parse(shown) - Date.parse(compared.day)) / DAY_MS);
  return offset === 0 ? undefined : offset;
}
