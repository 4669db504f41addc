import { addDays, type Day, dayOf, endOfDay, startOfDay } from '../time/local.ts';
import { splitAtMidnights } from './split.ts';

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
  /** Time between records that are not further apart than LONGEST_GAP_MS. */
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

/** No day of any time zone is shorter: an instant within this time after midnight is known to be on the next day, ms. */
const SHORTEST_DAY_MS = 22 * 3_600_000;

/** The local days that records lie in. Asking the calendar is slow, and nearly every step is on the last day or the one before. */
export class DailyTotals {
  readonly days = new Map<Day, DayEnergy>();
  /** The day that was asked for last. */
  #name: Day = '';
  #today: DayEnergy | undefined;
  /** The day asked for before it: the first step of a day begins there. */
  #yesterday: DayEnergy | undefined;

  /** The day of an instant, ms. */
  at(at: number): DayEnergy {
    const today = this.#today;
    if (today && at >= today.start && at < today.end) return today;
    const isTomorrow = today && at >= today.end && at < today.end + SHORTEST_DAY_MS;
    this.#name = isTomorrow ? addDays(this.#name, 1) : dayOf(at);
    this.#yesterday = today;
    this.#today = this.#day(this.#name);
    return this.#today;
  }

  /**
   * Shares an amount that came evenly between two instants (ms) among the days they span.
   * @param give is called with each day and its part, a whole number; the parts add up to the amount
   */
  share(from: number, to: number, amount: number, give: (day: DayEnergy, amount: number) => void): void {
    // A step that ends exactly at midnight belongs to the day that ends there.
    const today = this.#today;
    if (today && from >= today.start && to > today.start && to < today.end) {
      give(today, amount);
      return;
    }
    const yesterday = this.#yesterday;
    if (today && yesterday?.end === today.start && from >= yesterday.start && from < yesterday.end) {
      if (to <= today.start) {
        give(yesterday, amount);
        return;
      }
      if (to < today.end) {
        // One midnight, as splitAtMidnights cuts it, without asking the calendar.
        const until = Math.round((amount * (today.start - from)) / (to - from));
        give(yesterday, until);
        give(today, amount - until);
        return;
      }
    }
    for (const share of splitAtMidnights(from, to, amount)) give(this.#day(share.day), share.amount);
  }

  #day(day: Day): DayEnergy {
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
