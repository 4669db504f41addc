import type { GroupReport } from '../../report/grouping.ts';
import { reportOf } from '../../report/report.ts';
import { formatNumber, formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, seg, wrapped } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { CostsPage } from '../model/log-data.ts';
import { percentText } from './costs-table.ts';
import { NONE } from './view-model.ts';

interface Row {
  readonly label: string;
  readonly wh?: number;
  readonly cost: number | undefined;
  readonly price?: string | undefined;
  readonly since?: string | undefined;
  readonly note?: string | undefined;
}

/** The name of the chosen row, its days, and how much of them is known. */
export function detailTitle(lang: Lang, { name, from, to, coverage, maximumVa }: GroupReport, width: number): Line {
  const t = views[lang].costs;
  const parts = [
    ...(name.by === 'day' ? [] : [t.span(from, to)]),
    t.covered(percentText(lang, coverage)),
    ...(maximumVa === undefined ? [] : [t.peak(formatUnit(lang, maximumVa, 'VA'))]),
  ];
  const words = t.name(name);
  while (parts.length > 0 && words.length + parts.join(' · ').length + 5 > width) parts.pop();
  return [seg(words, 'title'), ...parts.map((part) => seg(` · ${part}`))];
}

/** The chosen row by its periods with the prices in force at its end; injection and subscription apart. */
export function detailRows(lang: Lang, page: CostsPage, group: GroupReport, width: number): Line[] {
  const t = views[lang].costs;
  const { prices } = page;
  const priced = (key: string, unit: string, decimals: number): Pick<Row, 'price' | 'since'> => {
    const price = prices.inForceOn(key, group.to);
    if (!price) return { price: NONE };
    return {
      price: formatUnit(lang, price.price, unit, decimals),
      since: formatShortDay(lang, price.day),
    };
  };
  const { subscription } = reportOf([], { from: group.from, to: group.to, prices });
  const rows: Row[] = [
    ...group.periods.map(({ period, key, wh, cost }) => ({ label: period, wh, cost, ...priced(key, t.perKwh, 4) })),
    ...(group.injectedWh > 0
      ? [
          {
            label: views[lang].injected,
            wh: group.injectedWh,
            cost: group.revenue,
            note: group.injectionEstimated ? t.estimated : undefined,
            ...priced('INJECTION', t.perKwh, 4),
          },
        ]
      : []),
    ...(prices.has('ABO')
      ? [{ label: t.subscription, cost: subscription, note: t.apart, ...priced('ABO', t.perMonth, 2) }]
      : []),
  ];
  const columns: Column<Row>[] = [
    { title: '', rank: 0, left: true, cell: ({ label }) => label },
    {
      title: 'kWh',
      rank: 0,
      cell: ({ wh }) => (wh === undefined ? '' : formatNumber(lang, wh / 1000, 3)),
    },
    {
      title: '€',
      rank: 0,
      style: 'value',
      cell: ({ cost }) => (cost === undefined ? NONE : formatNumber(lang, cost, 2)),
    },
    { title: t.price, rank: 1, cell: ({ price }) => price ?? '' },
    { title: t.since, rank: 2, left: true, cell: ({ since }) => since ?? '' },
    { title: '', rank: 3, left: true, cell: ({ note }) => seg(note ?? '', 'dim') },
  ];
  const table = tabulate(columns, rows, width);
  return [table.head, ...table.rows, ...hints(lang, group, width)];
}

/** The prices that are missing, in one line that names the file they belong in. */
function hints(lang: Lang, { periods, revenue }: GroupReport, width: number): Line[] {
  const missing = periods.flatMap(({ key, cost }) => (cost === undefined ? [key] : []));
  if (revenue === undefined) missing.push('INJECTION');
  if (missing.length === 0) return [];
  return wrapped(views[lang].missingPrice(missing.join(', ')), width - 2).map((text) => [seg(` ${text}`, 'warning')]);
}
