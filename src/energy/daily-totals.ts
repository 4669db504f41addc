import { type Day, dayOf, endOfDay, type Stretch, startOfDay } from '../time/local.ts';

/** What one local day has drawn and injected. */
export interface DayEnergy {
  /** Its beginning and its end, 23, 24 or 25 hours later, ms since 1970 UTC. */
  readonly start: number;
  readonly end: number;
  /** Wh drawn, by index key; 0 for an index that a record has and that did not move. */
  readonly wh: Map<string, number>;
  records: number;
  /** Wh that the injection index counted. */
  injectedByIndex: number;
  /** VA × ms integrated where the meter sends no injection index. Taken as W × ms, which is an estimate. */
  injectedVaMs: number;
  /** Time between records that are no hole. */
  coveredMs: number;
  /** Highest mean power of a series, VA. */
  maximumVa: number | undefined;
}

/** Wh injected on a day that are an estimate. */
export function estimatedWh({ injectedVaMs }: DayEnergy): number {
  return Math.round(injectedVaMs / 3_600_000);
}

/** Wh injected on a day, measured and estimated together. */
export function injectedWh(day: DayEnergy): number {
  return day.injectedByIndex + estimatedWh(day);
}

/** The local days that records lie in. */
export class DailyTotals {
  readonly days = new Map<Day, DayEnergy>();
  /** The last two that were asked for: nearly every step is on them, and asking the calendar is slow. */
  #last: DayEnergy | undefined;
  #before: DayEnergy | undefined;

  /** The day of an instant, ms. */
  at(at: number): DayEnergy {
    if (isWithin(this.#last, at)) return this.#last;
    const known = isWithin(this.#before, at) ? this.#before : this.#of(dayOf(at));
    this.#before = this.#last;
    this.#last = known;
    return known;
  }

  /**
   * Shares a whole amount (Wh, ms) that came evenly between two instants (ms) among the days they span. The running sum
   * is rounded, not each share: the shares are whole, all of the amount's sign, and add up to it exactly.
   * @param give is called with each day and its share
   */
  share(from: number, to: number, amount: number, give: (day: DayEnergy, amount: number) => void): void {
    const day = this.at(from);
    // Nearly every stretch lies within a day.
    if (to <= day.end) give(day, amount);
    else this.shareAmong([{ from, to }], amount, give);
  }

  /** As `share`, of an amount that came in some stretches of time only; one at least, in order and apart. */
  shareAmong(stretches: readonly Stretch[], amount: number, give: (day: DayEnergy, amount: number) => void): void {
    const round = (part: number): number => (part < 0 ? -Math.round(-part) : Math.round(part));
    const length = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    let [passed, given] = [0, 0];
    for (const { from, to } of stretches) {
      let at = from;
      let day = this.at(at);
      // A stretch that ends exactly at midnight has no part in the day that begins there.
      for (; to > day.end; day = this.at(at)) {
        passed += day.end - at;
        at = day.end;
        const until = round((amount * passed) / length);
        give(day, until - given);
        given = until;
      }
      passed += to - at;
      const until = length === 0 ? amount : round((amount * passed) / length);
      give(day, until - given);
      given = until;
    }
  }

  #of(day: Day): DayEnergy {
    let energy = this.days.get(day);
    if (!energy) {
      const start = startOfDay(day);
      energy = {
        start,
        end: endOfDay(day, start),
        wh: new Map(),
        records: 0,
        injectedByIndex: 0,
        injectedVaMs: 0,
        coveredMs: 0,
        maximumVa: undefined,
      };
      this.days.set(day, energy);
    }
    return energy;
  }
}

const isWithin = (day: DayEnergy | undefined, at: number): day is DayEnergy =>
  day !== undefined && at >= day.start && at < day.end;
