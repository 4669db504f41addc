import { CONTRACTS } from '../meter/contract.ts';
import type { Day } from '../time/local.ts';

const OTHER_CALENDARS = Array.from({ length: 10 }, (_, i) => `INDEX${String(i + 1).padStart(2, '0')}`);

/** The subscription, whatever the contract. */
export const SUBSCRIPTION_KEY = 'ABO';
/** The subscription of a contract, where `SUBSCRIPTION_KEY` has no price, or where another contract counts. */
export const subscriptionKeyOf = (contract: string): string => `${SUBSCRIPTION_KEY}_${contract}`;

const SUBSCRIPTION_KEYS: readonly string[] = [
  SUBSCRIPTION_KEY,
  ...CONTRACTS.map(({ name }) => subscriptionKeyOf(name)),
];
/** Whether a price is one of a month, not of a kWh. */
export const isSubscription = (key: string): boolean => SUBSCRIPTION_KEYS.includes(key);

/** What a price can be for: each index key, then what injection pays and the subscriptions. */
export const PRICE_KEYS: readonly string[] = [
  ...CONTRACTS.flatMap(({ keys }) => keys),
  ...OTHER_CALENDARS,
  'INJECTION',
  ...SUBSCRIPTION_KEYS,
];

/** Its "price" is the subscribed power, kVA. */
export const POWER_KEY = 'KVA';

/** A price from a day on: €/kWh all taxes included; €/month for a subscription. 12 decimals at most count. */
export interface Price {
  readonly day: Day;
  readonly key: string;
  readonly price: number;
  /** The subscribed power that it is for, kVA; without one it is for all. */
  readonly kva?: number;
  /** Of the file that it was read from. */
  readonly line?: number;
}

/** Where a key has no price. */
const NONE = Symbol();

/** Days on which no price changes, and the prices of some keys on them. */
class Stretch {
  readonly found = new Map<string, Price | typeof NONE>();
  readonly #from: Day | undefined;
  readonly #before: Day | undefined;

  /** @param from its first day; undefined where none is @param before the day after its last one; undefined where none is */
  constructor(from: Day | undefined, before: Day | undefined) {
    this.#from = from;
    this.#before = before;
  }

  has(day: Day): boolean {
    return (this.#from === undefined || day >= this.#from) && (this.#before === undefined || day < this.#before);
  }
}

/**
 * Dated prices. A price holds from the start of its day until the next one of its key, and for no day before. Those of
 * another subscribed power do not count, nor do those of any power while it is not known.
 */
export class PriceList {
  /** The prices of each key, the latest day first; of two on the same day, the later line first. */
  readonly #prices = new Map<string, Price[]>();
  /** The days that prices hold from, the latest first. */
  readonly #changes: readonly Day[];
  /** What was found last: years of days are asked for one after the other. */
  #known: Stretch | undefined;

  constructor(prices: readonly Price[]) {
    const latestFirst = [...prices].reverse().sort((a, b) => Number(a.day < b.day) - Number(a.day > b.day));
    for (const price of latestFirst) {
      const list = this.#prices.get(price.key);
      if (list) list.push(price);
      else this.#prices.set(price.key, [price]);
    }
    this.#changes = latestFirst.map(({ day }) => day);
  }

  /** The price in force on a day; undefined when none is known: nothing is priced with another date's price. */
  priceOn(key: string, day: Day): number | undefined {
    return this.inForceOn(key, day)?.price;
  }

  /** The price in force on a day, with the day that it holds from. */
  inForceOn(key: string, day: Day): Price | undefined {
    if (!this.#known?.has(day)) this.#known = this.#stretchOf(day);
    const { found } = this.#known;
    let price = found.get(key);
    if (price === undefined) {
      const isFor = this.#isFor(day);
      price = this.#prices.get(key)?.find((each) => each.day <= day && isFor(each)) ?? NONE;
      found.set(key, price);
    }
    return price === NONE ? undefined : price;
  }

  /** The days around a day that have the same prices. */
  #stretchOf(day: Day): Stretch {
    const place = this.#changes.findIndex((each) => each <= day);
    const next = place < 0 ? this.#changes.at(-1) : this.#changes[place - 1];
    return new Stretch(this.#changes[place], next);
  }

  /** All prices of a key, the latest day first, one a day. */
  pricesOf(key: string): readonly Price[] {
    const own = this.#prices.get(key)?.filter((price) => this.#isFor(price.day)(price)) ?? [];
    return own.filter(({ day }, i) => own[i - 1]?.day !== day);
  }

  /** The subscription of a contract on a day: the own one may have a price of its own, whatever it is called. */
  subscriptionOn(day: Day, contract: string | undefined): Price | undefined {
    const own = this.inForceOn(SUBSCRIPTION_KEY, day);
    return own ?? (contract === undefined ? undefined : this.inForceOn(subscriptionKeyOf(contract), day));
  }

  /** Whether some own subscription is given, or the power that it depends on. */
  get hasSubscription(): boolean {
    return this.has(SUBSCRIPTION_KEY) || this.has(POWER_KEY);
  }

  /** The subscribed power of a day, kVA. */
  powerOn(day: Day): number | undefined {
    return this.#prices.get(POWER_KEY)?.find((power) => power.day <= day)?.price;
  }

  /** Whether a day has a price of this key for some subscribed power, and that of the home is not known. */
  needsPower(key: string, day: Day): boolean {
    const offered = this.#prices.get(key)?.some(({ day: from, kva }) => from <= day && kva !== undefined) ?? false;
    return offered && this.powerOn(day) === undefined;
  }

  get isEmpty(): boolean {
    return this.#prices.size === 0;
  }

  /** Whether any price of this key is known, whatever its day. */
  has(key: string): boolean {
    return this.#prices.has(key);
  }

  /** Whether a price is one for the subscribed power of a day. */
  #isFor(day: Day): (price: Price) => boolean {
    return ({ kva }) => kva === undefined || kva === this.powerOn(day);
  }
}
