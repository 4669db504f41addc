import { type Day, dayOf, endOfDay, type Stretch, startOfDay } from '../time/local.ts';

/** How time is cut into the parts that energy is given to; none lies on two local days. */
export interface TimeParts<K> {
  /** What the part that an instant (ms) lies in is known by. */
  keyOf(at: number): K;
  /** From its beginning to its end. */
  boundsOf(key: K): Stretch;
}

/** Local days, of 23, 24 or 25 hours. */
export const DAYS: TimeParts<Day> = {
  keyOf: dayOf,
  boundsOf: (day) => {
    const from = startOfDay(day);
    return { from, to: endOfDay(day, from) };
  },
};

/** Steps of one length from the beginning of each local day on; each is known by the instant that it begins at, ms. */
export class StepsOfDays implements TimeParts<number> {
  readonly #lengthMs: number;
  /** The day that was asked for last: nearly all instants are on it. */
  #day: Stretch = { from: 0, to: 0 };

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  keyOf(at: number): number {
    const { from } = this.#dayAt(at);
    return from + Math.floor((at - from) / this.#lengthMs) * this.#lengthMs;
  }

  boundsOf(from: number): Stretch {
    return { from, to: Math.min(from + this.#lengthMs, this.#dayAt(from).to) };
  }

  #dayAt(at: number): Stretch {
    if (at < this.#day.from || at >= this.#day.to) this.#day = DAYS.boundsOf(dayOf(at));
    return this.#day;
  }
}
