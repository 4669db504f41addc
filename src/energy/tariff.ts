import { CONTRACTS } from '../meter/contract.js';
import type { Day } from '../meter/time.js';

const OTHER_CALENDARS = Array.from({ length: 10 }, (_, i) => `INDEX${String(i + 1).padStart(2, '0')}`);

/** What a price can be for: each index key, then what injection pays and the subscription. */
export const PRICE_KEYS: readonly string[] = [
  ...CONTRACTS.flatMap(({ keys }) => keys),
  ...OTHER_CALENDARS,
  'INJECTION',
  'ABO',
];

/** A price from a day on: €/kWh all taxes included; €/month for ABO, the subscription. */
export interface Price {
  readonly day: Day;
  readonly key: string;
  readonly price: number;
}

/** Dated prices. A price holds from the start of its day until the next one of its key, and for no day before. */
export class Tariffs {
  readonly #prices: readonly Price[];

  constructor(prices: readonly Price[]) {
    this.#prices = prices;
  }

  /** The price in force on a day; undefined when none is known: nothing is priced with another date's price. */
  priceOn(key: string, day: Day): number | undefined {
    let found: Price | undefined;
    for (const price of this.#prices) {
      // Of two prices of one day the later line counts.
      if (price.key === key && price.day <= day && (!found || price.day >= found.day)) found = price;
    }
    return found?.price;
  }

  /** Whether any price of this key is known, whatever its day. */
  has(key: string): boolean {
    return this.#prices.some((price) => price.key === key);
  }
}
