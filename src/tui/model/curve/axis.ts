import { addDays, dayOf, type Stretch, startOfDay } from '../../../time/local.ts';
import type { TimeWindow } from './time-window.ts';

/** Columns on absolute time, ms since 1970 UTC. */
export interface Axis {
  /** Beginning of the first column. */
  readonly from: number;
  /** Length of a column, ms; it need not be whole. */
  readonly step: number;
  readonly columns: number;
  /** The present, or the end: what is later is to come, and no gap. What is newer than the last column belongs to it. */
  readonly until: number;
}

export const stretchOfAxis = ({ from, step, columns }: Axis): Stretch => ({ from, to: from + step * columns });

/** The middle of a column, ms since 1970 UTC. */
export const instantOfColumn = ({ from, step }: Axis, column: number): number =>
  Math.floor(from + (column + 0.5) * step);

/** A curve that follows the present moves on this seldom, ms, but for short spans: a move costs a slow link the most. */
const MOVE_MS = 10_000;
const MOVES_A_SPAN = 60;

/**
 * The axis of the live curves: the present is in the last column. Columns that follow the present lie on absolute time, so
 * that a curve moves on by whole columns and nothing else of it changes; narrow ones by several at once, and until then
 * the last one holds what is newer.
 */
export function liveAxis({ span, end }: TimeWindow, present: number, columns: number): Axis {
  const step = span / columns;
  if (end !== undefined) return { from: end - span, step, columns, until: end };
  const move = Math.max(1, Math.ceil(Math.min(MOVE_MS, span / MOVES_A_SPAN) / step)) * step;
  return { from: Math.floor(present / move) * move + step - span, step, columns, until: present };
}

/** The axis of a stretch; of one that is not over yet, what is to come stays blank. */
export const axisOf = ({ from, to }: Stretch, present: number, columns: number): Axis => ({
  ...{ from, step: (to - from) / columns, columns, until: Math.min(to, present) },
});

/** The same columns so many days before: the local times of day stay, also where the clock was changed between. */
export function daysEarlier(axis: Axis, days: number): Axis {
  const { from, to } = stretchOfAxis(axis);
  const earlier = (at: number): number => {
    const day = dayOf(at);
    return startOfDay(addDays(day, -days)) + (at - startOfDay(day));
  };
  const begin = earlier(from);
  return { from: begin, step: (to - from) / axis.columns, columns: axis.columns, until: begin + (to - from) };
}

/** Twice as many columns in the same span. */
export const halved = (axis: Axis): Axis => ({ ...axis, step: axis.step / 2, columns: axis.columns * 2 });
