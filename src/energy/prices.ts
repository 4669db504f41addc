import { CONTRACTS } from '../meter/contract.ts';
import type { Day } from '../time/local.ts';

const OTHER_CALENDARS = Array.from({ length: 10 }, (_, i) => `INDEX${String(i + 1).padStart(2, '0')}`);

/** What a price can be for: each index key, then what injection pays and the subscription. */
export const PRICE_KEYS: readonly string[] = [
  ...CONTRACTS.flatMap(({ keys }) => keys),
  ...OTHER_CALENDARS,
  'INJECTION',
  'ABO',
];

/** A price from a day on: €/kWh all taxes included; €/month for ABO, the subscription. 12 decimals at most count. */
export interface Price {
  readonly day: Day;
  readonly key: string;
  readonly price: number;
  /** Of the file that it was read from. */
  readonly line?: number;
}

/** Dated prices. A price holds from the start of its day until the next one of its key, and for no day before. */
export class PriceList {
  /** The prices of each key, the latest day first; of two on the same day, the later line first. */
  readonly #prices = new Map<string, Price[]>();

  constructor(prices: readonly Price[]) {
    const latestFirst = [...prices].reverse().sort((a, b) => Number(a.day < b.day) - Number(a.day > b.day));
    for (const price of latestFirst) {
      const list = this.#prices.get(price.key);
      if (list) list.push(price);
      else this.#prices.set(price.key, [price]);
    }
  }

  /** The price in force on a day; undefined when none is known: nothing is priced with another date's price. */
  priceOn(key: string, day: Day): number | undefined {
    return this.inForceOn(key, day)?.price;
  }

  /** The price in force on a day, with the day that it holds from. */
  inForceOn(key: string, day: Day): Price | undefined {
    return this.#prices.get(key)?.find((price) => price.day <= day);
  }

  /** All prices of a key, the latest day first. */
  pricesOf(key: string): readonly Price[] {
    return this.#prices.get(key) ?? [];
  }

  get isEmpty(): boolean {
    return this.#prices.size === 0;
  }

  /** Whether any price of this key is known, whatever its day. */
  has(key: string): boolean {
    return this.#prices.has(key);
  }
}
