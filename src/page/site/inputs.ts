import { PRICE_KEYS, type PriceList } from '../../energy/prices.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { addDays, type Day } from '../../time/local.ts';
import { digestOf, type Entry } from './inventory.ts';

/** Days in a row, each as its first and its last. */
export function stretchesOf(days: Iterable<Day>): Entry['asked'] {
  const stretches: [Day, Day][] = [];
  for (const day of [...days].sort()) {
    const last = stretches.at(-1);
    if (last && addDays(last[1], 1) === day) last[1] = day;
    else stretches.push([day, day]);
  }
  return stretches;
}

/** Digests of what pages are made from: while that is the same, so is the page. */
export class Inputs {
  readonly #logs: Summaries;
  readonly #prices: PriceList;
  readonly #states = new Map<Day, string>();

  constructor(logs: Summaries, prices: PriceList) {
    this.#logs = logs;
    this.#prices = prices;
  }

  /**
   * @param asked the days that something was asked of
   * @param to the last day of the page: no later price is on it
   * @param others what else is on it
   */
  digest(asked: Entry['asked'], to: Day, others: readonly unknown[]): string {
    const days = new Set(asked.flatMap(([first, last]) => this.#logs.places.near(first, last)));
    const states = [...days].map((day) => this.#stateOf(day));
    return digestOf(JSON.stringify([states, this.#pricesUpTo(to), others]));
  }

  #stateOf(day: Day): string {
    const known = this.#states.get(day);
    if (known !== undefined) return known;
    const state = digestOf(`${day} ${this.#logs.describe(day)}`);
    this.#states.set(day, state);
    return state;
  }

  #pricesUpTo(to: Day): unknown[] {
    return PRICE_KEYS.filter((key) => this.#prices.has(key)).map((key) => [
      key,
      ...this.#prices.pricesOf(key).flatMap(({ day, price }) => (day <= to ? [day, price] : [])),
    ]);
  }
}
