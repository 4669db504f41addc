import type { Colour } from '../../meter/tempo.ts';
import type { Grouping, GroupReport } from '../../report/grouping.ts';
import type { Report } from '../../report/report.ts';
import { type PeriodTotal, titleOf } from '../../report/totals.ts';
import { odditiesOf } from '../../report/warnings.ts';
import type { Lang } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { blank, type Line, type Segment, seg, widthOf } from '../layout/lines.ts';
import { selected, tabulate } from '../layout/table.ts';
import { type DaySign, TEMPO_SIGNS } from './calendar.ts';
import { type EnergyRow, energyColumns, sumRow } from './energy-columns.ts';

export interface CostTableOptions {
  readonly lang: Lang;
  readonly by: Grouping;
  readonly report: Report;
  readonly shown: readonly GroupReport[];
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
export function costTable({ lang, by, report, shown, chosen, groups, width }: CostTableOptions): Line[] {
  const t = views[lang];
  const { periods } = report;
  const labelOf = (group: GroupReport): string =>
    t.costs.name(group.name) + (odditiesOf(report, group).length > 0 ? ODD : '');
  const rows: EnergyRow[] = shown.map((group) => ({ ...group, label: labelOf(group) }));
  const all = [...rows, sumRow(t.total, report)];
  const columns = energyColumns({ lang, unit: t.costs.unit[by], periods, rows: all, width, decimals: 1 });
  const table = tabulate(columns, all, width - (width >= WIDE ? FAIR_BAR : MIN_BAR) - MARGIN);
  const room = Math.min(MAX_BAR, width - widthOf(table.head) - MARGIN);
  const byCost = groups.every(({ cost }) => cost !== undefined);
  const amount = ({ wh, cost }: Pick<PeriodTotal, 'wh' | 'cost'>): number => (byCost ? Number(cost ?? 0n) : wh);
  const most = groups.reduce((top, group) => Math.max(top, amount(group)), 0);
  const bar = (row: EnergyRow): Line => (room < MIN_BAR ? [] : [blank(2), ...barOf(row.periods, amount, room / most)]);
  const legend = legendOf(periods, byCost ? '€' : 'kWh', t.costs.colours);
  return [
    room < widthOf(legend) ? table.head : [...table.head, blank(2), ...legend],
    ...rows.map((row, i) => {
      const cells = table.rows[i] as Line;
      return [...(i === chosen ? selected(cells) : cells), ...bar(row)];
    }),
    (table.rows.at(-1) as Line).map(({ text }) => seg(text, 'title')),
  ];
}

/** What a period is drawn with: dear hours hatched, cheap ones light. The sign alone tells them apart, without colour. */
const SIGNS: Readonly<Record<string, DaySign>> = {
  HPM: { sign: '▒', style: 'peak' },
  HC: { sign: '░', style: 'power' },
  ...{ HCJB: TEMPO_SIGNS.blue, HPJB: TEMPO_SIGNS.blue, HCJW: TEMPO_SIGNS.white },
  ...{ HPJW: TEMPO_SIGNS.white, HCJR: TEMPO_SIGNS.red, HPJR: TEMPO_SIGNS.red },
};
const signOf = (key: string): DaySign => entryOf(SIGNS, key) ?? { sign: '█', style: 'power' };

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
  const isTempo = periods.some(({ key }) => key === 'HPJB');
  const named = isTempo
    ? (['blue', 'white', 'red'] as const).map((colour) => [TEMPO_SIGNS[colour], names[colour]] as const)
    : periods.length > 3
      ? []
      : periods.map((part) => [signOf(part.key), titleOf(part)] as const);
  return [
    ...named.flatMap(([{ sign, style }, name]): Segment[] => [{ text: sign, style }, seg(` ${name} `, 'dim')]),
    seg(unit, 'dim'),
  ];
}
