import { formatNumber, formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import type { Span } from '../days/dates.ts';
import { amountOr } from '../sums/amount.ts';
import { type Grouping, type GroupReport, groupDays } from '../sums/grouping.ts';
import type { Report } from '../sums/report.ts';
import {
  ESTIMATED,
  injectionOf,
  type PeriodTitle,
  type PeriodTotal,
  revenueOf,
  type Totals,
  titleOf,
} from '../sums/totals.ts';
import { amountText, isInPart, UNKNOWN } from './amount-text.ts';
import { type DayMarks, dayMarks } from './day-marks.ts';

/** Widths of the columns: four energies, two amounts and the coverage beside the name of a row fill 80 columns. */
const WIDTHS = { day: 10, kwh: 11, euros: 9, coverage: 8 };
/** A day draws less than a year, and may have a mark. */
const DAY_WIDTHS = { ...WIDTHS, day: 12, kwh: 10 };
/** Columns beside that of the day. */
const ROOM = 70;

/** Between a sign with its meaning and the next one. */
export const BETWEEN_SIGNS = '   ';

/** The periods in the order of the former Perl report: the mobile peak first. */
export const inOrder = (periods: readonly PeriodTotal[]): readonly PeriodTotal[] =>
  [...periods].sort((a, b) => Number(b.key === 'HPM') - Number(a.key === 'HPM'));

/** What a period is called: the mobile peak is EJP. */
export const periodTitle = (period: PeriodTitle): string => (period.key === 'HPM' ? 'EJP' : titleOf(period));

export const percentText = (lang: Lang, fraction: number): string =>
  // Less than everything is never shown as everything.
  formatUnit(lang, fraction === 1 ? 100 : Math.min(99, Math.round(fraction * 100)), '%');

/**
 * Rows for each day, week… that something is known of, under their titles. Two periods stand beside the total; more of them
 * have tables of their own below it, as many as they need.
 * @param costsAsked each period with its cost; the injection, which is in the bill, makes room for it
 */
export function groupRows(report: Report, by: Grouping, costsAsked: boolean, lang: Lang): string[] {
  const groups = groupDays(report, by);
  const marks = dayMarks(report, groups, lang);
  const columns = columnsOf(by, lang, { besideTotal: report.periods.length === 2, marks });
  const hasInjection = report.periods.length !== 2 || !costsAsked;
  const isPart = groups.some((row) =>
    [amountOr(row.cost, row.costPart), ...(hasInjection ? [revenueOf(row)] : [])].some(isInPart),
  );
  const signs = isPart ? [allTexts[lang].bill.partialSign] : [];
  const notes = [...notesOf(marks, hasInjection ? groups : [], lang, signs), ...cutNotes(report, groups, lang)];
  const periods = inOrder(report.periods);
  const energies = periods.map((period) => columns.ofPeriod(period, costsAsked));
  // A single one is the total.
  if (periods.length === 2) {
    const { total, injection, coverage } = columns;
    const others = hasInjection ? [...total, ...injection, coverage] : [...total, coverage];
    return [...tableOf([columns.day, ...energies.flat(), ...others], groups), ...notes];
  }
  const whole = tableOf([columns.day, ...columns.total, ...columns.injection, columns.coverage], groups);
  const blocks = periods.length === 1 ? [] : inBlocks(energies);
  return [...whole, ...notes, ...blocks.flatMap((block) => ['', ...tableOf([columns.day, ...block.flat()], groups)])];
}

/** The rows of a page that has room for all columns: each period with its cost, total, injection, coverage. */
export function wideRows(report: Report, by: Grouping, lang: Lang) {
  const groups = groupDays(report, by);
  const marks = dayMarks(report, groups, lang);
  const { day, ofPeriod, total, injection, coverage } = columnsOf(by, lang, { besideTotal: false, marks });
  // A single period is the total.
  const periods = report.periods.length === 1 ? [] : inOrder(report.periods);
  const columns: readonly Column[] = [
    ...[day, ...periods.flatMap((period) => ofPeriod(period, true))],
    ...[...total, ...injection, coverage],
  ];
  return { columns, groups, notes: [...notesOf(marks, groups, lang), ...cutNotes(report, groups, lang)] };
}

/**
 * What the signs in the rows mean, in one line, and what else is to know of them.
 * @param injecting rows with their injection
 * @param signs the meanings of others
 */
function notesOf(
  marks: DayMarks | undefined,
  injecting: readonly GroupReport[],
  lang: Lang,
  signs: readonly string[] = [],
): string[] {
  const legend = [...(marks?.legend ?? []), ...estimateLegend(injecting, lang), ...signs];
  return [...(legend.length > 0 ? [legend.join(BETWEEN_SIGNS)] : []), ...(marks?.remarks ?? [])];
}

/** A column of a table whose rows are groups. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly left?: true;
  cell(group: GroupReport): string;
}

/** The first column: what a row is of. */
export const dayColumn = (by: Grouping, lang: Lang, marks?: DayMarks): Column => ({
  ...{ title: allTexts[lang].groups[by], width: marks ? DAY_WIDTHS.day : WIDTHS.day, left: true },
  cell: (row) => {
    const { name } = row;
    const text = name.by === 'day' ? formatShortDay(lang, name.day) : allTexts[lang].groupName(name);
    return marks ? `${text} ${marks.signOf(row)}`.trimEnd() : text;
  },
});

interface ColumnOptions {
  /** The periods stand beside the total, which says the unit too. */
  readonly besideTotal: boolean;
  readonly marks: DayMarks | undefined;
}

/** The columns that a table may have; an energy has one for its kWh and one for its amount. */
function columnsOf(by: Grouping, lang: Lang, { besideTotal, marks }: ColumnOptions) {
  const texts = allTexts[lang];
  const widths = marks ? DAY_WIDTHS : WIDTHS;
  const kwh = (wh: number): string => formatNumber(lang, wh / 1000, 3);
  const euros = ({ cost, costPart }: Pick<Totals, 'cost' | 'costPart'>): string =>
    amountText(amountOr(cost, costPart), lang);
  const energy = (title: string, cell: Column['cell']): Column => ({ title, width: widths.kwh, cell });
  const amount = (cell: Column['cell']): Column => ({ title: '€', width: widths.euros, cell });
  return {
    day: dayColumn(by, lang, marks),
    ofPeriod(period: PeriodTotal, withCost: boolean): Column[] {
      const own = (group: GroupReport) => group.periods.find(({ key }) => key === period.key);
      const [short, full] = [periodTitle(period), `${periodTitle(period)} ${texts.kwh}`];
      const isLonger = titleLines(full, widths.kwh).length > titleLines(short, widths.kwh).length;
      const title = besideTotal && isLonger ? short : full;
      const column = energy(title, (group) => kwh(own(group)?.wh ?? 0));
      return withCost ? [column, amount((group) => euros(own(group) ?? { cost: undefined }))] : [column];
    },
    total: [energy(`${texts.total} ${texts.kwh}`, ({ wh }) => kwh(wh)), amount(euros)],
    injection: [
      energy(texts.injectedColumn, (group) => injectedText(group, lang)),
      amount((row) => amountText(revenueOf(row), lang)),
    ],
    coverage: {
      ...{ title: texts.coverageColumn, width: WIDTHS.coverage },
      cell: ({ coverage }) => percentText(lang, coverage),
    } satisfies Column,
  };
}

/** The rows that have a part of their week, month… only, and which; none where the period of the report is that part. */
export function cutNotes({ from, to }: Span, groups: readonly GroupReport[], lang: Lang): string[] {
  const { groupName, partGroups } = allTexts[lang];
  const cut = groups.filter((group) => group.isCut && (group.from !== from || group.to !== to));
  return cut.length === 0 ? [] : [partGroups(cut.map((group) => [groupName(group.name), group.from, group.to]))];
}

/** What a row has injected, with the sign of an estimate. */
export function injectedText(row: GroupReport, lang: Lang): string {
  const injection = injectionOf(row);
  if (!injection) return UNKNOWN;
  return (row.injectionEstimated ? ESTIMATED : '') + formatNumber(lang, injection.wh / 1000, 3);
}

/** What the sign of an estimate means, where rows have it. */
export const estimateLegend = (rows: readonly GroupReport[], lang: Lang): string[] =>
  rows.some(({ injectionEstimated }) => injectionEstimated) ? [allTexts[lang].estimatedSign] : [];

/** Columns that belong together, as many in a block as it has room for, about as many in each. */
function inBlocks(parts: readonly (readonly Column[])[]): (readonly Column[])[][] {
  const width = (parts[0] ?? []).reduce((sum, column) => sum + column.width, 0);
  const count = Math.ceil(parts.length / Math.floor(ROOM / width));
  return Array.from({ length: count }, (_, i) =>
    parts.slice(Math.ceil((i * parts.length) / count), Math.ceil(((i + 1) * parts.length) / count)),
  );
}

/** A title in lines that leave a blank before their column, broken at spaces where there are some. */
function titleLines(title: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ').flatMap((each) => each.match(new RegExp(`.{1,${width - 1}}`, 'gu')) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The titles of columns, in as many lines as they need, then a line a group. */
export function tableOf(columns: readonly Column[], groups: readonly GroupReport[]): string[] {
  const titles = columns.map(({ title, width, left }) => (left ? [title] : titleLines(title, width)));
  const height = Math.max(...titles.map(({ length }) => length));
  const row = (textOf: (column: Column, i: number) => string): string =>
    columns
      .map((each, i) => (each.left ? textOf(each, i).padEnd(each.width) : textOf(each, i).padStart(each.width)))
      .join('');
  return [
    ...Array.from({ length: height }, (_, line) => row((_, i) => titles[i]?.at(line - height) ?? '').trimEnd()),
    ...groups.map((group) => row((column) => column.cell(group))),
  ];
}
