/** One cell as blessed keeps it: its colours and its sign. */
export type Cell = [attributes: number, sign: string];

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
  // Of a row that was blank, as all are before the first drawing, nothing can be moved.
  if (from === columns || before.every((cell) => cell[1] === ' ')) return undefined;
  const rests = restsOf(before, after, from);
  let least = rests[from] as number;
  if (least <= SHIFT) return undefined;
  const ends: number[] = [];
  for (let to = from + MOST + 1; to < columns; to++) if (after[to]?.[1] === FRAME) ends.push(to);
  if (columns > from + MOST) ends.push(columns);
  let best: Shift | undefined;
  for (let by = 1; by <= MOST; by++) {
    const moved = new Costs();
    let i = from;
    for (const to of ends) {
      for (; i < to - by; i++) moved.add(isSame(before[i + by], after[i]));
      if (SHIFT + moved.sum > least) break;
      // The cells that come in at the end are blank.
      const shifted = SHIFT + moved.with(after, i, to) + (rests[to] as number);
      const isFirst = shifted === least && best !== undefined && to < best.to;
      if (shifted < least || isFirst) [least, best] = [shifted, { from, to, by }];
    }
  }
  return best;
}

/** What is to be written of a row from each of its columns on, where nothing is moved. */
function restsOf(before: readonly Cell[], after: readonly Cell[], from: number): number[] {
  const columns = after.length;
  const rests = new Array<number>(columns + 1).fill(0);
  /** The same where the column before it is to be written, too. */
  let inRun = 0;
  for (let i = columns - 1; i >= from; i--) {
    const rest = rests[i + 1] as number;
    const isKnown = isSame(before[i], after[i]);
    rests[i] = isKnown ? rest : RUN + SIGN + inRun;
    inRun = isKnown ? rest : SIGN + inRun;
  }
  return rests;
}

/** What is to be written of cells, one after the other. */
class Costs {
  sum = 0;
  #inRun = false;

  add(isKnown: boolean): void {
    if (!isKnown) this.sum += this.#inRun ? SIGN : RUN + SIGN;
    this.#inRun = !isKnown;
  }

  /** The sum with further cells that take the place of blank ones. */
  with(after: readonly Cell[], from: number, to: number): number {
    let { sum } = this;
    let inRun = this.#inRun;
    for (let i = from; i < to; i++) {
      const isBlank = after[i]?.[1] === ' ';
      if (!isBlank) sum += inRun ? SIGN : RUN + SIGN;
      inRun = !isBlank;
    }
    return sum;
  }
}

const isSame = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one?.[1] === other?.[1] && one?.[0] === other?.[0];

/** The sequence that shifts cells of a row: some are deleted at their beginning, as many blank ones come in at their end. */
export function shiftSequence(row: number, { from, to, by }: Shift): string {
  const count = by === 1 ? '' : String(by);
  return `\x1b[${row + 1};${from + 1}H\x1b[${count}P\x1b[${row + 1};${to - by + 1}H\x1b[${count}@`;
}
