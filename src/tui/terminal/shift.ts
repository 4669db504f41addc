/** One cell as blessed keeps it: its colours and its sign. */
export type Cell = readonly [attributes: number, sign: string];

/** The cells of a row, from the first up to but without `to`, that move to the left, the last of them becoming blank. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  /** Columns. */
  readonly by: number;
}

/** Curves move by no more at once, columns. */
const MOST = 4;

/** What it costs to write, about, bytes: a place and colours for each run of changed cells, a sign in UTF-8. */
const RUN = 18;
const SIGN = 3;
/** What a shift costs: two places, a deletion, an insertion. */
const SHIFT = 22;
/** A frame: what is beside it stays where it is. */
const FRAME = '│';

/**
 * The shift after which the least of a row is left to be written; undefined where none saves anything. A curve that moves
 * on by a column changes wherever it goes up or down, but is the same once it is shifted.
 */
export function shiftOf(before: readonly Cell[], after: readonly Cell[]): Shift | undefined {
  const columns = after.length;
  let from = 0;
  while (from < columns && isSame(before[from], after[from])) from++;
  if (from === columns) return undefined;
  let best: Shift | undefined;
  let least = costOf(before, after, from, columns, 0);
  if (least <= SHIFT) return undefined;
  for (let to = from + MOST + 1; to <= columns; to++) {
    if (to < columns && after[to]?.[1] !== FRAME) continue;
    const beside = SHIFT + costOf(before, after, to, columns, 0);
    for (let by = 1; by <= MOST; by++) {
      const shifted = beside + costOf(before, after, from, to, by);
      if (shifted < least) [least, best] = [shifted, { from, to, by }];
    }
  }
  return best;
}

/** What is to be written of some cells once they have moved to the left by so many columns. */
function costOf(before: readonly Cell[], after: readonly Cell[], from: number, to: number, by: number): number {
  let cost = 0;
  let inRun = false;
  for (let i = from; i < to; i++) {
    const known = i + by < to ? before[i + by] : undefined;
    const same = known === undefined ? after[i]?.[1] === ' ' : isSame(known, after[i]);
    if (!same) cost += inRun ? SIGN : RUN + SIGN;
    inRun = !same;
  }
  return cost;
}

const isSame = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one?.[1] === other?.[1] && one?.[0] === other?.[0];

/** The sequence that shifts cells of a row: some are deleted at their beginning, as many blank ones come in at their end. */
export function shiftSequence(row: number, { from, to, by }: Shift): string {
  const count = by === 1 ? '' : String(by);
  return `\x1b[${row + 1};${from + 1}H\x1b[${count}P\x1b[${row + 1};${to - by + 1}H\x1b[${count}@`;
}
