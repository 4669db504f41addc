import { type Euros, eurosOf, plus, toCent } from '../energy/euros.ts';
import type { GroupReport } from './grouping.ts';
import { unpricedKeys } from './pricing.ts';
import type { Report } from './report.ts';
import type { Totals } from './totals.ts';

/**
 * What a span comes to, all taxes included: energy + subscription − injection. As on an invoice the amounts are rounded
 * to the cent first and added then, so that those that are shown add up.
 */
export interface Bill {
  /** Undefined when a part of it is not known. */
  readonly net: Euros | undefined;
  /** The net of what is known, whatever is missing; undefined when nothing is known. */
  readonly known: Euros | undefined;
  /** What has no price, as tariffs.conf names it: keys of periods, INJECTION, ABO. */
  readonly missing: readonly string[];
}

/** What a bill is made of. */
export type Billed = Pick<Totals, 'periods' | 'cost' | 'injectedWh' | 'revenue'> & Pick<GroupReport, 'subscription'>;

export function billOf({ periods, cost, injectedWh, revenue, subscription }: Billed): Bill {
  const missing = [...unpricedKeys({ periods, revenue }), ...(subscription === undefined ? ['ABO'] : [])];
  const shown = (amount: Euros | undefined): Euros | undefined => (amount === undefined ? undefined : toCent(amount));
  const paid = plus(shown(cost), shown(subscription));
  const net = plus(paid, revenue === undefined ? undefined : -toCent(revenue));
  if (net !== undefined) return { net, known: net, missing };
  // Of an energy that is known in part, its periods are shown.
  const used = periods.filter(({ wh, cost: own }) => wh > 0 && own !== undefined);
  const energy = shown(cost) ?? eurosOf(used, (part) => shown(part.cost)) ?? 0n;
  const isKnown = used.length > 0 || subscription !== undefined || (injectedWh > 0 && revenue !== undefined);
  const known = energy + (shown(subscription) ?? 0n) - (shown(revenue) ?? 0n);
  return { net: undefined, known: isKnown ? known : undefined, missing };
}

/** Of all days of a report. */
export const billOfReport = ({ periods, total, injected, subscription }: Report): Bill =>
  billOf({ periods, cost: total.cost, injectedWh: injected.wh, revenue: injected.revenue, subscription });
