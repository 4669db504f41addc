import type { Euros } from '../../energy/euros.ts';
import { SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import type { GroupReport } from '../../report/grouping.ts';
import { priceOf, unpricedKeys } from '../../report/pricing.ts';
import type { Report } from '../../report/report.ts';
import { ESTIMATED, type PeriodTotal, titleOf } from '../../report/totals.ts';
import { describeOddities, odditiesOf } from '../../report/warnings.ts';
import { type YearBefore, yearBefore } from '../../report/year-before.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Day } from '../../time/local.ts';
import { type Line, paragraph, seg } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { CostsPage } from '../model/log-data.ts';
import { changeShare, eurosText, kwhText, NONE, percentText } from './amounts.ts';
import { meanPower, meanPrice } from './energy-columns.ts';

interface Row {
  readonly label: string;
  readonly wh?: number;
  /** Before the kWh. */
  readonly sign?: string;
  readonly cost: Euros | undefined;
  /** Of the energy, of the cost: fractions of the total. */
  readonly shareWh?: number | undefined;
  readonly shareCost?: number | undefined;
  readonly price?: string;
  readonly since?: string;
  readonly meanW?: number | undefined;
  readonly before?: Pick<PeriodTotal, 'wh' | 'cost'> | undefined;
  readonly change?: number | undefined;
  readonly note?: string;
}

/** From this width on a total says more than the row of the list. */
const WIDE = 100;

/** What the detail is of: a row of the list, or the bar under the cursor. */
export interface Detailed {
  readonly page: Pick<CostsPage, 'prices'>;
  readonly report: Report;
  readonly group: GroupReport;
  /** Its sums stand in the list too. */
  readonly isListed: boolean;
  readonly today: Day;
  /** ms since 1970 UTC */
  readonly now: number;
}

/** The name of what is shown, its days, and how much of them is known. */
export function detailTitle(lang: Lang, { report, group }: Detailed, width: number): Line {
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

/** It by its periods with the prices in force at its end, their total, injection and subscription apart. */
export function detailRows(lang: Lang, detailed: Detailed, width: number): Line[] {
  const { report, group } = detailed;
  const rows = rowsOf(lang, detailed, width >= WIDE || !detailed.isListed);
  const hasPast = rows.some(({ before: then }) => then !== undefined);
  const table = tabulate(columnsIn(lang, hasPast), rows, width);
  const odd = describeOddities(report, group, lang).flatMap((text) => paragraph(text, width, 'warning'));
  return [table.head, ...table.rows, ...hints(lang, group, width), ...odd];
}

function rowsOf(lang: Lang, { page: { prices }, report, group, today, now }: Detailed, hasTotal: boolean): Row[] {
  const t = views[lang].costs;
  const past = yearBefore(report, group, today);
  const priced = (key: string, unit: string, decimals: number): Pick<Row, 'price' | 'since'> => {
    const price = priceOf(key, group.to, prices, report.calendar?.indexNames[key]);
    if (!price) return { price: NONE };
    return { price: formatUnit(lang, price.price, unit, decimals), since: formatShortDay(lang, price.day) };
  };
  const rows: Row[] = group.periods.map((part) => ({
    ...{ label: titleOf(part), wh: part.wh, cost: part.cost },
    ...{ shareWh: shareOf(part.wh, group.wh), shareCost: shareOf(part.cost, group.cost) },
    ...priced(part.key, t.perKwh, 4),
    ...before(past, part.key),
  }));
  if (rows.length > 1 && hasTotal)
    rows.push({ label: views[lang].total, wh: group.wh, cost: group.cost, ...total(past) });
  const whole = rows.length === 1 || hasTotal ? rows.at(-1) : undefined;
  if (whole) rows[rows.length - 1] = { ...whole, ...total(past), meanW: meanPower(group, now) };
  if (group.injectedWh > 0) {
    const { injectedWh: wh, revenue: cost, injectionEstimated } = group;
    const mark = injectionEstimated ? { sign: ESTIMATED, note: t.estimated } : {};
    rows.push({ label: views[lang].injected, wh, cost, ...mark, ...priced('INJECTION', t.perKwh, 4) });
  }
  if (prices.hasSubscription) {
    const key = prices.subscriptionOn(group.to, report.contract)?.key ?? SUBSCRIPTION_KEY;
    rows.push({ label: t.subscription, cost: group.subscription, note: t.apart, ...priced(key, t.perMonth, 2) });
  }
  return rows;
}

function shareOf(part: number | Euros | undefined, whole: number | Euros | undefined): number | undefined {
  const [of, all] = [Number(part ?? Number.NaN), Number(whole ?? Number.NaN)];
  return all > 0 && of >= 0 ? of / all : undefined;
}

/** What a period, or all of them, had drawn a year before. */
const before = (past: YearBefore | undefined, key: string): Pick<Row, 'before' | 'change'> => {
  const [part, now] = [past?.before, past?.now].map((each) => each?.periods.find((period) => period.key === key));
  return part ? { before: part, change: now && part.wh > 0 ? (now.wh - part.wh) / part.wh : undefined } : {};
};
const total = (past: YearBefore | undefined): Pick<Row, 'before' | 'change'> =>
  past ? { before: past.before, change: past.share } : {};

function columnsIn(lang: Lang, hasPast: boolean): Column<Row>[] {
  const [t, p] = [views[lang].costs, costsPage[lang]];
  const past: Column<Row>[] = [
    { title: `${p.yearBefore} kWh`, rank: 8, cell: ({ before: then }) => (then ? kwhText(lang, then.wh) : '') },
    { title: '€', rank: 8, cell: ({ before: then }) => (then ? eurosText(lang, then.cost) : '') },
    { title: p.change, rank: 8, cell: ({ change }) => (change === undefined ? '' : changeShare(lang, change)) },
  ];
  const share = (of: number | undefined): string => (of === undefined ? '' : percentText(lang, of));
  return [
    { title: '', rank: 0, left: true, cell: ({ label }) => label },
    { title: 'kWh', rank: 0, cell: ({ wh, sign = '' }) => (wh === undefined ? '' : sign + kwhText(lang, wh)) },
    { title: '€', rank: 0, style: 'value', cell: ({ cost }) => eurosText(lang, cost) },
    { title: t.price, rank: 1, cell: ({ price = '' }) => price },
    { title: t.since, rank: 2, left: true, cell: ({ since = '' }) => since },
    { title: `${p.share} kWh`, rank: 5, cell: ({ shareWh }) => share(shareWh) },
    { title: `${p.share} €`, rank: 5, cell: ({ shareCost }) => share(shareCost) },
    {
      title: p.mean,
      rank: 6,
      cell: ({ wh = 0, cost, note }) => (wh > 0 && note === undefined ? meanPrice(lang, { wh, cost }) : ''),
    },
    {
      title: p.meanPower,
      rank: 7,
      cell: ({ meanW }) => (meanW === undefined ? '' : formatUnit(lang, Math.round(meanW), 'W')),
    },
    ...(hasPast ? past : []),
    { title: '', rank: 3, left: true, cell: ({ note = '' }) => seg(note, 'dim') },
  ];
}

/** The prices that are missing, in one line that names the file they belong in. */
function hints(lang: Lang, group: GroupReport, width: number): Line[] {
  const missing = unpricedKeys(group);
  return missing.length === 0 ? [] : paragraph(views[lang].missingPrice(missing.join(', ')), width, 'warning');
}
