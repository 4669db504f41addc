import { isSubscription, PRICE_KEYS, type Price } from '../../energy/prices.ts';
import type { Day } from '../../time/local.ts';
import type { State } from './state.ts';

/** The prices in force that the sheet of settings shows: those of the indexes that the meter has, else all that there are. */
export function pricesInForce({ today: read, sample }: Pick<State, 'today' | 'sample'>, today: Day): readonly Price[] {
  if (!read) return [];
  const { report, prices } = read;
  const counted = new Set([
    ...(report?.periods.map(({ key }) => key) ?? []),
    ...Object.keys(sample?.message.indexes ?? {}),
  ]);
  const subscription = prices.subscriptionOn(today, report?.contract ?? sample?.message.contract);
  const isShown = (key: string): boolean =>
    !isSubscription(key) && (counted.size === 0 || counted.has(key) || key === 'INJECTION');
  return [
    ...PRICE_KEYS.filter(isShown).flatMap((key) => prices.inForceOn(key, today) ?? []),
    ...(subscription ? [subscription] : []),
  ];
}
