import { DISPLAY_WIDTH } from './layout.js';

/** Unchanged columns between two changed ones that are cheaper sent than addressed anew: 7 + 2 bytes and an address each. */
const CHEAP = 10;

/**
 * The transactions that turn one picture into another: column ranges of 8-row pages, each as its address and its data.
 * @param shown what the display holds; undefined when that is not known
 */
export function changesOf(shown: Buffer | undefined, wanted: Buffer): Buffer[] {
  const writes: Buffer[] = [];
  for (let page = 0; page * DISPLAY_WIDTH < wanted.length; page++) {
    const base = page * DISPLAY_WIDTH;
    const changed = (column: number): boolean => shown === undefined || shown[base + column] !== wanted[base + column];
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
