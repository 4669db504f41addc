import type { Stretch } from '../time/local.ts';
import type { TimeParts } from './time-parts.ts';

/** What one local day, or a step of it, has drawn and injected. */
export interface PartEnergy {
  /** Its beginning and its end, ms since 1970 UTC: a day lasts 23, 24 or 25 hours. */
  readonly start: number;
  readonly end: number;
  /** Wh drawn, by index key; 0 for an index that a record has and that did not move. */
  readonly wh: Map<string, number>;
  records: number;
  /** Wh that the injection index counted; undefined where it did not count. */
  injectedByIndex: number | undefined;
  /** VA × ms integrated where the meter sends no injection index. Taken as W × ms, which is an estimate. */
  injectedVaMs: number;
  /** Time between records that are no hole. */
  coveredMs: number;
  /** Time whose energy the indexes tell, ms: holes between two lines too, but nothing before the first line of all. */
  knownMs: number;
  /** Highest mean power of a series, VA. */
  maximumVa: number | undefined;
}

/** Wh injected that are an estimate. */
export function estimatedWh({ injectedVaMs }: Pick<PartEnergy, 'injectedVaMs'>): number {
  return Math.round(injectedVaMs / 3_600_000);
}

/** Wh injected, measured and estimated together. */
export function injectedWh(part: PartEnergy): number {
  return (part.injectedByIndex ?? 0) + estimatedWh(part);
}

/** Whether an index or a line says what was injected: where neither does, nothing cannot be told from something. */
export const isInjectionKnown = ({ injectedByIndex, injectedVaMs, coveredMs }: PartEnergy): boolean =>
  injectedByIndex !== undefined || injectedVaMs > 0 || coveredMs > 0;

/** The parts of time, days or steps, that records lie in. */
export class PartTotals<K> {
  readonly parts = new Map<K, PartEnergy>();
  readonly #time: TimeParts<K>;
  /** The last two that were asked for: nearly every rise is in them, and asking the calendar is slow. */
  #last: PartEnergy | undefined;
  #before: PartEnergy | undefined;

  constructor(time: TimeParts<K>) {
    this.#time = time;
  }

  /** The part of an instant, ms. */
  at(at: number): PartEnergy {
    if (isWithin(this.#last, at)) return this.#last;
    const known = isWithin(this.#before, at) ? this.#before : this.#of(this.#time.keyOf(at));
    this.#before = this.#last;
    this.#last = known;
    return known;
  }

  /**
   * Shares a whole amount (Wh, ms) that came evenly between two instants (ms) among the parts they span. The running sum
   * is rounded, not each share: the shares are whole, all of the amount's sign, and add up to it exactly. What a day gets
   * does not depend on the parts that it is cut into.
   * @param give is called with each part and its share
   */
  share(from: number, to: number, amount: number, give: (part: PartEnergy, amount: number) => void): void {
    const part = this.at(from);
    // Nearly every stretch lies within a part.
    if (to <= part.end) give(part, amount);
    else this.shareAmong([{ from, to }], amount, give);
  }

  /** As `share`, of an amount that came in some stretches of time only; one at least, in order and apart. */
  shareAmong(stretches: readonly Stretch[], amount: number, give: (part: PartEnergy, amount: number) => void): void {
    const round = (wh: number): number => (wh < 0 ? -Math.round(-wh) : Math.round(wh));
    const length = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    let [passed, given] = [0, 0];
    for (const { from, to } of stretches) {
      let at = from;
      let part = this.at(at);
      // A stretch that ends exactly at midnight has no share in the day that begins there.
      for (; to > part.end; part = this.at(at)) {
        passed += part.end - at;
        at = part.end;
        const until = round((amount * passed) / length);
        give(part, until - given);
        given = until;
      }
      passed += to - at;
      const until = length === 0 ? amount : round((amount * passed) / length);
      give(part, until - given);
      given = until;
    }
  }

  #of(key: K): PartEnergy {
    let energy = this.parts.get(key);
    if (!energy) {
      const { from: start, to: end } = this.#time.boundsOf(key);
      energy = {
        start,
        end,
        wh: new Map(),
        records: 0,
        injectedByIndex: undefined,
        injectedVaMs: 0,
        coveredMs: 0,
        knownMs: 0,
        maximumVa: undefined,
      };
      this.parts.set(key, energy);
    }
    return energy;
  }
}

const isWithin = (part: PartEnergy | undefined, at: number): part is PartEnergy =>
  part !== undefined && at >= part.start && at < part.end;
