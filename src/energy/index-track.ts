import { type Discontinuity, discontinuityOf, follows, type IndexSample, type Rise } from './rise.ts';
import { countedBetween, Segment } from './segment.ts';

/** Segments remembered at once; a damaged log makes more. */
const MAX_ENDED = 32;

/** One index as it is followed from record to record, in the order of time. */
export class IndexTrack {
  /** Ends with the last value that is believed. */
  #present: Segment;
  /** The value before the last, and the rise between the two: the next value decides whether the last one was right. */
  #before: IndexSample | undefined;
  #pending: Rise | undefined;
  /** A later value that cannot follow from the last one: a bad line, or the start of a new segment. The next value decides. */
  #held: IndexSample | undefined;
  /** Segments that ended before the present one began, a few days back, in the order of their ends. */
  #ended: Segment[] = [];
  /**
   * A value after lines of a false clock that were left out; it was taken back today, and the index has not come to it
   * since.
   */
  #takenBack: IndexSample | undefined;
  #isRestarted = false;

  constructor(first: IndexSample) {
    this.#present = new Segment(first);
  }

  /** The instant of the last value that is believed, ms. */
  get lastAt(): number {
    return this.#present.last.at;
  }

  /** The value that is held, against the last one that is believed. */
  get open(): Discontinuity | undefined {
    return this.#held && discontinuityOf(this.#present.last, this.#held);
  }

  /** Whether no later value changes what is known of the time up to the instant `at`, ms. */
  isDecided(at: number): boolean {
    if (this.#isRestarted) return true;
    const isSettled = !this.#held && this.#present.last.at > at && (!this.#pending || this.#pending.from.at >= at);
    if (this.#takenBack && this.#takenBack.at < at) return false;
    return isSettled && this.#ended.every(({ last }) => last.at >= at);
  }

  /**
   * Moves to the next value of the index.
   * @returns the energy that is now known. A single wrong value between right ones costs nothing: the rise goes over it,
   *   or is taken back. Two values in a row that follow only from each other begin a new segment at the first of them,
   *   or go on with the one that they follow from.
   */
  advance(sample: IndexSample): Rise[] {
    if (this.#isRestarted) {
      this.#isRestarted = false;
      this.#before = undefined;
      this.#endPresent(new Segment(sample));
      return [];
    }
    const [{ last }, held, before] = [this.#present, this.#held, this.#before];
    const agrees = held !== undefined && follows(held, sample);
    // Of two values that it can have risen from, it has from the nearer one.
    if (follows(last, sample) && !(agrees && held.wh > last.wh)) return this.#commit(last, sample);
    if (!agrees) {
      this.#held = sample;
      return [];
    }
    if (before && this.#pending && follows(before, held)) {
      const { discontinuity } = this.#pending;
      this.#pending = undefined;
      if (last.unseenMs !== undefined) this.#takenBack = last;
      return [...this.#commit(before, held, discontinuity), ...this.#commit(held, sample)];
    }
    const earlier = this.#segmentBefore(held);
    if (earlier) return this.#resume(earlier, held, sample);
    return this.#restore(held, sample) ?? this.#begin(held, sample);
  }

  /**
   * Moves to a value that follows from the last one, and is not in doubt.
   * @returns the part of the rise that no earlier segment has counted, Wh
   */
  advanceTo(sample: IndexSample): number {
    this.#commit(this.#present.last, sample);
    return this.settle()[0]?.wh ?? 0;
  }

  /** The last rise, where no value can come any more that takes it back. */
  settle(): Rise[] {
    const rises = this.#pending ? [this.#pending] : [];
    this.#pending = undefined;
    if (this.#ended.length > 0) this.#present.keepGiven(rises);
    return rises;
  }

  /** Another contract counts: the next value begins a new segment, whatever it is. */
  restart(): Rise[] {
    const rises = this.settle();
    this.#held = undefined;
    this.#takenBack = undefined;
    this.#isRestarted = true;
    return rises;
  }

  /** Another day begins. */
  nextDay(): void {
    this.#takenBack = undefined;
    this.#present.nextDay();
    if (this.#ended.length === 0) return;
    this.#ended = this.#ended.filter((segment) => segment.nextDay());
    if (this.#ended.length === 0) this.#present.given = [];
  }

  /** The latest ended segment that goes on at a value: on its own side of what came after it, and nearer to its end. */
  #segmentBefore(held: IndexSample): Segment | undefined {
    const { wh: latest } = this.#present.last;
    return [...this.#ended].reverse().find((segment) => {
      const { wh: end } = segment.last;
      const { lowest: first } = this.#ended[this.#ended.indexOf(segment) + 1] ?? this.#present;
      const isBeside = first > end ? held.wh - end < first - held.wh : held.wh > latest;
      return segment.canGoOn && isBeside && follows(segment.last, held);
    });
  }

  /** Goes on with an ended segment: those after it were wrong, and what they have counted is taken back. */
  #resume(segment: Segment, held: IndexSample, sample: IndexSample): Rise[] {
    this.#pending = undefined;
    const place = this.#ended.indexOf(segment);
    const wrong = [...this.#ended.slice(place + 1), this.#present];
    const takenBack = wrong.flatMap(({ given }) => given.map((rise) => ({ ...rise, wh: -rise.wh })));
    this.#ended = this.#ended.slice(0, place);
    this.#present = segment;
    segment.given = [];
    return [...takenBack, ...this.#commit(segment.last, held), ...this.#commit(held, sample)];
  }

  /** Where two values go on from the one that was taken back, it was right: what came after it was of the false clock. */
  #restore(held: IndexSample, sample: IndexSample): Rise[] | undefined {
    const right = this.#takenBack;
    if (!right || !follows(right, held)) return undefined;
    const from = { ...right, wh: this.#present.last.wh };
    return [...this.#commit(from, right), ...this.#commit(right, held), ...this.#commit(held, sample)];
  }

  /** Begins a new segment at a value that is held. */
  #begin(held: IndexSample, sample: IndexSample): Rise[] {
    const rises = this.settle();
    const { last } = this.#present;
    this.#endPresent(new Segment(held));
    const isKnown = this.#ended.some(({ lowest, last: { wh } }) => lowest <= held.wh && held.wh <= wh);
    return [...rises, ...this.#commit(held, sample, isKnown ? undefined : discontinuityOf(last, held))];
  }

  #endPresent(next: Segment): void {
    this.#present.end();
    this.#ended = [...this.#ended, this.#present].slice(-MAX_ENDED);
    this.#present = next;
  }

  /** Believes a value. */
  #commit(from: IndexSample, to: IndexSample, discontinuity?: Discontinuity): Rise[] {
    const rises = this.settle();
    const counted = this.#ended.length === 0 ? 0 : countedBetween(this.#ended, from.wh, to.wh);
    this.#pending = { from, to, wh: to.wh - from.wh - counted, discontinuity };
    this.#before = from;
    this.#present.last = to;
    this.#held = undefined;
    if (this.#takenBack && to.wh >= this.#takenBack.wh) this.#takenBack = undefined;
    const { lowest } = this.#present;
    for (const segment of this.#ended)
      if (segment.last.wh <= to.wh && segment.last.wh >= lowest) segment.canGoOn = false;
    return rises;
  }
}
