import type { Colour } from '../../meter/tempo.ts';
import { odditiesOf } from '../../report/output/warnings.ts';
import type { Grouping, GroupReport } from '../../report/sums/grouping.ts';
import { meanWatts } from '../../report/sums/mean-power.ts';
import type { Report } from '../../report/sums/report.ts';
import { type PeriodTotal, titleOf } from '../../report/sums/totals.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { blank, clickable, fit, type Line, type Segment, seg, widthOf } from '../layout/lines.ts';
import { selected, tabulate } from '../layout/table.ts';
import { type EnergyRow, energyColumns, sumRow } from './energy-columns.ts';
import { periodBar, signOf } from './period-signs.ts';

export interface CostTableOptions {
  readonly lang: Lang;
  readonly by: Grouping;
  readonly report: Report;
  readonly shown: readonly GroupReport[];
  /** Index of the first of them in the list. */
  readonly first: number;
  /** Index of the one that the cursor is on. */
  readonly chosen: number;
  /** All rows of the list: the bars have one scale. */
  readonly groups: readonly GroupReport[];
  readonly width: number;
}

/** A narrower bar shows nothing, columns. */
const MIN_BAR = 10;
/** The least bar of a wide table, columns. */
const FAIR_BAR = 20;
const WIDE = 110;
/** Blanks before and after a bar. */
const MARGIN = 3;
const MAX_BAR = 60;
/** After the name of a group whose logs hold something odd; its detail says what. */
const ODD = ' !';

/** The head, the rows of the list with their bars, and the total of all of it. */
export function costTable({ lang, by, report, shown, first, chosen, groups, width }: CostTableOptions): Line[] {
  const t = views[lang];
  const { periods } = report;
  const labelOf = (group: GroupReport): string =>
    t.costs.name(group.name) + (odditiesOf(report, group).length > 0 ? ODD : '');
  const rows: EnergyRow[] = shown.map((group) => ({ ...group, label: labelOf(group), meanW: meanWatts(group) }));
  const all = [...rows, sumRow(t.total, report)];
  const columns = energyColumns({ lang, unit: t.costs.unit[by], periods, rows: all, width, decimals: 1 });
  const table = tabulate(columns, all, width - (width >= WIDE ? FAIR_BAR : MIN_BAR) - MARGIN);
  const room = Math.min(MAX_BAR, width - widthOf(table.head) - MARGIN);
  const byCost = groups.every(({ cost }) => cost !== undefined);
  const amount = ({ wh, cost }: Pick<PeriodTotal, 'wh' | 'cost'>): number => (byCost ? Number(cost ?? 0n) : wh);
  const most = groups.reduce((top, group) => Math.max(top, amount(group)), 0);
  const bar = (row: EnergyRow): Line =>
    room < MIN_BAR ? [] : [blank(2), ...periodBar(row.periods, amount, room / most)];
  const legend = legendOf(periods, byCost ? '€' : 'kWh', t.costs.colours);
  return [
    room < widthOf(legend) ? table.head : [...table.head, blank(2), ...legend],
    ...rows.map((row, i) => {
      const line = fit([...(table.rows[i] as Line), ...bar(row)], width);
      return clickable(i === chosen ? selected(line) : line, `row:${first + i}`);
    }),
    (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title')),
  ];
}

/** The Tempo colours, each by a period of it. */
const COLOURS = [
  ['blue', 'HPJB'],
  ['white', 'HPJW'],
  ['red', 'HPJR'],
] as const satisfies readonly (readonly [Colour, string])[];

/** `█ HN ▒ PM  €`: what the bars are made of. */
function legendOf(periods: readonly PeriodTotal[], unit: string, names: Readonly<Record<Colour, string>>): Line {
  const isTempo = periods.some(({ key }) => key === 'HPJB');
  const named = isTempo
    ? COLOURS.map(([colour, key]) => [signOf(key), names[colour]] as const)
    : periods.length > 3
      ? []
      : periods.map((part) => [signOf(part.key), titleOf(part)] as const);
  return [
    ...named.flatMap(([{ sign, style }, name]): Segment[] => [{ text: sign, style }, seg(` ${name} `, 'dim')]),
    seg(unit, 'dim'),
  ];
}
