import type { Maximum } from '../../energy/day-steps.ts';
import type { IndexSample } from '../../energy/index-track.ts';
import { changeText } from '../../report/compare.ts';
import type { IndexProfile } from '../../report/profile.ts';
import { formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { clockOf } from '../../time/local.ts';
import { type Line, type Style, seg, wrapped } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { DayFigures } from '../model/log-data.ts';
import { percentText } from './costs-table.ts';
import { duration, NONE } from './view-model.ts';

interface Row {
  readonly label: string;
  readonly wh: number;
  readonly euros: number | undefined;
  readonly index?: { readonly first: IndexSample; readonly last: IndexSample } | undefined;
  readonly peak?: Maximum | undefined;
  readonly base?: number | undefined;
}

/** A day covered to this share counts as whole: its holes are not listed. */
const FULL = 0.995;
/** The longest holes, which are listed. */
const MAX_HOLES = 3;

/** A row a period, the total, the injection; then what is missing, and the day before to compare. */
export function dayRows(lang: Lang, figures: DayFigures, width: number): Line[] {
  const { report, profile } = figures;
  const of = (key: string): Partial<IndexProfile> => profile.indexes.find((index) => index.key === key) ?? {};
  // A contract of many periods has a few of them in a day.
  const periods = report.periods.length <= 2 ? report.periods : report.periods.filter(({ wh }) => wh > 0);
  const rows: Row[] = [
    ...periods.map(({ period, key, wh, cost }): Row => {
      const { first, last, maximum: peak, baseVa: base } = of(key);
      return { label: period, wh, euros: cost, index: first && last && { first, last }, peak, base };
    }),
    {
      label: views[lang].total,
      wh: report.total.wh,
      euros: report.total.cost,
      peak: profile.maximum,
      base: profile.baseVa,
    },
    ...(report.injected.wh > 0
      ? [
          {
            label: views[lang].injected,
            wh: report.injected.wh,
            euros: report.injected.revenue,
            index: profile.injection,
          },
        ]
      : []),
  ];
  const shown = periods.length === 1 ? rows.filter(({ label }) => label !== views[lang].total) : rows;
  const table = tabulate(columnsIn(lang), shown, width);
  return [table.head, ...table.rows, ...notes(lang, figures, width)];
}

function columnsIn(lang: Lang): Column<Row>[] {
  const t = views[lang];
  const kwh = (wh: number | undefined): string => (wh === undefined ? '' : formatNumber(lang, wh / 1000, 3));
  const va = (power: number | undefined): string => (power === undefined ? '' : formatUnit(lang, power, 'VA'));
  return [
    { title: t.period, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.day.first, rank: 4, cell: ({ index }) => kwh(index?.first.wh) },
    { title: t.day.last, rank: 4, cell: ({ index }) => kwh(index?.last.wh) },
    { title: 'kWh', rank: 0, cell: ({ wh }) => kwh(wh) },
    {
      title: '€',
      rank: 0,
      style: 'value',
      cell: ({ euros }) => (euros === undefined ? NONE : formatNumber(lang, euros, 2)),
    },
    {
      title: t.peak,
      rank: 2,
      cell: ({ peak }) => (peak ? t.day.atClock(va(peak.va), clockOf(peak.at).slice(0, 5)) : ''),
    },
    { title: t.day.base, rank: 3, cell: ({ base }) => va(base) },
  ];
}

/** Prices that are missing, the comparison with the day before, and what was not measured. */
function notes(lang: Lang, figures: DayFigures, width: number): Line[] {
  const t = views[lang].day;
  const { report, comparison, damaged } = figures;
  const missing = report.warnings.flatMap((warning) =>
    warning.kind === 'noPrice' && warning.key !== 'ABO' ? [warning.key] : [],
  );
  const change = comparison && changeText(comparison, lang);
  const parts = [
    ...(change === undefined ? [] : [comparison?.isPartialDay ? t.comparedSoFar(change) : t.compared(change)]),
    ...coverage(lang, figures),
    ...(damaged > 0 ? [t.damaged(damaged)] : []),
  ];
  const rowsOf = (text: string, style: Style): Line[] =>
    wrapped(text, width - 2).map((part) => [seg(` ${part}`, style)]);
  return [
    ...(missing.length > 0 ? rowsOf(views[lang].missingPrice(missing.join(', ')), 'warning') : []),
    ...packed(parts, width - 2).flatMap((text) => rowsOf(text, 'plain')),
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
function coverage(lang: Lang, { report, profile, span }: DayFigures): string[] {
  const t = views[lang].day;
  const share = report.days[0]?.coverage ?? 0;
  const hours = Math.round((span.to - span.from) / 3_600_000);
  const [first] = profile.periods;
  const tail = first?.period === 'PM' && !report.ejpDays.includes(report.from) ? first : undefined;
  const out = [
    t.covered(percentText(lang, share)),
    ...(hours === 24 ? [] : [t.length(hours)]),
    ...(tail ? [t.tail(clockOf(tail.to).slice(0, 5))] : []),
  ];
  if (share >= FULL) return out;
  const longest = [...profile.holes].sort((a, b) => b.to - b.from - (a.to - a.from));
  const named = longest.slice(0, MAX_HOLES).sort((a, b) => a.from - b.from);
  const clock = (at: number): string => (at === span.to ? '24:00' : clockOf(at).slice(0, 5));
  const list = named.map(({ from, to }) => `${clock(from)}–${clock(to)} (${duration(lang, to - from)})`);
  if (longest.length > named.length) list.push(t.more(longest.length - named.length));
  return [...out, ...(list.length > 0 ? [t.holes(list.join(', '))] : [])];
}
