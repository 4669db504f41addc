import type { Day } from '../../../time/local.ts';
import type { Selection, ViewName } from '../selection.ts';
import type { State } from '../state.ts';
import type { ShownCurve } from './curve.ts';

/** What a key may depend on. */
export interface KeyContext {
  readonly state: State;
  readonly now: number;
  readonly today: Day;
  /** The curve that is shown, where there is one. */
  readonly curve?: ShownCurve | undefined;
}

export const viewing = (selection: Selection, view: ViewName): Selection => ({
  ...{ ...selection, view, help: false, returnTo: undefined, cursor: undefined },
});

/** A day in its view; Esc leads back. */
export const opened = (selection: Selection, day: Day | undefined, today: Day): Selection =>
  day === undefined
    ? selection
    : { ...selection, view: 'day', day: day >= today ? undefined : day, range: undefined, returnTo: selection.view };

/** Rows. */
const PAGE = 10;
/** The newest row is at the bottom and has the number 0: up goes into the past. */
export function moved(row: number, key: string, rows: number): number {
  const steps: Readonly<Record<string, number>> = {
    ...{ up: 1, pageup: PAGE, home: rows, down: -1, pagedown: -PAGE, end: -rows },
  };
  return Math.max(0, Math.min(rows - 1, row + (steps[key] ?? 0)));
}
