import { SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import { isProjected, MIN_DAYS, type ProjectionUnit, projectionOf } from '../../report/outlook/projection.ts';
import type { YearBefore } from '../../report/outlook/year-before.ts';
import { billOf } from '../../report/sums/bill.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import { costsPage } from '../../text/costs-page.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Day } from '../../time/local.ts';
import { costText } from './amounts.ts';
import type { Detailed, DetailRow } from './costs-row.ts';

/** What the bill comes to, and will probably come to in the end while it runs. */
export function billRows(
  lang: Lang,
  { page: { prices }, report, group, today, now }: Detailed,
  past: YearBefore | undefined,
): DetailRow[] {
  const { net, inPart, withoutSubscription, projection } = costsPage[lang].bill;
  const bill = billOf(group);
  const isPartial = bill.net === undefined && bill.known !== undefined;
  // A line below names the other prices that are missing.
  const hasNone = bill.missing.includes(SUBSCRIPTION_KEY) && group.subscriptionPart === undefined;
  const note = hasNone ? withoutSubscription : inPart;
  const then = past && billOf(past.before).net;
  const rows: DetailRow[] = [
    {
      ...{ label: net, cost: bill.known, ...(isPartial ? { note } : {}) },
      ...(then === undefined ? {} : { before: { cost: then } }),
    },
  ];
  const unit = unitOf(group, today);
  const projected = unit && projectionOf(report, unit, { prices, now });
  if (!projected) return rows;
  if (!isProjected(projected)) {
    const note = projected.why === 'days' ? projection.tooFew(MIN_DAYS[projected.unit]) : projection.noEjpDay;
    return [...rows, { label: projection.label, cost: undefined, note }];
  }
  const { totals, seen } = projected;
  const { known } = billOf(totals);
  return [
    ...rows,
    { label: projection.label, isAbout: true, wh: totals.wh, cost: known, note: projection.basis(seen) },
  ];
}

/** What a group is while it runs, where that can be projected to its end. */
function unitOf({ name, to }: GroupReport, today: Day): ProjectionUnit | undefined {
  if (to < today) return undefined;
  if (name.by === 'season') return name.of === 'winter' ? 'season' : undefined;
  return name.by === 'month' || name.by === 'year' ? name.by : undefined;
}

/** The net beside the subscription, which is the last row. */
export function withNet(lang: Lang, rows: readonly DetailRow[], group: GroupReport): DetailRow[] {
  const { net } = billOf(group);
  const last = rows.at(-1);
  if (net === undefined || !last || last.label !== views[lang].costs.subscription) return [...rows];
  return [...rows.slice(0, -1), { ...last, note: costsPage[lang].bill.netBeside(costText(lang, net)) }];
}
