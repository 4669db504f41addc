import type { Colour } from '../../meter/tempo.ts';
import type { Grouping, GroupReport } from '../../report/grouping.ts';
import type { Report } from '../../report/report.ts';
import type { PeriodTotal } from '../../report/totals.ts';
import { formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { blank, type Line, type Segment, type Style, seg, widthOf } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import { TEMPO_SIGNS } from './tempo-signs.ts';
import { NONE } from './view-model.ts';

/** One row of the costs; the total has no coverage and no peak. */
export interface EnergyRow extends Pick<GroupReport, 'periods' | 'wh' | 'cost' | 'injectedWh' | 'revenue'> {
  readonly label: string;
  readonly coverage?: number;
  readonly maximumVa?: number | undefined;
}

export interface CostTableOptions {
  readonly lang: Lang;
  readonly by: Grouping;
  readonly report: Report;
  readonly shown: readonly GroupReport[];
  /** All rows of the list: the bars have one scale. */
  readonly groups: readonly GroupReport[];
  readonly width: number;
}

/** A narrower bar shows nothing, columns. */
const LEAST_BAR = 10;
/** The least bar of a wide table, columns. */
const FAIR_BAR = 20;
const WIDE = 110;
/** Blanks before and after a bar. */
const MARGIN = 3;
const WIDEST_BAR = 60;
/** From this width on periods have columns of their own. */
const DETAILED = 76;

export interface CostTable {
  readonly head: Line;
  readonly rows: readonly { readonly cells: Line; readonly bar: Line }[];
  readonly total: Line;
}

/** The rows of the list with their bars, and the total of all of it. */
export function costTable({ lang, by, report, shown, groups, width }: CostTableOptions): CostTable {
  const t = views[lang];
  const rows: EnergyRow[] = [
    ...shown.map((group) => ({ ...group, label: t.costs.name(group.name) })),
    {
      label: t.total,
      periods: report.periods,
      wh: report.total.wh,
      cost: report.total.cost,
      injectedWh: report.injected.wh,
      revenue: report.injected.revenue,
    },
  ];
  const injects = groups.some(({ injectedWh }) => injectedWh > 0);
  const shape = { periods: report.periods, injects, detailed: width >= DETAILED };
  const columns = energyColumns(lang, t.costs.unit[by], shape, 1);
  const table = tabulate(columns, rows, width - (width >= WIDE ? FAIR_BAR : LEAST_BAR) - MARGIN);
  const room = Math.min(WIDEST_BAR, width - widthOf(table.head) - MARGIN);
  const byCost = groups.every(({ cost }) => cost !== undefined);
  const amount = ({ wh, cost }: Pick<PeriodTotal, 'wh' | 'cost'>): number => (byCost ? (cost ?? 0) : wh);
  const most = groups.reduce((top, group) => Math.max(top, amount(group)), 0);
  const bar = ({ periods }: EnergyRow): Line =>
    room < LEAST_BAR ? [] : [blank(2), ...barOf(periods, amount, room / most)];
  const legend = legendOf(report.periods, byCost ? '€' : 'kWh', t.costs.colours);
  const head = room < widthOf(legend) ? table.head : [...table.head, blank(2), ...legend];
  return {
    head,
    rows: rows.slice(0, -1).map((row, i) => ({ cells: table.rows[i] as Line, bar: bar(row) })),
    total: (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title')),
  };
}

interface Shape {
  readonly periods: readonly Pick<PeriodTotal, 'period' | 'key'>[];
  readonly injects: boolean;
  readonly detailed: boolean;
}

/** Two periods have a column each; more of them only where there is room for all. */
export function energyColumns(
  lang: Lang,
  unit: string,
  { periods, injects, detailed }: Shape,
  decimals: number,
): Column<EnergyRow>[] {
  const t = views[lang];
  const kwh = (wh: number): string => formatNumber(lang, wh / 1000, decimals);
  const euros = (amount: number | undefined): string => (amount === undefined ? NONE : formatNumber(lang, amount, 2));
  const own = (row: EnergyRow, key: string) => row.periods.find((part) => part.key === key) ?? { wh: 0, cost: 0 };
  const several = detailed && periods.length > 1 ? periods : [];
  const deep = periods.length > 2 ? 4 : 0;
  return [
    { title: unit, rank: 0, left: true, cell: ({ label }) => label },
    ...several.map(
      ({ period, key }): Column<EnergyRow> => ({
        title: `${period} kWh`,
        rank: 3 + deep,
        cell: (row) => kwh(own(row, key).wh),
      }),
    ),
    {
      title: several.length > 0 ? `${t.total} kWh` : 'kWh',
      rank: several.length > 0 && deep === 0 ? 4 : 1,
      cell: ({ wh }) => kwh(wh),
    },
    ...several.map(
      ({ period, key }): Column<EnergyRow> => ({
        title: `${period} €`,
        rank: 2 + deep,
        cell: (row) => euros(own(row, key).cost),
      }),
    ),
    { title: several.length > 0 ? `${t.total} €` : '€', rank: 0, style: 'value', cell: ({ cost }) => euros(cost) },
    ...(injects
      ? ([
          { title: `${t.injected} kWh`, rank: 5, cell: ({ injectedWh }) => kwh(injectedWh) },
          { title: `${t.injected} €`, rank: 6, cell: ({ revenue }) => euros(revenue) },
        ] satisfies Column<EnergyRow>[])
      : []),
    {
      title: t.coverage,
      rank: 9,
      cell: ({ coverage }) => (coverage === undefined ? '' : percentText(lang, coverage)),
    },
    {
      title: t.peak,
      rank: 10,
      cell: ({ maximumVa }) => (maximumVa === undefined ? '' : formatUnit(lang, maximumVa, 'VA')),
    },
  ];
}

/** Less than everything is never shown as everything. */
export const percentText = (lang: Lang, share: number): string =>
  (lang === 'fr' ? (n: number) => formatUnit('fr', n, '%') : (n: number) => `${n}%`)(
    share === 1 ? 100 : Math.min(99, Math.round(share * 100)),
  );

/** What a period is drawn with: dear hours hatched, cheap ones light. The sign alone tells them apart, without colour. */
const SIGNS: Readonly<Record<string, { readonly sign: string; readonly style: Style }>> = {
  HPM: { sign: '▒', style: 'peak' },
  HC: { sign: '░', style: 'power' },
  ...{ HCJB: TEMPO_SIGNS.blue, HPJB: TEMPO_SIGNS.blue, HCJW: TEMPO_SIGNS.white },
  ...{ HPJW: TEMPO_SIGNS.white, HCJR: TEMPO_SIGNS.red, HPJR: TEMPO_SIGNS.red },
};
const signOf = (key: string): { sign: string; style: Style } => entryOf(SIGNS, key) ?? { sign: '█', style: 'power' };

/** The periods one after the other; each that has an amount has at least one sign. */
function barOf(periods: readonly PeriodTotal[], amount: (part: PeriodTotal) => number, scale: number): Segment[] {
  let sum = 0;
  let drawn = 0;
  const out: Segment[] = [];
  for (const part of periods) {
    sum += amount(part);
    const end = sum > 0 ? Math.max(amount(part) > 0 ? drawn + 1 : drawn, Math.round(sum * scale)) : 0;
    const { sign, style } = signOf(part.key);
    if (end > drawn) out.push({ text: sign.repeat(end - drawn), style });
    drawn = Math.max(drawn, end);
  }
  return out;
}

/** `█ HN ▒ PM  €`: what the bars are made of. */
function legendOf(periods: readonly PeriodTotal[], unit: string, names: Readonly<Record<Colour, string>>): Line {
  const tempo = periods.some(({ key }) => key === 'HPJB');
  if (tempo) {
    const colours = (['blue', 'white', 'red'] as const).flatMap((colour): Segment[] => {
      const { sign, style } = TEMPO_SIGNS[colour];
      return [{ text: sign, style }, seg(` ${names[colour]} `, 'dim')];
    });
    return [...colours, seg(unit, 'dim')];
  }
  const shown = periods.length > 3 ? [] : periods;
  return [
    ...shown.flatMap(({ key, period }): Segment[] => {
      const { sign, style } = signOf(key);
      return [{ text: sign, style }, seg(` ${period} `, 'dim')];
    }),
    seg(unit, 'dim'),
  ];
}
