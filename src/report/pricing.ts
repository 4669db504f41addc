import { dayOfMonthly, type Euros, energyCost, eurosOf } from '../energy/euros.ts';
import type { PriceList } from '../energy/prices.ts';
import { type Day, yearOf } from '../time/local.ts';
import type { Span } from './dates.ts';
import type { Totals } from './totals.ts';

/** What an energy costs at the price of its day; nothing costs nothing, whatever the price. */
export function priced(wh: number, key: string, day: Day, prices: PriceList): Euros | undefined {
  if (wh === 0) return 0n;
  const price = prices.priceOn(key, day);
  return price === undefined ? undefined : energyCost(wh, price);
}

/** The subscription of some days: each day's part of its monthly price; undefined when one is not known. */
export function subscriptionOf(days: readonly Day[], prices: PriceList): Euros | undefined {
  if (!prices.has('ABO')) return undefined;
  return eurosOf(days, (day) => {
    const monthly = prices.priceOn('ABO', day);
    return monthly === undefined ? undefined : dayOfMonthly(monthly, daysOfMonth(day));
  });
}

const daysOfMonth = (day: Day): number =>
  new Date(Date.UTC(Number(yearOf(day)), Number(day.slice(5, 7)), 0)).getUTCDate();

/** Energy of these days has no price. */
export interface MissingPrice extends Span {
  readonly kind: 'noPrice';
  readonly key: string;
}

/**
 * The keys whose price is missing on a day that needs it. A subscription is missing only where some price of it is given.
 * @param begunDays the days that have begun
 */
export function missingPrices(
  days: readonly (Totals & { readonly day: Day })[],
  begunDays: readonly Day[],
  prices: PriceList,
): MissingPrice[] {
  const missing: MissingPrice[] = [];
  const note = (key: string, day: Day): void => void missing.push({ kind: 'noPrice', key, from: day, to: day });
  for (const { day, periods, cost, revenue } of days) {
    if (cost === undefined) for (const part of periods) if (part.cost === undefined) note(part.key, day);
    if (revenue === undefined) note('INJECTION', day);
  }
  if (prices.has('ABO')) for (const day of begunDays) if (prices.priceOn('ABO', day) === undefined) note('ABO', day);
  return mergedByKey(missing);
}

/** One span for each key. A price holds for ever once it is given: the days without one are the first ones. */
export function mergedByKey(missing: readonly MissingPrice[]): MissingPrice[] {
  const spans = new Map<string, MissingPrice>();
  for (const each of missing) spans.set(each.key, { ...each, from: spans.get(each.key)?.from ?? each.from });
  return [...spans.values()];
}
