import type { IndexSample, Rise } from './rise.ts';

/** Days with records for which a segment is remembered: later, another meter may have the same values. */
export const MEMORY_DAYS = 7;
/** Rises of a segment that can be taken back: of more the segment is believed. */
const MAX_GIVEN = 10_000;

/**
 * Values of an index that follow from each other, one by one. Lines written under a wrong clock lie among those
 * of other days, and their values come a second time in the lines of their true time: no Wh is counted twice.
 */
export class Segment {
  last: IndexSample;
  /** What it has given since it began, or since it went on, where an earlier one may turn out to be the right one. */
  given: Rise[] = [];
  /** A value may go on from its end. */
  canGoOn = true;
  /** Wh at the end of each of the last days with records, oldest first; a younger segment begins with its first value. */
  readonly #dayEnds: number[];
  #daysLeft = MEMORY_DAYS;

  constructor(first: IndexSample) {
    this.last = first;
    this.#dayEnds = [first.wh];
  }

  /** The lowest value that is remembered, Wh. */
  get lowest(): number {
    return this.#dayEnds[0] as number;
  }

  keepGiven(rises: readonly Rise[]): void {
    this.given.push(...rises.map((rise) => ({ ...rise, discontinuity: undefined })));
    if (this.given.length > MAX_GIVEN) this.given = [];
  }

  /** It ends: it is remembered for some days from now on. */
  end(): void {
    this.#daysLeft = MEMORY_DAYS;
  }

  /** Another day begins. @returns whether an ended segment is still remembered */
  nextDay(): boolean {
    this.#dayEnds.push(this.last.wh);
    if (this.#dayEnds.length > MEMORY_DAYS) this.#dayEnds.shift();
    return --this.#daysLeft > 0;
  }
}

/** The part of the values between two that some segments have counted, Wh; each value once. */
export function countedBetween(segments: readonly Segment[], from: number, to: number): number {
  const ranges = segments
    .map(({ lowest, last }) => ({ from: Math.max(from, lowest), to: Math.min(to, last.wh) }))
    .sort((a, b) => a.from - b.from);
  let [counted, upTo] = [0, from];
  for (const range of ranges) {
    counted += Math.max(0, range.to - Math.max(range.from, upTo));
    upTo = Math.max(upTo, range.to);
  }
  return counted;
}
