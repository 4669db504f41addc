import type { Line, Segment, Style } from './lines.ts';

/** Cells of one sign and its style. Row 0 is the lowest. */
export interface Canvas {
  readonly rows: number;
  readonly columns: number;
  readonly signs: readonly string[][];
  readonly styles: readonly Style[][];
}

/** All blank. */
export function canvasOf(rows: number, columns: number): Canvas {
  const signs: string[][] = [];
  const styles: Style[][] = [];
  for (let row = 0; row < rows; row++) {
    signs.push(new Array<string>(columns).fill(' '));
    styles.push(new Array<Style>(columns).fill('plain'));
  }
  return { rows, columns, signs, styles };
}

/** The sign of a cell; a blank where there is no such cell. */
export const signAt = ({ signs }: Canvas, row: number, column: number): string => signs[row]?.[column] ?? ' ';

/** Sets a cell, if there is such a one. */
export function put(
  { rows, columns, signs, styles }: Canvas,
  row: number,
  column: number,
  sign: string,
  style: Style,
): void {
  if (!(row >= 0 && row < rows && column >= 0 && column < columns)) return;
  (signs[row] as string[])[column] = sign;
  (styles[row] as Style[])[column] = style;
}

/** Sets a cell that is still blank. */
export function putUnder(canvas: Canvas, row: number, column: number, sign: string, style: Style): void {
  if (signAt(canvas, row, column) === ' ') put(canvas, row, column, sign, style);
}

/** A row of cells, neighbours of one style together. */
export function lineOf({ columns, signs, styles }: Canvas, row: number): Line {
  const line: Segment[] = [];
  let text = '';
  let style: Style = 'plain';
  for (let column = 0; column < columns; column++) {
    const own = styles[row]?.[column] ?? 'plain';
    if (own !== style && text !== '') {
      line.push({ text, style });
      text = '';
    }
    style = own;
    text += signs[row]?.[column] ?? ' ';
  }
  if (text !== '') line.push({ text, style });
  return line;
}
