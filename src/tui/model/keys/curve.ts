import { type Axis, instantOfColumn } from '../curve/axis.ts';
import type { Selection } from '../selection.ts';

/** The curve that the keys move over, as it is on the screen. */
export interface ShownCurve {
  readonly axis: Axis;
  /** Column of the greatest value; undefined where nothing was measured. */
  maximum(): number | undefined;
}

/** Columns that a key moves the cursor by. */
const MOVES: Readonly<Record<string, number>> = { '[': -1, ']': 1, '{': -10, '}': 10 };

/** What a key does to the cursor of a curve; undefined for a key that is not the cursor's. */
export function afterCursorKey(
  selection: Selection,
  key: string,
  curve: ShownCurve | undefined,
): Selection | undefined {
  if (key === 'escape') return selection.cursor === undefined ? undefined : { ...selection, cursor: undefined };
  if (!curve) return undefined;
  const { axis } = curve;
  if (key === 'm' || key === 'M') return at(selection, axis, curve.maximum());
  const by = MOVES[key];
  if (by === undefined) return undefined;
  const now = cursorColumn(selection, axis);
  // The cursor comes in at the newest measurement.
  const newest = Math.min(axis.columns - 1, Math.floor((axis.until - axis.from) / axis.step));
  return at(selection, axis, now === undefined ? newest : now + by);
}

function at(selection: Selection, axis: Axis, column: number | undefined): Selection {
  if (column === undefined) return selection;
  return { ...selection, cursor: instantOfColumn(axis, Math.max(0, Math.min(axis.columns - 1, column))) };
}

/** The column that the cursor is in; undefined without a cursor, or where it is elsewhere. */
export function cursorColumn({ cursor }: Pick<Selection, 'cursor'>, { from, step, columns }: Axis): number | undefined {
  if (cursor === undefined) return undefined;
  const column = Math.floor((cursor - from) / step);
  return column >= 0 && column < columns ? column : undefined;
}

/** The instant that zooming keeps in its place: that of the cursor, where there is one. */
export const focusOf = (selection: Selection, curve: ShownCurve | undefined, otherwise: number): number =>
  curve && cursorColumn(selection, curve.axis) !== undefined ? (selection.cursor ?? otherwise) : otherwise;
