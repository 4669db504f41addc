/** The value of an index at an instant: ms since 1970 UTC, Wh. */
export interface IndexSample {
  readonly at: number;
  readonly wh: number;
}

/**
 * A range of values that was counted before the index jumped away from it. Lines written under a wrong clock lie among
 * those of other days, and their values come a second time in the lines of their true time: no Wh is counted twice.
 */
interface Segment {
  /** Values from `lowest` (Wh) up to `last` are counted. */
  readonly lowest: number;
  last: IndexSample;
  /** Days for which the segment is still remembered: later, another meter may have the same values. */
  daysLeft: number;
}

/** Energy between two instants: what the index rose by, never negative. */
export interface Rise {
  readonly from: IndexSample;
  readonly to: IndexSample;
  /** The part of the rise that no earlier segment has counted, Wh. */
  readonly wh: number;
  /** Where a new segment began just before, the two values that do not follow from each other. */
  readonly discontinuity: Discontinuity | undefined;
}

/** An index fell (another meter) or rose by more than a home can draw (a bad line, another meter): not energy. */
export interface Discontinuity {
  readonly kind: 'fall' | 'leap';
  readonly from: IndexSample;
  readonly to: IndexSample;
}

/** The largest supply of a home, W. */
const MAX_WATTS = 36_000;
/** The log has whole seconds and its clock is corrected now and then: this much more time may have passed, ms. */
const CLOCK_SLACK_MS = 2000;
/** Longest clock error that is undone, days. */
export const MEMORY_DAYS = 7;
/** Segments remembered at once; a damaged log makes more. */
const MAX_CLOSED = 4;

/** Whether an index can rise by `wh` in `elapsed` ms on one meter. Within one second of the log any rise can. */
export function canRise(wh: number, elapsed: number): boolean {
  return wh >= 0 && (elapsed === 0 || wh * 3_600_000 <= MAX_WATTS * (elapsed + CLOCK_SLACK_MS));
}

const follows = (before: IndexSample, after: IndexSample): boolean =>
  canRise(after.wh - before.wh, after.at - before.at);

const discontinuityOf = (from: IndexSample, to: IndexSample): Discontinuity => ({
  kind: to.wh < from.wh ? 'fall' : 'leap',
  from,
  to,
});

/** One index as it is followed from record to record. */
export class IndexTrack {
  /** The last value that is believed. */
  #last: IndexSample;
  /** A later value that cannot follow from it: a bad line, or the start of a new segment. The next value decides. */
  #held: IndexSample | undefined;
  /** Wh at the end of each of the last days with records, oldest first; a younger segment begins with its first value. */
  #dayEnds: number[];
  /** Segments that ended before the present one began, a few days back. */
  #closed: Segment[] = [];

  constructor(first: IndexSample) {
    this.#last = first;
    this.#dayEnds = [first.wh];
  }

  /** The value that is held, against the last one that is believed. */
  get open(): Discontinuity | undefined {
    return this.#held && discontinuityOf(this.#last, this.#held);
  }

  /**
   * Moves to the next value of the index.
   * @returns the energy that is now known, or undefined while the value is held. A single wrong value between two
   *   right ones costs nothing: the rise goes over it. Two values in a row that agree only with each other begin a new
   *   segment at the first of them, until a value comes that goes on from the one before it.
   */
  advance(sample: IndexSample): Rise | undefined {
    const [last, held] = [this.#last, this.#held];
    if (follows(last, sample)) return this.#commit(last, sample);
    const resumed = this.#closed.find((segment) => follows(segment.last, sample));
    const from = resumed?.last ?? (held && follows(held, sample) ? held : undefined);
    if (!from) {
      this.#held = sample;
      return undefined;
    }
    this.#closed = this.#closed.filter((segment) => segment !== resumed);
    this.#closeSegment();
    this.#dayEnds = [resumed?.lowest ?? from.wh];
    const isKnown = this.#closed.some(({ lowest, last: { wh } }) => lowest <= from.wh && from.wh <= wh);
    return this.#commit(from, sample, resumed || isKnown ? undefined : discontinuityOf(last, from));
  }

  /** Moves to a value that follows from the last one through values in between. @returns Wh, as in `Rise` */
  advanceTo(sample: IndexSample): number {
    return this.#commit(this.#last, sample).wh;
  }

  /** Another day begins. */
  nextDay(): void {
    this.#dayEnds.push(this.#last.wh);
    if (this.#dayEnds.length > MEMORY_DAYS) this.#dayEnds.shift();
    if (this.#closed.length > 0) this.#closed = this.#closed.filter((segment) => --segment.daysLeft > 0);
  }

  /** The clock was set back to the instant `at` (ms): no value before this is later than that. */
  setBack(at: number): void {
    const notAfter = (sample: IndexSample): IndexSample => (sample.at <= at ? sample : { ...sample, at });
    this.#last = notAfter(this.#last);
    if (this.#held) this.#held = notAfter(this.#held);
    for (const segment of this.#closed) segment.last = notAfter(segment.last);
  }

  /** Believes a value. A closed segment that now lies below the value becomes part of the present one. */
  #commit(from: IndexSample, to: IndexSample, discontinuity?: Discontinuity): Rise {
    const rise = { from, to, wh: this.#newEnergy(from, to), discontinuity };
    this.#last = to;
    this.#held = undefined;
    if (this.#closed.length === 0) return rise;
    let lowestNow = this.#dayEnds[0] as number;
    this.#closed = this.#closed.filter(({ lowest, last }) => {
      const isPassed = last.wh <= to.wh && last.wh >= lowestNow;
      if (isPassed) lowestNow = Math.min(lowestNow, lowest);
      return !isPassed;
    });
    this.#dayEnds[0] = lowestNow;
    return rise;
  }

  /** The part of a rise that no closed segment has counted, Wh. */
  #newEnergy(from: IndexSample, to: IndexSample): number {
    let wh = to.wh - from.wh;
    for (const { lowest, last } of this.#closed)
      wh -= Math.max(0, Math.min(to.wh, last.wh) - Math.max(from.wh, lowest));
    return wh;
  }

  /** Ends the present segment; closed ones that overlap with it are merged into it. */
  #closeSegment(): void {
    let [lowest, last] = [this.#dayEnds[0] as number, this.#last];
    const apart = this.#closed.filter((segment) => {
      if (segment.last.wh < lowest || last.wh < segment.lowest) return true;
      lowest = Math.min(lowest, segment.lowest);
      if (segment.last.wh > last.wh) last = segment.last;
      return false;
    });
    this.#closed = [...apart, { lowest, last, daysLeft: MEMORY_DAYS }].slice(-MAX_CLOSED);
  }
}
