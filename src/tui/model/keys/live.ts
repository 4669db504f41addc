import { type Day, startOfDay } from '../../../time/local.ts';
import { presentOf } from '../curve/shown.ts';
import {
  DAY_MS,
  DEFAULT_WINDOW,
  nextSpan,
  resized,
  stretchOf,
  type TimeWindow,
  windowUpTo,
} from '../curve/time-window.ts';
import type { Selection } from '../selection.ts';
import { feedTime } from '../state.ts';
import { afterCursorKey, focusOf } from './curve.ts';
import type { KeyContext } from './moves.ts';

/** Parts of the window that it moves by. */
const PANS: Readonly<Record<string, number>> = { left: -0.25, right: 0.25, 'S-left': -1, 'S-right': 1 };

export function liveKey(selection: Selection, key: string, context: KeyContext): Selection {
  const { window, zoom, scale, pausedAt } = selection;
  const moved = afterCursorKey(selection, key, context.curve);
  if (moved) return moved;
  switch (key) {
    case 'z':
      // A screen without room for curves has none to fill it.
      if (!context.curve && zoom === undefined) return selection;
      return { ...selection, zoom: zoom === undefined ? 'power' : zoom === 'power' ? 'injection' : undefined };
    case 'escape':
      return zoom ? { ...selection, zoom: undefined } : { ...selection, window: { span: window.span } };
    case 'y':
      return { ...selection, scale: scale === 'auto' ? 'subscribed' : 'auto' };
    case 'p':
      return { ...selection, pausedAt: pausedAt ? undefined : { state: context.state, now: context.now } };
    default:
      return { ...selection, window: windowAfter(selection, key, context) };
  }
}

function windowAfter(selection: Selection, key: string, { state, now, curve }: KeyContext): TimeWindow {
  const { window } = selection;
  const present = presentOf(selection, feedTime(state, now));
  const shown = stretchOf(window, present);
  switch (key) {
    case '+':
    case '-': {
      const span = nextSpan(window.span, key === '+' ? 'shorter' : 'longer');
      return windowUpTo(resized(shown, span, focusOf(selection, curve, shown.to)), present);
    }
    case '=':
      return isDefault(window) ? { span: DAY_MS } : DEFAULT_WINDOW;
    case 'home':
    case 't':
      return { span: window.span };
    default: {
      const by = PANS[key];
      if (by === undefined) return window;
      const end = shown.to + by * window.span;
      // Before the first log there is nothing to see.
      const first = firstInstant(state.logData.days[0], present);
      return windowUpTo({ from: Math.max(first, end - window.span), to: Math.max(first + window.span, end) }, present);
    }
  }
}

const isDefault = ({ span, end }: TimeWindow): boolean => span === DEFAULT_WINDOW.span && end === undefined;

const firstInstant = (day: Day | undefined, present: number): number =>
  day === undefined ? present - 2 * DAY_MS : startOfDay(day);
