import { dayOfMonthly, type Euros, energyCost } from '../../energy/euros.ts';
import { POWER_KEY, type Price, type PriceList, SUBSCRIPTION_KEY, subscriptionKeyOf } from '../../energy/prices.ts';
import { tariffKeyOf } from '../../meter/contract.ts';
import { type Day, daysOfMonth, type Month, monthOf, yearOf } from '../../time/local.ts';
import type { CalendarByDay } from '../days/calendars.ts';
import type { Span } from '../days/dates.ts';
import { AmountSum } from './amount.ts';
import type { Totals } from './totals.ts';

/**
 * What an energy costs at the price of its day; nothing costs nothing, whatever the price.
 * @param name what a supplier's calendar calls the index
 */
export function priced(wh: number, key: string, day: Day, prices: PriceList, name?: string): Euros | undefined {
  if (wh === 0) return 0n;
  const price = priceOf(key, day, prices, name)?.price;
  return price === undefined ? undefined : energyCost(wh, price);
}

/** The price of an index on a day: its own, else that of HC or HP where its name says so. */
export const priceOf = (key: string, day: Day, prices: PriceList, name?: string): Price | undefined =>
  prices.inForceOn(key, day) ?? prices.inForceOn(tariffKeyOf(key, name), day);

/**
 * What each of some days pays of the monthly subscription; undefined where its price is not known.
 * @param contractOn the contract of a day
 */
export function subscriptionsOf(
  days: readonly Day[],
  prices: PriceList,
  contractOn: (day: Day) => string | undefined,
): ReadonlyMap<Day, Euros | undefined> {
  const subscriptions = new Map<Day, Euros | undefined>();
  // Days of one month at one price pay the same.
  let known:
    | { readonly month: Month; readonly price: Price | undefined; readonly euros: Euros | undefined }
    | undefined;
  for (const day of days) {
    const price = prices.subscriptionOn(day, contractOn(day));
    const month = monthOf(day);
    if (known?.month !== month || known.price !== price) known = { month, price, euros: dayOfSubscription(day, price) };
    subscriptions.set(day, known.euros);
  }
  return subscriptions;
}

/** What days pay together; of some that are not known, the part that is. */
export function subscriptionOf(days: Iterable<Euros | undefined>): {
  readonly subscription: Euros | undefined;
  readonly subscriptionPart?: Euros;
} {
  const sum = new AmountSum();
  for (const each of days) sum.add(each);
  return { subscription: sum.exact, ...(sum.part === undefined ? {} : { subscriptionPart: sum.part }) };
}

/** A day's part of a monthly price. */
export const dayOfSubscription = (day: Day, monthly: Price | undefined): Euros | undefined =>
  monthly && dayOfMonthly(monthly.price, daysOfMonth(Number(yearOf(day)), Number(day.slice(5, 7))));

/** Energy of these days has no price. */
export interface MissingPrice extends Span {
  readonly kind: 'noPrice';
  readonly key: string;
  /** What a supplier's calendar calls the index. */
  readonly name?: string | undefined;
}

/** What is to be given where a key has no price on a day: the subscribed power, where one is offered for some power. */
export const lackingKey = (key: string, day: Day, prices: PriceList): string =>
  prices.needsPower(key, day) ? POWER_KEY : key;

/**
 * The keys whose price is missing on a day that needs it; the subscribed power, where it depends on that. A subscription is
 * missing only where some price of it is given, or depends on the power.
 * @param subscriptions of the days that have begun
 * @param contractOn the contract of a day
 */
export function missingPrices(
  days: readonly (Totals & { readonly day: Day })[],
  subscriptions: ReadonlyMap<Day, Euros | undefined>,
  {
    prices,
    calendars,
    contractOn = () => undefined,
  }: {
    readonly prices: PriceList;
    readonly calendars?: CalendarByDay | undefined;
    readonly contractOn?: (day: Day) => string | undefined;
  },
): MissingPrice[] {
  const missing = new Map<string, { readonly from: Day; to: Day; name: string | undefined }>();
  const note = (lacking: string, day: Day): void => {
    const key = lackingKey(lacking, day, prices);
    const name = calendars?.get(day)?.indexNames[key];
    const known = missing.get(key);
    if (known) {
      known.to = day;
      known.name = name;
    } else missing.set(key, { from: day, to: day, name });
  };
  for (const { day, periods, cost, revenue } of days) {
    if (cost === undefined) for (const part of periods) if (part.cost === undefined) note(part.key, day);
    if (revenue === undefined) note('INJECTION', day);
  }
  for (const [day, subscription] of subscriptions) {
    if (subscription !== undefined) continue;
    const contract = contractOn(day);
    const own = contract === undefined ? SUBSCRIPTION_KEY : subscriptionKeyOf(contract);
    if (prices.needsPower(own, day)) note(own, day);
    else if (prices.hasSubscription) note(SUBSCRIPTION_KEY, day);
  }
  return [...missing].map(([key, { from, to, name }]) => ({
    kind: 'noPrice',
    key,
    ...(name ? { name } : {}),
    from,
    to,
  }));
}

/** The keys of totals that have no price, as tariffs.conf names them. */
export const unpricedKeys = ({ periods, revenue }: Pick<Totals, 'periods' | 'revenue'>): string[] => [
  ...periods.flatMap(({ key, cost }) => (cost === undefined ? [key] : [])),
  ...(revenue === undefined ? ['INJECTION'] : []),
];

/** One span for each key, of several. A price holds for ever once it is given: the days without one are the first ones. */
export function mergedByKey(missing: readonly MissingPrice[]): MissingPrice[] {
  const spans = new Map<string, MissingPrice>();
  for (const each of missing) spans.set(each.key, { ...each, from: spans.get(each.key)?.from ?? each.from });
  return [...spans.values()];
}
