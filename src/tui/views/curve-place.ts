import { columnsOf, SCALE } from '../layout/curve.ts';
import type { Size } from '../layout/lines.ts';
import type { ShownCurve } from '../model/keys/curve.ts';
import { hasFrames } from './section.ts';
import { greatestColumn, shownCurves } from './shown-curve.ts';
import type { ViewModel } from './view-model.ts';

/** A sparkline leaves about this to its label and its value, columns. */
const MARGIN = 34;

/** Where the curves of a view are on the screen, in cells. */
export interface CurvePlace {
  /** Of the first column. */
  readonly left: number;
  readonly columns: number;
  /** The first row, and the row after the last one. */
  readonly top: number;
  readonly bottom: number;
}

/** Rows of the panels of facts with their frames; a live view that has fewer columns or rows has none of them. */
export const FACT_ROWS = 11;
const LEAST_WITH_FACTS: Size = { width: 120, height: 50 };

/** How many rows of a live view the facts take. */
const factRows = ({ width, height }: Size): number =>
  width >= LEAST_WITH_FACTS.width && height >= LEAST_WITH_FACTS.height ? FACT_ROWS : 0;

/** Width of the values beside the curves, heights of today's costs and of further facts below them, from 80x20 on. */
export const liveLayout = ({ width, height }: Size): { side: number; bottom: number; facts: number } => ({
  ...{ side: width >= 110 ? 36 : 27, bottom: height >= 34 ? 9 : 6, facts: factRows({ width, height }) },
});

/** Whether the live view has room for curves: else it has a value a row, with sparklines. */
export const hasRoom = ({ width, height }: Size): boolean => width >= 80 && height >= 18;

/** In a screen whose body, without its first and last row, is of this size; undefined where there are none. */
export function curvePlace({ selection }: ViewModel, size: Size): CurvePlace | undefined {
  const { width, height } = size;
  const { view, zoom } = selection;
  if (view === 'live') {
    if (!hasRoom(size)) return undefined;
    const { side, bottom, facts } = liveLayout(size);
    const columns = columnsOf((zoom ? width : width - side) - 2);
    return { left: SCALE + 1, columns, top: 1, bottom: 1 + (zoom ? height : height - bottom - facts) };
  }
  if (view !== 'day') return undefined;
  const frame = hasFrames(size) ? 1 : 0;
  return { left: SCALE + frame, columns: columnsOf(width - 2 * frame), top: 2, bottom: 1 + height };
}

/** How many columns the logs have to be read for. */
export const curveColumns = (model: ViewModel, size: Size): number =>
  curvePlace(model, size)?.columns ?? Math.max(1, size.width - MARGIN);

/** The column of the curve under a cell of the screen, counted from its top left; undefined beside the curve. */
export function columnUnder(model: ViewModel, size: Size, x: number, y: number): number | undefined {
  const place = curvePlace(model, size);
  if (!place || y < place.top || y >= place.bottom || x < place.left || x >= place.left + place.columns)
    return undefined;
  return x - place.left;
}

/** What the keys need of the curve on a screen whose body is of this size. */
export function curveForKeys(model: ViewModel, size: Size): ShownCurve | undefined {
  const place = curvePlace(model, size);
  const curves = place && shownCurves(model, place.columns);
  if (!curves) return undefined;
  return { axis: curves.axis, maximum: () => greatestColumn(curves.power) };
}
