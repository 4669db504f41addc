import type { Day } from '../../src/time/local.ts';
import { follows, type Line, type SlowDay } from './slow-lines.ts';

/*
 * Section 2 of src/energy/README.md, written a second time, from its text alone: what the values of one index say.
 */

export interface Value {
  readonly at: number;
  /** Its time with what no clock has shown before it: how far a value can have come (1.5). */
  readonly reached: number;
  readonly wh: number;
  readonly day: Day;
  /** Which line it stands in, of all. */
  readonly place: number;
  /** Whether lines of a false clock were left out just before it (1.5). */
  readonly isAfterLeftOut?: boolean;
}

/** Energy between two values. `wh` is what of it counts. */
export interface Rise {
  readonly from: Value;
  readonly to: Value;
  readonly wh: number;
}

export interface SlowTold {
  readonly kind: 'leap' | 'fall' | 'contract';
  readonly day: Day;
  readonly key: string;
}

export interface SlowIndexes {
  readonly rises: ReadonlyMap<string, readonly Rise[]>;
  readonly told: readonly SlowTold[];
}

/** Which names belong together. */
function contractOf(line: Line): string | undefined {
  const keys = [...line.values.keys()].filter((key) => key !== 'INJECTION');
  const key = keys[0];
  if (key === undefined) return undefined;
  if (key.startsWith('INDEX')) return 'INDEX';
  if (key === 'BASE') return 'BASE';
  return key === 'HC' || key === 'HP' ? 'HC' : key === 'HN' || key === 'HPM' ? 'EJP' : 'TEMPO';
}

/** Days with lines, of which the last seven up to a day, itself counted, are near it. */
class Near {
  readonly #days: readonly Day[];
  constructor(days: readonly SlowDay[]) {
    this.#days = days.map(({ day }) => day);
  }
  isNear(earlier: Day, day: Day): boolean {
    return this.#days.filter((each) => each > earlier && each <= day).length < 7;
  }
}

const goesOn = (from: Value, to: Value): boolean => follows(from.reached, from.wh, to.reached, to.wh);

/** Rule 2.3: the values of one index, in segments. */
class Track {
  segments: Value[][] = [];
  /** What is told of the beginning of each segment. */
  readonly #ofSegment = new Map<Value[], SlowTold>();
  held: Value | undefined;
  /** The value that was taken back, and the day on which it was. */
  #takenBack: { readonly value: Value; readonly day: Day } | undefined;
  #isNew = true;
  readonly #key: string;
  readonly #near: Near;

  constructor(key: string, near: Near) {
    this.#key = key;
    this.#near = near;
  }

  /** What comes next is of another contract's life (2.6). */
  begin(): void {
    this.#isNew = true;
    this.held = undefined;
    this.#takenBack = undefined;
  }

  add(value: Value): void {
    if (this.#takenBack?.day !== value.day) this.#takenBack = undefined;
    this.#follow(value);
    const last = this.segments.at(-1)?.at(-1);
    if (this.#takenBack && last && last.wh >= this.#takenBack.value.wh) this.#takenBack = undefined;
  }

  #follow(value: Value): void {
    const current = this.segments.at(-1);
    const last = current?.at(-1);
    if (this.#isNew || !current || !last) {
      this.#isNew = false;
      this.segments.push([value]);
    } else if (goesOn(last, value) && !this.#goesOnFromHigher(last, value)) {
      this.held = undefined;
      current.push(value);
    } else if (this.held && goesOn(this.held, value)) {
      this.#agreed(this.held, value);
      this.held = undefined;
    } else this.held = value;
  }

  /** Of the last value and the one that is held, the higher one is gone on from. */
  #goesOnFromHigher(last: Value, value: Value): boolean {
    return this.held !== undefined && this.held.wh > last.wh && goesOn(this.held, value);
  }

  /** Two held values agree. */
  #agreed(held: Value, value: Value): void {
    const current = this.segments.at(-1) as Value[];
    const last = current.at(-1) as Value;
    const lastButOne = current.at(-2);
    if (lastButOne && goesOn(lastButOne, held)) {
      current.pop();
      current.push(held, value);
      if (last.isAfterLeftOut) this.#takenBack = { value: last, day: value.day };
      return;
    }
    for (let i = this.segments.length - 2; i >= 0; i--) {
      const earlier = this.segments[i] as Value[];
      const end = earlier.at(-1) as Value;
      const between = this.segments.slice(i + 1).flat();
      const [first, latest] = [between[0] as Value, between.at(-1) as Value];
      const isAbove = first.wh > end.wh;
      const isBeyond = isAbove ? held.wh - end.wh < first.wh - held.wh : held.wh > latest.wh;
      const isPassed = this.segments
        .slice(i + 1)
        .some((each) => (each[0] as Value).wh <= end.wh && (each.at(-1) as Value).wh >= end.wh);
      if (!isPassed && this.#near.isNear(end.day, held.day) && goesOn(end, held) && isBeyond) {
        // Two values alone were a slip; more are told, although taken back.
        for (const wrong of this.segments.splice(i + 1)) if (wrong.length === 2) this.#ofSegment.delete(wrong);
        earlier.push(held, value);
        return;
      }
    }
    const right = this.#takenBack?.value;
    if (right && goesOn(right, held)) {
      current.push({ ...right, wh: last.wh }, right, held, value);
      return;
    }
    const next = [held, value];
    if (!this.#hasPassed(held)) this.#ofSegment.set(next, this.#change(held, last));
    this.segments.push(next);
  }

  /** Whether a value is one of those that will not be counted again (2.4). */
  #hasPassed(value: Value): boolean {
    const spans = this.segments.flatMap(pairs).filter(([, to]) => this.#near.isNear(to.day, value.day));
    return spans.some(([from, to]) => value.wh >= from.wh && value.wh <= to.wh);
  }

  #change(held: Value, last: Value): SlowTold {
    return { kind: held.wh > last.wh ? 'leap' : 'fall', day: held.day, key: this.#key };
  }

  /** At the end of the logs: other segments, and what is still held. */
  told(): SlowTold[] {
    const last = this.segments.at(-1)?.at(-1);
    return [...this.#ofSegment.values(), ...(this.held && last ? [this.#change(this.held, last)] : [])];
  }

  /** Rule 2.4: what rises, without the values that an earlier segment has passed. */
  rises(): Rise[] {
    const all: Rise[] = [];
    this.segments.forEach((segment, number) => {
      const passed = this.segments.slice(0, number).flatMap((earlier) => pairs(earlier));
      for (const [from, to] of pairs(segment)) {
        const near = passed.filter(([a, b]) => b.wh > from.wh && a.wh < to.wh && this.#near.isNear(b.day, to.day));
        all.push({ from, to, wh: notPassed(from.wh, to.wh, near) });
      }
    });
    return all;
  }
}

const pairs = (values: readonly Value[]): [Value, Value][] => values.slice(1).map((to, i) => [values[i] as Value, to]);

/** How much of a span of values lies outside of the spans that are passed. */
function notPassed(from: number, to: number, passed: readonly (readonly [Value, Value])[]): number {
  const spans = passed
    .map(([a, b]) => [Math.max(from, a.wh), Math.min(to, b.wh)] as const)
    .filter(([a, b]) => b > a)
    .sort(([a], [b]) => a - b);
  let [left, reached] = [to - from, from];
  for (const [a, b] of spans) {
    left -= Math.max(0, b - Math.max(a, reached));
    reached = Math.max(reached, b);
  }
  return left;
}

/** What each index rises by, between which values. */
export function slowIndexes(days: readonly SlowDay[]): SlowIndexes {
  const near = new Near(days);
  const told: SlowTold[] = [];
  const tracks = new Map<string, Track>();
  const trackOf = (key: string): Track => {
    const track = tracks.get(key) ?? new Track(key, near);
    tracks.set(key, track);
    return track;
  };
  let contract: string | undefined;
  /** Where an index stood at 0, that the line before has not. */
  let before: Value | undefined;
  let place = 0;
  let unseen = 0;
  for (const { day, lines, more } of days) {
    for (const line of lines) {
      unseen += more.get(line) ?? 0;
      const where = { at: line.at, reached: line.at + unseen, day, place, isAfterLeftOut: more.has(line) };
      const own = contractOf(line);
      if (own !== undefined && own !== contract) {
        if (contract !== undefined) told.push({ kind: 'contract', day, key: own });
        for (const [key, track] of tracks) if (key !== 'INJECTION') track.begin();
        contract = own;
        before = undefined;
      }
      for (const [key, wh] of line.values) {
        const value = { ...where, wh };
        // Rule 2.5: a supplier's calendar leaves out what stands at 0.
        if (key.startsWith('INDEX') && !tracks.has(key) && before) {
          trackOf(key).add(before);
        }
        trackOf(key).add(value);
      }
      if (own !== undefined) before = { ...where, wh: 0 };
      place++;
    }
  }
  told.push(...[...tracks.values()].flatMap((track) => track.told()));
  return { rises: new Map([...tracks].map(([key, track]) => [key, track.rises()])), told };
}
