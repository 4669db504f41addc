import { type BlessedScreen, elementOn } from './blessed.ts';
import type { Painted } from './paint.ts';
import { type Cell, shiftOf, shiftSequence } from './shift.ts';

/**
 * The rows of the screen, as one element that fills blessed's cells by itself: with an element a row, blessed would parse
 * and wrap its text each time, a third of all the work of drawing.
 */
export class Rows {
  readonly #screen: BlessedScreen;
  readonly #rows: (readonly Painted[])[] = [];
  /** Colours by their codes. */
  readonly #colours = new Map<string, number>();

  constructor(screen: BlessedScreen) {
    this.#screen = screen;
    elementOn(screen, () => this.#screen.lines.forEach((_, row) => void this.#fill(row)));
  }

  /** Leaves so many of them; the others become blank. */
  keep(count: number): void {
    const { length } = this.#rows;
    this.#rows.length = Math.min(length, count);
    for (let row = count; row < length; row++) this.#fill(row);
  }

  /** Puts a line on a row; it is written by `write`. @returns whether that changes the row */
  put(row: number, line: readonly Painted[]): boolean {
    this.#rows[row] = line;
    return this.#fill(row);
  }

  /**
   * Writes rows that were changed. Where cells only move on by a column, the terminal moves them: a curve costs a slow link
   * little then.
   */
  write(rows: readonly number[]): void {
    const { lines, olines, dattr } = this.#screen;
    let moved = '';
    for (const row of rows) {
      const [before, after] = [olines[row], lines[row]];
      const shift = before && after && shiftOf(before, after);
      if (!shift) continue;
      moved += shiftSequence(row, shift);
      const { from, to, by } = shift;
      before.splice(from, by);
      before.splice(to - by, 0, ...Array.from({ length: by }, (): Cell => [dattr, ' ']));
    }
    // In the order of what was drawn before, which may still be in blessed's buffer.
    if (moved !== '') this.#screen.program._write(moved);
    this.#screen.draw(0, lines.length - 1);
  }

  #fill(row: number): boolean {
    const cells = this.#screen.lines[row];
    if (!cells) return false;
    let column = 0;
    let isChanged = false;
    for (const { text, codes } of this.#rows[row] ?? []) {
      if (fill(cells, column, this.#colourOf(codes), text)) isChanged = true;
      column += text.length;
    }
    if (fill(cells, column, this.#screen.dattr, ' '.repeat(Math.max(0, cells.length - column)))) isChanged = true;
    if (isChanged) cells.dirty = true;
    return isChanged;
  }

  #colourOf(codes: string): number {
    const { dattr } = this.#screen;
    if (codes === '') return dattr;
    const known = this.#colours.get(codes);
    if (known !== undefined) return known;
    const colour = this.#screen.attrCode(`\x1b[${codes}m`, dattr, dattr);
    this.#colours.set(codes, colour);
    return colour;
  }
}

/**
 * Puts a text into cells. A cell that changes is replaced: blank ones are all the same (blessed.ts).
 * @param text each of its signs is one column wide and one UTF-16 unit (layout/lines.ts)
 */
function fill(cells: Cell[], from: number, colour: number, text: string): boolean {
  let isChanged = false;
  for (let i = 0; i < text.length && from + i < cells.length; i++) {
    const cell = cells[from + i];
    const sign = text.charAt(i);
    if (cell?.[0] === colour && cell[1] === sign) continue;
    cells[from + i] = [colour, sign];
    isChanged = true;
  }
  return isChanged;
}
