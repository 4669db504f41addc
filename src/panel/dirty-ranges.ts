import { DISPLAY_WIDTH } from './layout.ts';

/** Unchanged columns between two changed ones that are cheaper sent than addressed anew: 7 + 2 bytes and an address each. */
const CHEAP = 10;

/**
 * The transactions that turn one picture into another: column ranges of 8-row pages, each as its address and its data,
 * or the whole where that is less.
 * @param shown what the display holds; undefined when that is not known
 */
export function dirtyRanges(shown: Buffer | undefined, wanted: Buffer): Buffer[] {
  const whole = [
    Buffer.from([0x00, 0x21, 0, DISPLAY_WIDTH - 1, 0x22, 0, wanted.length / DISPLAY_WIDTH - 1]),
    Buffer.concat([Buffer.from([0x40]), wanted]),
  ];
  const parts = shown === undefined ? whole : rangesOf(shown, wanted);
  return cost(parts) < cost(whole) ? parts : whole;
}

/** Bytes on the wire, the address of each transaction included. */
const cost = (writes: readonly Buffer[]): number => writes.reduce((sum, write) => sum + 1 + write.length, 0);

function rangesOf(shown: Buffer, wanted: Buffer): Buffer[] {
  const writes: Buffer[] = [];
  for (let page = 0; page * DISPLAY_WIDTH < wanted.length; page++) {
    const base = page * DISPLAY_WIDTH;
    const changed = (column: number): boolean => shown[base + column] !== wanted[base + column];
    for (let from = 0; from < DISPLAY_WIDTH; from++) {
      if (!changed(from)) continue;
      let to = from;
      for (let next = from + 1; next < DISPLAY_WIDTH && next <= to + CHEAP; next++) if (changed(next)) to = next;
      writes.push(
        Buffer.from([0x00, 0x21, from, to, 0x22, page, page]),
        Buffer.concat([Buffer.from([0x40]), wanted.subarray(base + from, base + to + 1)]),
      );
      from = to;
    }
  }
  return writes;
}
