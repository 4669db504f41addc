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

/** Digests of what pages are made from: while that is the same, so is the page. Thousands of pages are asked for. */
export class Inputs {
  readonly #logs: Summaries;
  /** What the logs of each day are, shortened. */
  readonly #states = new Map<Day, string>();
  /** All prices, the latest day first, and those up to a day, by the day of the last of them. */
  readonly #prices: readonly (readonly [day: Day, key: string, price: number])[];
  readonly #pricesUpTo = new Map<Day | undefined, string>();

  constructor(logs: Summaries, prices: PriceList) {
    this.#logs = logs;
    this.#prices = PRICE_KEYS.flatMap((key) =>
      prices.pricesOf(key).map(({ day, price }) => [day, key, price] as const),
    ).sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0));
  }

  /**
   * @param asked the days that something was asked of
   * @param to the last day of the page: no later price is on it
   * @param others what else is on it
   */
  digest(asked: Entry['asked'], to: Day, others: readonly unknown[]): string {
    let text = '';
    for (const [first, last] of asked)
      for (const day of this.#logs.places.near(first, last)) text += this.#stateOf(day);
    return digestOf(`${text} ${this.#pricesOf(to)} ${JSON.stringify(others)}`);
  }

  #stateOf(day: Day): string {
    const known = this.#states.get(day);
    if (known !== undefined) return known;
    const state = digestOf(`${day} ${this.#logs.describe(day)}`).slice(0, 10);
    this.#states.set(day, state);
    return state;
  }

  /** Whether a key has any price at all is said on pages too. */
  #pricesOf(to: Day): string {
    const first = this.#prices.find(([day]) => day <= to)?.[0];
    const known = this.#pricesUpTo.get(first);
    if (known !== undefined) return known;
    const keys = new Set(this.#prices.map(([, key]) => key));
    const digest = digestOf(JSON.stringify([[...keys].sort(), this.#prices.filter(([day]) => day <= to)]));
    this.#pricesUpTo.set(first, digest);
    return digest;
  }
}
