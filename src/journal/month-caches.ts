import { type Day, type Month, monthOf } from '../time/local.ts';
import { DayCache } from './cache.ts';

/** A value for each closed day, in a file a month: opened only for who asks for it. */
export class MonthCaches<T extends object> {
  readonly #directory: string;
  readonly #name: string;
  readonly #caches = new Map<Month, DayCache<T>>();

  constructor(directory: string, name: string) {
    this.#directory = directory;
    this.#name = name;
  }

  /** Of the month of a day. */
  of(day: Day): DayCache<T> {
    const month = monthOf(day);
    let cache = this.#caches.get(month);
    if (!cache) {
      cache = new DayCache(this.#directory, `${this.#name}-${month}`);
      this.#caches.set(month, cache);
    }
    return cache;
  }

  save(days: readonly Day[]): void {
    for (const [month, cache] of this.#caches) cache.save(days.filter((day) => day.startsWith(month)));
  }
}
