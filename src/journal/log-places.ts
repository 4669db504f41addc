import { addDays, type Day } from '../time/local.ts';

/** Logs before and after that of a day in which its lines may stand: a line belongs to the day of its date. */
const LOGS_BEFORE = 7;
const LOGS_AFTER = 1;
/** Logs that are looked into for the lines of one day, its own besides. */
export const MAX_NEAR_LOGS = LOGS_BEFORE + LOGS_AFTER;
const FIRST_DAY: Day = '0000-01-01';
const LAST_DAY: Day = '9999-12-31';

/** How many records of other days stand in the logs of a day. */
export type Others = Readonly<Record<Day, number>>;

/** Which days have lines, and in the logs of which days they stand. */
export class LogPlaces {
  readonly #list: readonly Day[];
  readonly #othersOf: (log: Day) => Others | undefined;

  /**
   * @param list the days that have a log of their own, in order
   * @param othersOf reads the logs of such a day, where that is not done: the other days that they have records of;
   *   undefined where there are none
   */
  constructor(list: readonly Day[], othersOf: (log: Day) => Others | undefined) {
    this.#list = list;
    this.#othersOf = othersOf;
  }

  /** Place in the list of the first day that is not before `day`; its length when there is none. */
  firstFrom(day: Day): number {
    let [low, high] = [0, this.#list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle] as Day) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Place in the list of the first day after `day`; its length when there is none. */
  firstAfter(day: Day): number {
    const first = this.firstFrom(day);
    return this.#list[first] === day ? first + 1 : first;
  }

  /** The days of a span that have lines, in whatever log, in order. */
  *daysWithin(from: Day, to: Day): Generator<Day> {
    let start = from;
    for (let place = this.firstFrom(from); start <= to; place++) {
      const own = this.#list[place];
      const end = own === undefined || own > to ? undefined : own;
      yield* this.#daysWithoutLog(start, end ? addDays(end, -1) : to, place);
      if (end === undefined) return;
      yield end;
      start = addDays(end, 1);
    }
  }

  /** The days before a day that have lines, the latest first. */
  *daysBefore(day: Day): Generator<Day> {
    let end = addDays(day, -1);
    for (let place = this.firstFrom(day); place >= 0; place--) {
      const own = this.#list[place - 1];
      yield* this.#daysWithoutLog(own === undefined ? FIRST_DAY : addDays(own, 1), end, place).reverse();
      if (own === undefined) return;
      yield own;
      end = addDays(own, -1);
    }
  }

  /** The days after a day that have lines, the first one first. */
  daysAfter(day: Day): Generator<Day> {
    return this.daysWithin(addDays(day, 1), LAST_DAY);
  }

  /** The days in whose logs lines of a day stand, in order; itself where it has a log. */
  sourcesOf(day: Day): Day[] {
    const [first, after] = [this.firstFrom(day), this.firstAfter(day)];
    const sources: Day[] = [];
    for (let place = Math.max(0, first - LOGS_BEFORE); place < after + LOGS_AFTER; place++) {
      const log = this.#list[place];
      if (log === undefined) continue;
      const others = log === day ? undefined : this.#othersOf(log);
      if (log === day || (others && others[day] !== undefined && this.#isNear(log, day))) sources.push(log);
    }
    return sources;
  }

  /** The days whose logs decide what is known of the days of a span: their own, and those near to them. */
  near(from: Day, to: Day): readonly Day[] {
    return this.#list.slice(Math.max(0, this.firstFrom(from) - LOGS_BEFORE), this.firstAfter(to) + LOGS_AFTER);
  }

  /** How many of the records of other days do not count where they stand: the log is too far from their day. */
  countFar(log: Day, others: Others): number {
    const far = Object.entries(others).filter(([day]) => !this.#isNear(log, day as Day));
    return far.reduce((sum, [, count]) => sum + count, 0);
  }

  /** The days of a span without a log of their own, before the log at a place, of which other logs have lines. */
  #daysWithoutLog(from: Day, to: Day, place: number): Day[] {
    if (from > to) return [];
    const near = this.#list.slice(Math.max(0, place - LOGS_BEFORE), place + LOGS_AFTER);
    const days = near.flatMap((log) =>
      (Object.keys(this.#othersOf(log) ?? {}) as Day[]).filter((day) => this.#isNear(log, day)),
    );
    return [...new Set(days)].filter((day) => day >= from && day <= to).sort();
  }

  /** Whether lines of a day count where they stand in the logs of another day. */
  #isNear(log: Day, day: Day): boolean {
    const place = this.firstFrom(log);
    const [first, after] = [this.firstFrom(day), this.firstAfter(day)];
    return place < first ? place >= first - LOGS_BEFORE : place >= after && place < after + LOGS_AFTER;
  }
}
