import { type Canvas, put, putUnder } from './canvas.ts';
import { type Drawn, eighthsOf } from './filled.ts';
import type { Style } from './lines.ts';

/** The cell that a height lies in, and the stroke that is nearest to it there. */
function strokeOf(eighths: number): { readonly row: number; readonly sign: string } {
  const row = Math.floor((eighths - 1) / 8);
  const within = eighths - row * 8;
  return { row, sign: within <= 2 ? '▁' : within <= 6 ? '─' : '▔' };
}

/** The contour of a curve: a stroke at each value, and uprights where a column is higher than the one beside it. */
export function drawOutline(canvas: Canvas, { values, top, styleAt }: Drawn): void {
  const rowOf = (column: number): number | undefined => {
    const value = values[column];
    return value === undefined ? undefined : strokeOf(eighthsOf(value, top, canvas.rows)).row;
  };
  let left: number | undefined;
  let here = rowOf(0);
  for (let column = 0; column < canvas.columns; column++) {
    const right = rowOf(column + 1);
    const value = values[column];
    if (value !== undefined && here !== undefined) {
      for (let row = Math.min(left ?? here, right ?? here) + 1; row < here; row++) {
        put(canvas, row, column, '│', styleAt(row, column));
      }
      put(canvas, here, column, strokeOf(eighthsOf(value, top, canvas.rows)).sign, styleAt(here, column));
    }
    left = here;
    here = right;
  }
}

/** Strokes at values (VA) in one style, over what is there or only where nothing is. */
export function drawStrokes(
  canvas: Canvas,
  {
    values,
    top,
    style,
    under = false,
  }: Pick<Drawn, 'values' | 'top'> & { readonly style: Style; readonly under?: boolean },
): void {
  const set = under ? putUnder : put;
  for (let column = 0; column < canvas.columns; column++) {
    const value = values[column];
    if (value === undefined) continue;
    const { row, sign } = strokeOf(eighthsOf(value, top, canvas.rows));
    set(canvas, row, column, sign, style);
  }
}
