import { type Day, type Month, monthOf } from '../time/local.ts';
import type { DayCache } from './cache.ts';
import type { LogFiles } from './log-files.ts';
import type { LogPlaces } from './log-places.ts';

/** The days that something was made of, both included. */
export interface Reach {
  readonly from: Day;
  readonly to: Day;
}

interface Kept {
  readonly reach: Reach;
}

/**
 * What was made of the days of a whole month, kept for as long as the logs that it was made of stay as they are and no
 * other one comes among them or near to them.
 */
export class MonthValues<T extends object> {
  readonly #cache: DayCache<T & Kept>;
  readonly #files: LogFiles;
  readonly #places: LogPlaces;
  /** Of the logs of a day, when they were first asked for: the months before and after it ask too. */
  readonly #states = new Map<Day, string | undefined>();

  constructor(cache: DayCache<T & Kept>, files: LogFiles, places: LogPlaces) {
    this.#cache = cache;
    this.#files = files;
    this.#places = places;
  }

  /** @returns undefined where nothing is kept, or what is kept is out of date */
  get(month: Month): (T & Kept) | undefined {
    return this.#cache.get(firstOf(month), ({ reach }) => this.#stateOf(reach));
  }

  /** Where one of the logs may still change nothing is kept. */
  set(month: Month, reach: Reach, value: T): void {
    const logs = this.#stateOf(reach);
    if (logs !== undefined) this.#cache.set(firstOf(month), logs, { ...value, reach });
  }

  /** @param days that have a log */
  save(days: readonly Day[]): void {
    this.#cache.save([...new Set(days.map((day) => firstOf(monthOf(day))))]);
  }

  #stateOf({ from, to }: Reach): string | undefined {
    const states: string[] = [];
    for (const day of this.#places.near(from, to)) {
      const state = this.#stateOfDay(day);
      if (state === undefined) return undefined;
      states.push(state);
    }
    return states.join(' ');
  }

  #stateOfDay(day: Day): string | undefined {
    const known = this.#states.get(day);
    if (known !== undefined || this.#states.has(day)) return known;
    const state = this.#files.stateOf([day]);
    this.#states.set(day, state);
    return state;
  }
}

const firstOf = (month: Month): Day => `${month}-01` as Day;
