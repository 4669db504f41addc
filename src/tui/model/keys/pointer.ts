import { instantOfColumn, stretchOfAxis } from '../curve/axis.ts';
import { presentOf } from '../curve/shown.ts';
import { windowUpTo } from '../curve/time-window.ts';
import type { Selection } from '../selection.ts';
import { feedTime } from '../state.ts';
import { dayKey, shownAs } from './day.ts';
import { liveKey } from './live.ts';
import type { KeyContext } from './moves.ts';

/** The mouse over a curve. */
export interface Pointer {
  readonly action: 'wheelup' | 'wheeldown' | 'press' | 'drag';
  /** Of the curve, counted from 0; it may lie outside. */
  readonly column: number;
}

/** Where the button went down, and what was shown then. */
export interface Press {
  readonly column: number;
  readonly selection: Selection;
}

/** The wheel zooms round the pointer, a click sets the cursor there, a drag pulls the curve along. */
export function afterPointer(
  selection: Selection,
  { action, column }: Pointer,
  context: KeyContext,
  press?: Press,
): Selection {
  const { curve } = context;
  if (!curve) return selection;
  const { axis } = curve;
  const cursor = instantOfColumn(axis, Math.max(0, Math.min(axis.columns - 1, column)));
  if (action === 'press') return { ...selection, cursor };
  if (action === 'drag') return press ? dragged(press, column, context) : selection;
  const key = action === 'wheelup' ? '+' : '-';
  const zoom = selection.view === 'live' ? liveKey : dayKey;
  return { ...zoom({ ...selection, cursor }, key, context), cursor: selection.cursor };
}

function dragged({ column: pressed, selection }: Press, column: number, context: KeyContext): Selection {
  const { curve, state, now, today } = context;
  if (!curve || pressed === column) return selection;
  const { from, to } = stretchOfAxis(curve.axis);
  const by = (pressed - column) * curve.axis.step;
  const moved = { from: from + by, to: to + by };
  const without = { ...selection, cursor: undefined };
  if (selection.view === 'day') return shownAs(without, moved, today);
  return { ...without, window: windowUpTo(moved, presentOf(selection, feedTime(state, now))) };
}
