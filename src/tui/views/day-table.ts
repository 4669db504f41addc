import type { Maximum } from '../../energy/day-steps.ts';
import type { Euros } from '../../energy/euros.ts';
import { changeText } from '../../report/outlook/compare.ts';
import { describeOddities, odditiesOf } from '../../report/output/warnings.ts';
import { meanWatts } from '../../report/sums/mean-power.ts';
import { unpricedKeys } from '../../report/sums/pricing.ts';
import { ESTIMATED, titleOf } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, paragraph, type Size } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { DayFigures } from '../model/log-data.ts';
import { duration, energyText, eurosText, hourMinute, kwhText, percentText } from './amounts.ts';
import { meanPrice } from './energy-columns.ts';

interface Row {
  readonly label: string;
  readonly wh: number;
  /** Before the kWh. */
  readonly sign?: string;
  readonly euros: Euros | undefined;
  /** The index at both midnights, Wh; its first and last line where it leapt. */
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  readonly share?: number | undefined;
  readonly meanW?: number | undefined;
  /** Of the energy drawn: injection is not. */
  readonly isPart?: boolean;
  readonly maximum?: Maximum | undefined;
  readonly baseVa?: number | undefined;
}

/** A day covered to this share counts as whole: its holes are not listed. */
const FULL = 0.995;
/** From this width on the base load is explained. */
const EXPLAINED = 110;
/** The longest holes, which are listed. */
const MAX_HOLES = 3;

/**
 * A row a period, the total, the injection; then what is odd in the log, what is missing, and the day before to compare.
 * @param room rows; where there are not enough for what is odd, its count alone
 */
export function dayRows(lang: Lang, figures: DayFigures, { width, height: room }: Size): Line[] {
  const table = tabulate(columnsIn(lang), rowsOf(lang, figures), width);
  const { report } = figures;
  const odd = describeOddities(report, report, lang).flatMap((text) => paragraph(text, width, 'warning'));
  const [prices, others] = notes(lang, figures, width);
  const rows = [table.head, ...table.rows];
  const full = [...rows, ...odd, ...prices, ...others];
  if (odd.length === 0 || rows.length + odd.length + prices.length <= room) return full;
  const count = paragraph(views[lang].oddities(odditiesOf(report, report).length), width, 'warning');
  // What is odd is told before the figures where not even its count has room after them.
  return rows.length < room ? [...rows, ...count, ...prices, ...others] : [...count, ...rows, ...prices, ...others];
}

function rowsOf(lang: Lang, { report, profile, ends }: DayFigures): Row[] {
  const { total, injected } = report;
  // A contract of many periods has a few of them in a day.
  const periods = report.periods.length <= 2 ? report.periods : report.periods.filter(({ wh }) => wh > 0);
  const rows = periods.map((part): Row => {
    const { key, wh, cost } = part;
    const { first, last, maximum, baseVa } = profile.indexes.find((index) => index.key === key) ?? {};
    const cut = ends.indexes.get(key) ?? { first: first?.wh, last: last?.wh };
    return {
      label: titleOf(part),
      wh,
      euros: cost,
      ...cut,
      share: total.wh > 0 ? wh / total.wh : undefined,
      maximum,
      baseVa,
    };
  });
  const { maximum, baseVa } = profile;
  const meanW = report.days[0] && meanWatts(report.days[0]);
  if (periods.length !== 1) rows.push({ label: views[lang].total, wh: total.wh, euros: total.cost, maximum, baseVa });
  const whole = rows.at(-1);
  if (whole) rows[rows.length - 1] = { ...whole, meanW };
  if (injected.wh > 0) {
    const sign = injected.estimated ? ESTIMATED : '';
    const { first, last } = profile.injection ?? {};
    const row = { label: views[lang].injected, sign, wh: injected.wh, euros: injected.revenue, isPart: false };
    rows.push({ ...row, first: first?.wh, last: last?.wh });
  }
  return rows;
}

function columnsIn(lang: Lang): Column<Row>[] {
  const t = views[lang];
  const index = (wh: number | undefined): string => (wh === undefined ? '' : kwhText(lang, wh));
  const va = (power: number): string => formatUnit(lang, power, 'VA');
  const timed = (peak: Maximum | undefined): string => (peak ? t.day.atClock(va(peak.va), hourMinute(peak.at)) : '');
  return [
    { title: t.period, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.day.first, rank: 4, cell: ({ first }) => index(first) },
    { title: t.day.last, rank: 4, cell: ({ last }) => index(last) },
    { title: 'kWh', rank: 0, cell: ({ wh, sign = '' }) => sign + kwhText(lang, wh) },
    { title: '€', rank: 0, style: 'value', cell: ({ euros }) => eurosText(lang, euros) },
    {
      title: costsPage[lang].share,
      rank: 6,
      cell: ({ share }) => (share === undefined ? '' : percentText(lang, share)),
    },
    {
      title: costsPage[lang].mean,
      rank: 7,
      cell: ({ wh, euros, isPart = true }) => (wh > 0 && isPart ? meanPrice(lang, { wh, cost: euros }) : ''),
    },
    {
      title: costsPage[lang].meanPower,
      rank: 5,
      cell: ({ meanW }) => (meanW === undefined ? '' : formatUnit(lang, Math.round(meanW), 'W')),
    },
    { title: t.peak, rank: 2, cell: ({ maximum }) => timed(maximum) },
    { title: t.day.base, rank: 3, cell: ({ baseVa }) => (baseVa === undefined ? '' : va(baseVa)) },
  ];
}

/** Prices that are missing; then the comparison with the day before, and what was not measured. */
function notes(lang: Lang, figures: DayFigures, width: number): [prices: Line[], others: Line[]] {
  const t = views[lang].day;
  const { report, comparison } = figures;
  const missing = unpricedKeys({ periods: report.periods, revenue: report.injected.revenue });
  const change = comparison && changeText(comparison, lang);
  const parts = [
    ...(change === undefined ? [] : [comparison?.isPartialDay ? t.comparedSoFar(change) : t.compared(change)]),
    ...coverage(lang, figures),
    ...(report.injected.estimated ? [views[lang].costs.estimated] : []),
    ...(report.ejpDaysByIndex.length > 0 ? [ejpTexts[lang].indexOnlyDay] : []),
    ...(width >= EXPLAINED ? [t.baseMeans] : []),
  ];
  return [
    missing.length > 0 ? paragraph(views[lang].missingPrice(missing.join(', ')), width, 'warning') : [],
    packed(parts, width - 2).flatMap((text) => paragraph(text, width)),
  ];
}

/** Parts side by side, as many in a row as it holds. */
function packed(parts: readonly string[], width: number): string[] {
  const rows: string[] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + part.length + 3 <= width) rows[rows.length - 1] = `${last} · ${part}`;
    else rows.push(part);
  }
  return rows.map((row) => row.charAt(0).toUpperCase() + row.slice(1));
}

/** `Relevés 98 % · sans mesure : 02:10–02:40 (30 min), et 2 de plus`, and the length of a day that is not one of 24 h. */
function coverage(lang: Lang, { report, profile, ends, span }: DayFigures): string[] {
  const t = views[lang].day;
  const share = report.days[0]?.coverage ?? 0;
  const hours = Math.round((span.to - span.from) / 3_600_000);
  const [first] = profile.periods;
  const tail = first?.period === 'PM' && !report.ejpDays.includes(report.from) ? first : undefined;
  const out = [
    t.covered(percentText(lang, share)),
    ...(hours === 24 ? [] : [t.length(hours)]),
    ...(tail ? [t.tail(hourMinute(tail.to))] : []),
  ];
  if (share >= FULL) return out;
  const longest = [...profile.holes].sort((a, b) => b.to - b.from - (a.to - a.from));
  const named = longest.slice(0, MAX_HOLES).sort((a, b) => a.from - b.from);
  const clock = (at: number): string => (at === span.to ? '24:00' : hourMinute(at));
  const list = named.map(({ from, to }) => `${clock(from)}–${clock(to)} (${duration(lang, to - from)})`);
  if (longest.length > named.length) list.push(t.more(longest.length - named.length));
  const drawn = ends.holeWh > 0 ? [t.inHoles(energyText(lang, ends.holeWh))] : [];
  return [...out, ...(list.length > 0 ? [t.holes(list.join(', ')), ...drawn] : [])];
}
