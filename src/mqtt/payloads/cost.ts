import { type Euros, inCents } from '../../energy/euros.ts';
import type { PriceList } from '../../energy/prices.ts';
import type { SampleMessage } from '../../feed/messages.ts';
import { keyOfPeriod } from '../../meter/contract.ts';
import { priceOf } from '../../report/sums/pricing.ts';
import { type Day, isoOf, startOfDay } from '../../time/local.ts';
import { inSeconds } from './measures.ts';

/** What the logs say of a day so far; undefined where a price is missing, or there is no line yet. */
export interface DayMoney {
  readonly day: Day;
  readonly cost: Euros | undefined;
  readonly revenue: Euros | undefined;
}

/**
 * The topic `cost`: €/kWh that hold on the day, and euros of the energy since its midnight. A price that is not known is
 * null, never 0; so is the sum that it is missing in.
 * @param keys of the indexes that the home has
 * @param injects also what injection pays
 */
export function costOf(
  sample: SampleMessage,
  { day, cost, revenue }: DayMoney,
  {
    prices,
    keys,
    injects,
  }: { readonly prices: PriceList; readonly keys: readonly string[]; readonly injects: boolean },
): object {
  const priceFor = (key: string): number | null => priceOf(key, day, prices, sample.indexNames?.[key])?.price ?? null;
  const running = runningKey(sample);
  return {
    now: running === undefined ? null : priceFor(running),
    price: Object.fromEntries([...keys, ...(injects ? ['INJECTION'] : [])].map((key) => [key, priceFor(key)])),
    today: cost === undefined ? null : inCents(cost),
    ...(injects ? { revenue: revenue === undefined ? null : inCents(revenue) } : {}),
    since: inSeconds(isoOf(startOfDay(day))),
  };
}

/** The key of the index that counts now; a supplier's period is known by what it is called. */
function runningKey({ period, indexes, indexNames = {} }: SampleMessage): string | undefined {
  if (period === undefined) return undefined;
  const key = keyOfPeriod(period);
  if (Object.hasOwn(indexes, key)) return key;
  const named = Object.keys(indexes).filter((each) => indexNames[each] === period);
  return named.length === 1 ? named[0] : undefined;
}
