import { type Canvas, put } from './canvas.ts';
import type { Column } from './curve.ts';
import type { Drawn } from './filled.ts';

/** Bits of a sign's dots: [left or right][from below]. */
const DOTS = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;
/** Every second dot, so that a band is paler than a line. As rows have four dots, it has no seams. */
const PALE = 0x40 | 0x02 | 0x20 | 0x08;
const BLANK = 0x2800;

/** The dots of two columns a cell: bits by row and column. */
class Dots {
  readonly #columns: number;
  readonly #bits: Uint8Array;

  constructor({ rows, columns }: Canvas) {
    this.#columns = columns;
    this.#bits = new Uint8Array(rows * columns);
  }

  /** Sets the dots of a half column, from a height to another, both included. */
  fill(half: number, from: number, to: number): void {
    const column = half >> 1;
    const side = DOTS[half & 1] as (typeof DOTS)[number];
    for (let dot = from; dot <= to; dot++) {
      const at = (dot >> 2) * this.#columns + column;
      this.#bits[at] = (this.#bits[at] ?? 0) | (side[dot & 3] ?? 0);
    }
  }

  at(row: number, column: number): number {
    return this.#bits[row * this.#columns + column] ?? 0;
  }
}

/**
 * The mean as a line, in the band from the least to the greatest value. A cell has one colour: where the line is, the band is
 * not drawn. Where only a maximum is known, it is the line.
 * @param halves two a column
 */
export function drawBraille(canvas: Canvas, halves: readonly Column[], { top, styleAt }: Omit<Drawn, 'values'>): void {
  const { rows, columns } = canvas;
  const line = new Dots(canvas);
  const band = new Dots(canvas);
  const highest = rows * 4 - 1;
  const dotOf = (value: number): number => Math.max(0, Math.min(highest, Math.round((value / top) * rows * 4) - 1));
  let before: number | undefined;
  for (let half = 0; half < columns * 2; half++) {
    const { max, mean = max, min = mean } = halves[half] ?? {};
    if (mean === undefined || min === undefined) {
      before = undefined;
      continue;
    }
    const dot = dotOf(mean);
    // The line goes on from the dot before, without a step that is left open.
    const from = before === undefined ? dot : before < dot ? before + 1 : before > dot ? before - 1 : dot;
    line.fill(half, Math.min(from, dot), Math.max(from, dot));
    band.fill(half, dotOf(min), dotOf(max ?? mean));
    before = dot;
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const dots = line.at(row, column);
      const pale = band.at(row, column) & PALE;
      if (dots > 0) put(canvas, row, column, String.fromCharCode(BLANK + dots), styleAt(row, column));
      else if (pale > 0) put(canvas, row, column, String.fromCharCode(BLANK + pale), 'dim');
    }
  }
}
