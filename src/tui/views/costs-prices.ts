import { type PriceList, SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import { priceOf } from '../../report/sums/pricing.ts';
import type { Report } from '../../report/sums/report.ts';
import { titleOf } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Day } from '../../time/local.ts';
import { type Line, seg } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';

interface Row {
  readonly label: string;
  readonly now: string;
  readonly since: string;
  readonly before: readonly string[];
}

/** Earlier prices of a key that are shown, at most. */
const MAX_BEFORE = 3;

/** Every price that counts here: what is in force today with its date, then what was before. */
export function priceRows(lang: Lang, report: Report, prices: PriceList, today: Day, width: number): Line[] {
  const [t, p] = [views[lang], costsPage[lang]];
  const rowOf = (label: string, own: string, unit: string, decimals: number, name?: string): Row => {
    const key = priceOf(own, today, prices, name)?.key ?? own;
    const begun = prices.pricesOf(key).filter(({ day }) => day <= today);
    const [now, ...before] = begun;
    const amount = (price: number): string => formatUnit(lang, price, unit, decimals);
    return {
      label,
      now: now ? amount(now.price) : p.noPrice,
      since: now ? formatShortDay(lang, now.day) : '',
      before: before.slice(0, MAX_BEFORE).map(({ price, day }) => p.since(amount(price).replace(/\u00a0.*/, ''), day)),
    };
  };
  const subscription = prices.subscriptionOn(today, report.contract);
  const rows = [
    ...report.periods.map((part) => rowOf(titleOf(part), part.key, t.costs.perKwh, 4, part.name)),
    ...(report.injected.wh > 0 ? [rowOf(t.injected, 'INJECTION', t.costs.perKwh, 4)] : []),
    rowOf(p.subscription, subscription?.key ?? SUBSCRIPTION_KEY, t.costs.perMonth, 2),
  ];
  const columns: Column<Row>[] = [
    { title: '', rank: 0, left: true, cell: ({ label }) => label },
    { title: p.inForce, rank: 0, cell: ({ now }) => (now === p.noPrice ? seg(now, 'warning') : seg(now, 'value')) },
    { title: t.costs.since, rank: 1, left: true, cell: ({ since }) => since },
    ...Array.from(
      { length: MAX_BEFORE },
      (_, i): Column<Row> => ({
        title: i === 0 ? p.before : '',
        rank: 2 + i,
        left: true,
        cell: ({ before }) => seg(before[i] ?? '', 'dim'),
      }),
    ),
  ];
  const { head, rows: lines } = tabulate(columns, rows, width);
  return [head, ...lines];
}
