import { DISPLAY_WIDTH } from './layout.ts';

/** Unchanged columns that are sent along: a new range costs 7 + 2 bytes and two bus addresses. */
const MAX_GAP = 10;

/**
 * The transactions that turn one picture into another: for each range of changed columns of a page (8 rows) its address
 * and its data, or the whole picture where that is fewer bytes.
 * @param shown what the display holds; undefined when that is not known
 */
export function dirtyRanges(shown: Buffer | undefined, wanted: Buffer): Buffer[] {
  const whole = transactions(0, DISPLAY_WIDTH - 1, 0, wanted);
  const ranges = shown === undefined ? whole : rangesOf(shown, wanted);
  return cost(ranges) < cost(whole) ? ranges : whole;
}

/** The address and the data of columns `from` to `to`, from a page on. */
function transactions(from: number, to: number, page: number, data: Buffer): Buffer[] {
  const lastPage = page + data.length / (to - from + 1) - 1;
  return [Buffer.from([0x00, 0x21, from, to, 0x22, page, lastPage]), Buffer.from([0x40, ...data])];
}

/** Bytes on the bus, with the address of each transaction. */
const cost = (buffers: readonly Buffer[]): number => buffers.reduce((sum, bytes) => sum + 1 + bytes.length, 0);

function rangesOf(shown: Buffer, wanted: Buffer): Buffer[] {
  const ranges: Buffer[] = [];
  for (let page = 0; page * DISPLAY_WIDTH < wanted.length; page++) {
    const base = page * DISPLAY_WIDTH;
    const changed = (column: number): boolean => shown[base + column] !== wanted[base + column];
    for (let from = 0; from < DISPLAY_WIDTH; from++) {
      if (!changed(from)) continue;
      let to = from;
      for (let next = from + 1; next < DISPLAY_WIDTH && next <= to + MAX_GAP; next++) if (changed(next)) to = next;
      ranges.push(...transactions(from, to, page, wanted.subarray(base + from, base + to + 1)));
      from = to;
    }
  }
  return ranges;
}
