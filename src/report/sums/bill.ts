import { type Euros, toCent } from '../../energy/euros.ts';
import { type Amount, amountOr } from './amount.ts';
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
  /** Of something that has no price on some days, the others are in it: it is of other days than another such bill. */
  readonly isUneven: boolean;
}

/** What a bill is made of. */
export type Billed = Pick<Totals, 'periods' | 'cost' | 'costPart' | 'injectedWh' | 'revenue' | 'revenuePart'> &
  Pick<GroupReport, 'subscription' | 'subscriptionPart'>;

export function billOf(billed: Billed): Bill {
  const { periods, injectedWh, revenue, subscription, subscriptionPart, revenuePart } = billed;
  const missing = [...unpricedKeys({ periods, revenue }), ...(subscription === undefined ? ['ABO'] : [])];
  const parts = [
    amountOr(billed.cost, billed.costPart),
    amountOr(subscription, subscriptionPart),
    amountOr(revenue, revenuePart),
  ] as const;
  const shown = ({ euros }: Amount): Euros => (euros === undefined ? 0n : toCent(euros));
  const sum = shown(parts[0]) + shown(parts[1]) - shown(parts[2]);
  if (missing.length === 0) return { net: sum, known: sum, missing, isUneven: false };
  const used = periods.some(({ wh, cost, costPart }) => wh > 0 && (cost ?? costPart) !== undefined);
  const isKnown = used || parts[1].euros !== undefined || (injectedWh > 0 && parts[2].euros !== undefined);
  const isUneven = [subscriptionPart, revenuePart, ...periods.map(({ costPart }) => costPart)].some(
    (part) => part !== undefined,
  );
  return { net: undefined, known: isKnown ? sum : undefined, missing, isUneven };
}

/** What a bill of all days of a report is made of. */
export const billedOf = ({ periods, total, injected, subscription, subscriptionPart }: Report): Billed => ({
  ...{ periods, cost: total.cost, costPart: total.costPart },
  ...{ injectedWh: injected.wh, revenue: injected.revenue, revenuePart: injected.revenuePart },
  ...{ subscription, subscriptionPart },
});

/** Of all days of a report. */
export const billOfReport = (report: Report): Bill => billOf(billedOf(report));
