import { DISPLAY_WIDTH } from './layout.ts';

/** Unchanged columns that are sent along: a new range costs 7 + 2 bytes and two bus addresses. */
const MAX_GAP = 10;

/**
 * The transactions that turn one picture into another: for each range of changed columns of a page (8 rows) its address
 * and its data, or the whole picture where that is fewer bytes.
 * @param shown what the display holds; undefined when that is not known
 */
export function dirtyRanges(shown: Buffer | undefined, wanted: Buffer): Buffer[] {
  const whole = [
    Buffer.from([0x00, 0x21, 0, DISPLAY_WIDTH - 1, 0x22, 0, wanted.length / DISPLAY_WIDTH - 1]),
    Buffer.concat([Buffer.from([0x40]), wanted]),
  ];
  const ranges = shown === undefined ? whole : rangesOf(shown, wanted);
  return cost(ranges) < cost(whole) ? ranges : whole;
}

/** Bytes on the bus, with the address of each transaction. */
const cost = (transactions: readonly Buffer[]): number =>
  transactions.reduce((sum, bytes) => sum + 1 + bytes.length, 0);

function rangesOf(shown: Buffer, wanted: Buffer): Buffer[] {
  const transactions: Buffer[] = [];
  for (let page = 0; page * DISPLAY_WIDTH < wanted.length; page++) {
    const base = page * DISPLAY_WIDTH;
    const changed = (column: number): boolean => shown[base + column] !== wanted[base + column];
    for (let from = 0; from < DISPLAY_WIDTH; from++) {
      if (!changed(from)) continue;
      let to = from;
      for (let next = from + 1; next < DISPLAY_WIDTH && next <= to + MAX_GAP; next++) if (changed(next)) to = next;
      transactions.push(
        Buffer.from([0x00, 0x21, from, to, 0x22, page, page]),
        Buffer.concat([Buffer.from([0x40]), wanted.subarray(base + from, base + to + 1)]),
      );
      from = to;
    }
  }
  return transactions;
}
