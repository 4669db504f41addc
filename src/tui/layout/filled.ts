import { type Canvas, put } from './canvas.ts';
import type { Style } from './lines.ts';

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** The height of a value in eighths of a row. A power of 0 is a measurement too: it has a line. */
export const eighthsOf = (value: number, top: number, rows: number): number =>
  Math.max(1, Math.min(rows * 8, Math.round((value / top) * rows * 8)));

/** What a column of a curve is drawn with. */
export interface Drawn {
  readonly values: readonly (number | undefined)[];
  readonly top: number;
  /** Style of a cell with a part of the curve in it. */
  styleAt(row: number, column: number): Style;
}

/** An area from 0 up to each value, in eighths of a row. */
export function drawFilled(canvas: Canvas, { values, top, styleAt }: Drawn): void {
  for (let column = 0; column < canvas.columns; column++) {
    const value = values[column];
    if (value === undefined) continue;
    const eighths = eighthsOf(value, top, canvas.rows);
    for (let row = 0; row * 8 < eighths; row++) {
      put(canvas, row, column, EIGHTHS[Math.min(8, eighths - row * 8)] as string, styleAt(row, column));
    }
  }
}
