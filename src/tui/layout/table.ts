import { blank, type Line, type Segment, type Style, seg, widthOf } from './lines.ts';

/** One column of a table of rows `T`. Where not all fit, those of the highest rank are left out, together; 0 never. */
export interface Column<T> {
  readonly title: string;
  readonly rank: number;
  /** Aligned at the left, as words are; numbers are at the right. */
  readonly left?: boolean;
  readonly style?: Style;
  cell(row: T): string | Segment;
}

/** Blanks between two columns, at least on a narrow screen and at most on a wide one. */
const GAP = 2;
const MAX_GAP = 5;

/**
 * Rows under their titles, each cell whole: columns are left out rather than cut. One blank at each side. All are as wide
 * as the head, which may be less than the width asked for.
 */
export function tabulate<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width: number,
): { head: Line; rows: Line[] } {
  let kept = columns.map((column) => {
    const cells = rows.map((row) => cellOf(column, row));
    return { column, cells, width: Math.max(column.title.length, ...cells.map(({ text }) => text.length)) };
  });
  const needed = (): number => kept.reduce((sum, each) => sum + each.width, 2 + GAP * (kept.length - 1));
  for (;;) {
    const worst = Math.max(...kept.map(({ column }) => column.rank));
    if (worst === 0 || needed() <= width) break;
    kept = kept.filter(({ column }) => column.rank !== worst);
  }
  const spare = Math.floor((width - needed()) / Math.max(1, kept.length - 1));
  const gap = Math.max(1, Math.min(MAX_GAP, GAP + spare));
  const line = (cells: readonly Segment[]): Line => [
    blank(1),
    ...cells.flatMap((cell, i): Line => {
      const { column, width: size } = kept[i] as (typeof kept)[number];
      const pad = blank(size - cell.text.length);
      const parts: Line = column.left ? [cell, pad] : [pad, cell];
      return i === 0 ? parts : [blank(gap), ...parts];
    }),
  ];
  return {
    head: line(kept.map(({ column }) => seg(column.title, 'dim'))),
    rows: rows.map((_, i) => line(kept.map(({ cells }) => cells[i] as Segment))),
  };
}

function cellOf<T>(column: Column<T>, row: T): Segment {
  const cell = column.cell(row);
  return typeof cell === 'string' ? seg(cell, column.style) : cell;
}

/** The rows of a list that are in sight, as indexes: the chosen one in their middle, while there are rows on both sides. */
export function rowsInSight(chosen: number, count: number, room: number): { first: number; last: number } {
  const last = Math.max(room - 1, Math.min(count - 1, chosen + Math.floor(room / 2)));
  return { first: Math.max(0, last - room + 1), last };
}

/** A row of a list that the cursor is on: marked by a sign, and reversed. */
export function selected(line: Line): Line {
  const [first, ...rest] = line;
  if (!first || widthOf([first]) === 0) return line;
  const marked = { ...first, text: `▶${first.text.slice(1)}` };
  return [marked, ...rest].map((segment) => ({ ...segment, style: 'chosen' as const }));
}
