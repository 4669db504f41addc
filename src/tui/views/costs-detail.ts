import type { Euros } from '../../energy/euros.ts';
import type { GroupReport } from '../../report/grouping.ts';
import { priceOf, unpricedKeys } from '../../report/pricing.ts';
import { type Report, reportOf } from '../../report/report.ts';
import { ESTIMATED, titleOf } from '../../report/totals.ts';
import { describeOddities, odditiesOf } from '../../report/warnings.ts';
import { formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, paragraph, seg } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { CostsPage } from '../model/log-data.ts';
import { eurosText, kwhText, NONE, percentText } from './amounts.ts';

interface Row {
  readonly label: string;
  readonly wh?: number;
  /** Before the kWh. */
  readonly sign?: string;
  readonly cost: Euros | undefined;
  readonly price?: string;
  readonly since?: string;
  readonly note?: string;
}

/** The name of the chosen row, its days, and how much of them is known. */
export function detailTitle(lang: Lang, report: Report, group: GroupReport, width: number): Line {
  const t = views[lang].costs;
  const { name, from, to, coverage, maximumVa } = group;
  const odd = odditiesOf(report, group).length;
  const parts = [
    ...(odd > 0 ? [views[lang].oddities(odd)] : []),
    ...(name.by === 'day' ? [] : [t.span(from, to)]),
    t.covered(percentText(lang, coverage)),
    ...(maximumVa === undefined ? [] : [t.peak(formatUnit(lang, maximumVa, 'VA'))]),
  ];
  const words = t.name(name);
  while (parts.length > 0 && words.length + parts.join(' · ').length + 5 > width) parts.pop();
  return [seg(words, 'title'), ...parts.map((part, i) => seg(` · ${part}`, odd > 0 && i === 0 ? 'warning' : 'plain'))];
}

/** The chosen row by its periods with the prices in force at its end; injection and subscription apart. */
export function detailRows(
  lang: Lang,
  { prices }: Pick<CostsPage, 'prices'>,
  report: Report,
  group: GroupReport,
  width: number,
): Line[] {
  const t = views[lang].costs;
  const priced = (key: string, unit: string, decimals: number): Pick<Row, 'price' | 'since'> => {
    const price = priceOf(key, group.to, prices, report.calendar?.indexNames[key]);
    if (!price) return { price: NONE };
    return { price: formatUnit(lang, price.price, unit, decimals), since: formatShortDay(lang, price.day) };
  };
  const rows: Row[] = group.periods.map((part) => ({
    ...{ label: titleOf(part), wh: part.wh, cost: part.cost },
    ...priced(part.key, t.perKwh, 4),
  }));
  if (group.injectedWh > 0) {
    const { injectedWh: wh, revenue: cost, injectionEstimated } = group;
    const mark = injectionEstimated ? { sign: ESTIMATED, note: t.estimated } : {};
    rows.push({ label: views[lang].injected, wh, cost, ...mark, ...priced('INJECTION', t.perKwh, 4) });
  }
  if (prices.has('ABO')) {
    const { subscription: cost } = reportOf([], { from: group.from, to: group.to, prices });
    rows.push({ label: t.subscription, cost, note: t.apart, ...priced('ABO', t.perMonth, 2) });
  }
  const columns: Column<Row>[] = [
    { title: '', rank: 0, left: true, cell: ({ label }) => label },
    { title: 'kWh', rank: 0, cell: ({ wh, sign = '' }) => (wh === undefined ? '' : sign + kwhText(lang, wh)) },
    { title: '€', rank: 0, style: 'value', cell: ({ cost }) => eurosText(lang, cost) },
    { title: t.price, rank: 1, cell: ({ price = '' }) => price },
    { title: t.since, rank: 2, left: true, cell: ({ since = '' }) => since },
    { title: '', rank: 3, left: true, cell: ({ note = '' }) => seg(note, 'dim') },
  ];
  const table = tabulate(columns, rows, width);
  const odd = describeOddities(report, group, lang).flatMap((text) => paragraph(text, width, 'warning'));
  return [table.head, ...table.rows, ...hints(lang, group, width), ...odd];
}

/** The prices that are missing, in one line that names the file they belong in. */
function hints(lang: Lang, group: GroupReport, width: number): Line[] {
  const missing = unpricedKeys(group);
  return missing.length === 0 ? [] : paragraph(views[lang].missingPrice(missing.join(', ')), width, 'warning');
}
