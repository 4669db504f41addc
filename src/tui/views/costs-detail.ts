import { type Euros, inCents } from '../../energy/euros.ts';
import { SUBSCRIPTION_KEY } from '../../energy/prices.ts';
import { type YearBefore, yearBefore } from '../../report/outlook/year-before.ts';
import { describeOddities, odditiesOf } from '../../report/output/warnings.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import { meanWatts } from '../../report/sums/mean-power.ts';
import { priceOf, unpricedKeys } from '../../report/sums/pricing.ts';
import { ESTIMATED, titleOf } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatNumber, formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { daysBetween } from '../../time/local.ts';
import { type Line, paragraph, seg } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import { changeShare, eurosText, kwhText, NONE, percentText } from './amounts.ts';
import { billRows, withNet } from './costs-bill.ts';
import type { Detailed, DetailRow } from './costs-row.ts';
import { meanPrice } from './energy-columns.ts';

/** From this width on a total says more than the row of the list. */
const WIDE = 100;

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

/**
 * It by its periods with the prices in force at its end, their total, injection and subscription, and what the bill comes to.
 * @param isTall the bill has rows of its own; else it stands beside the subscription
 */
export function detailRows(lang: Lang, detailed: Detailed, width: number, isTall: boolean): Line[] {
  const { report, group, today } = detailed;
  const past = yearBefore(report, group, today);
  const energies = rowsOf(lang, detailed, past, width >= WIDE || !detailed.isListed);
  const rows = isTall ? [...energies, ...billRows(lang, detailed, past)] : withNet(lang, energies, group);
  const table = tabulate(columnsIn(lang, group, past), rows, width);
  const odd = describeOddities(report, group, lang).flatMap((text) => paragraph(text, width, 'warning'));
  return [table.head, ...table.rows, ...hints(lang, group, width), ...odd];
}

function rowsOf(
  lang: Lang,
  { page: { prices }, report, group }: Detailed,
  past: YearBefore | undefined,
  hasTotal: boolean,
): DetailRow[] {
  const t = views[lang].costs;
  const priced = (key: string, unit: string, decimals: number): Pick<DetailRow, 'price' | 'since'> => {
    const price = priceOf(key, group.to, prices, report.calendar?.indexNames[key]);
    if (!price) return { price: NONE };
    return { price: formatUnit(lang, price.price, unit, decimals), since: formatShortDay(lang, price.day) };
  };
  const inPart = (part: unknown): Pick<DetailRow, 'note'> =>
    part === undefined ? {} : { note: costsPage[lang].bill.inPart };
  const rows: DetailRow[] = group.periods.map((part) => ({
    ...{ label: titleOf(part), wh: part.wh, cost: part.cost ?? part.costPart, ...inPart(part.costPart) },
    ...{ shareWh: shareOf(part.wh, group.wh), shareCost: shareOf(part.cost, group.cost) },
    ...priced(part.key, t.perKwh, 4),
    ...before(past, part.key),
  }));
  if (rows.length > 1 && hasTotal)
    rows.push({
      ...{ label: views[lang].total, wh: group.wh, cost: group.cost ?? group.costPart },
      ...{ ...inPart(group.costPart), ...total(past) },
    });
  const whole = rows.length === 1 || hasTotal ? rows.at(-1) : undefined;
  if (whole) rows[rows.length - 1] = { ...whole, ...total(past), meanW: meanWatts(group) };
  if (group.injectedWh > 0) {
    const { injectedWh: wh, revenue, revenuePart, injectionEstimated } = group;
    const cost = revenue ?? revenuePart;
    const mark = { ...inPart(revenuePart), ...(injectionEstimated ? { sign: ESTIMATED, note: t.estimated } : {}) };
    rows.push({ label: views[lang].injected, wh, cost, ...mark, ...priced('INJECTION', t.perKwh, 4) });
  }
  if (prices.hasSubscription) {
    const key = prices.subscriptionOn(group.to, report.contract)?.key ?? SUBSCRIPTION_KEY;
    rows.push({
      ...{ label: t.subscription, cost: group.subscription ?? group.subscriptionPart },
      ...{ ...inPart(group.subscriptionPart), ...priced(key, t.perMonth, 2) },
    });
  }
  return rows;
}

function shareOf(part: number | Euros | undefined, whole: number | Euros | undefined): number | undefined {
  const [of, all] = [Number(part ?? Number.NaN), Number(whole ?? Number.NaN)];
  return all > 0 && of >= 0 ? of / all : undefined;
}

/** What a period, or all of them, had drawn a year before. */
const before = (past: YearBefore | undefined, key: string): Pick<DetailRow, 'before' | 'change'> => {
  const [part, now] = [past?.before, past?.now].map((each) => each?.periods.find((period) => period.key === key));
  return part ? { before: part, change: now && part.wh > 0 ? (now.wh - part.wh) / part.wh : undefined } : {};
};
const total = (past: YearBefore | undefined): Pick<DetailRow, 'before' | 'change'> =>
  past ? { before: past.before, change: past.share } : {};

function columnsIn(lang: Lang, { from, to }: GroupReport, past: YearBefore | undefined): Column<DetailRow>[] {
  const [t, p] = [views[lang].costs, costsPage[lang]];
  const days = past && past.days < daysBetween(from, to).length ? past.days : undefined;
  const then: Column<DetailRow>[] = [
    {
      title: `${p.yearBefore(days)} kWh`,
      rank: 8,
      cell: ({ before: { wh } = {} }) => (wh === undefined ? '' : kwhText(lang, wh)),
    },
    { title: '€', rank: 8, cell: (row) => (row.before ? eurosText(lang, row.before.cost) : '') },
    { title: p.change, rank: 8, cell: ({ change }) => (change === undefined ? '' : changeShare(lang, change)) },
  ];
  const share = (of: number | undefined): string => (of === undefined ? '' : percentText(lang, of));
  return [
    { title: '', rank: 0, left: true, cell: ({ label }) => label },
    {
      title: 'kWh',
      rank: 0,
      cell: ({ wh, sign = '', isAbout }) =>
        wh === undefined ? '' : isAbout ? ESTIMATED + kwhText(lang, wh, 0) : sign + kwhText(lang, wh),
    },
    {
      title: '€',
      rank: 0,
      style: 'value',
      cell: ({ cost, isAbout }) =>
        isAbout && cost !== undefined ? ESTIMATED + formatNumber(lang, inCents(cost)) : eurosText(lang, cost),
    },
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
    ...(past ? then : []),
    { title: '', rank: 3, left: true, cell: ({ note = '' }) => seg(note, 'dim') },
  ];
}

/** The prices that are missing, in one line that names the file they belong in. */
function hints(lang: Lang, group: GroupReport, width: number): Line[] {
  const missing = unpricedKeys(group);
  return missing.length === 0 ? [] : paragraph(views[lang].missingPrice(missing.join(', ')), width, 'warning');
}
