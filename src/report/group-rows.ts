import { type Euros, inCents } from '../energy/euros.ts';
import { formatNumber, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { type Grouping, type GroupReport, groupDays } from './grouping.ts';
import type { Report } from './report.ts';
import { ESTIMATED, type PeriodTitle, type PeriodTotal, titleOf } from './totals.ts';

/** Widths of the columns. The day, three energies with an amount each, and the injection fill 80 columns. */
const WIDTHS = { day: 10, kwh: 11, euros: 9, coverage: 8 };
/** Columns beside that of the day. */
const ROOM = 70;

/** Stands for what is not known. */
export const UNKNOWN = '—';

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
 * @param costsAsked each period with its cost; injection and coverage make room for it
 */
export function groupRows(report: Report, by: Grouping, costsAsked: boolean, lang: Lang): string[] {
  const groups = groupDays(report, by);
  const columns = columnsOf(by, lang, report.periods.length === 2);
  const notes = notesOf(groups, lang);
  const periods = inOrder(report.periods);
  const energies = periods.map((period) => columns.ofPeriod(period, costsAsked));
  // A single one is the total.
  if (periods.length === 2) {
    const { total, injection, coverage } = columns;
    // Injection and coverage make room for costs.
    const others = costsAsked ? [...total, narrower(injection[0] as Column)] : [...total, ...injection, coverage];
    return [...tableOf([columns.day, ...energies.flat(), ...others], groups), ...notes];
  }
  const whole = tableOf([columns.day, ...columns.total, ...columns.injection, columns.coverage], groups);
  const blocks = periods.length === 1 ? [] : inBlocks(energies);
  return [...whole, ...notes, ...blocks.flatMap((block) => ['', ...tableOf([columns.day, ...block.flat()], groups)])];
}

/** The rows of a page that has room for all columns: each period with its cost, total, injection, coverage. */
export function wideRows(report: Report, by: Grouping, lang: Lang) {
  const groups = groupDays(report, by);
  const { day, ofPeriod, total, injection, coverage } = columnsOf(by, lang, false);
  // A single period is the total.
  const periods = report.periods.length === 1 ? [] : inOrder(report.periods);
  const columns: readonly Column[] = [
    ...[day, ...periods.flatMap((period) => ofPeriod(period, true))],
    ...[...total, ...injection, coverage],
  ];
  return { columns, groups, notes: notesOf(groups, lang) };
}

/** What the signs in the rows mean. */
const notesOf = (groups: readonly GroupReport[], lang: Lang): string[] =>
  groups.some(({ injectionEstimated }) => injectionEstimated) ? [allTexts[lang].estimatedSign] : [];

/** A column of a table whose rows are groups. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly left?: true;
  cell(group: GroupReport): string;
}

/** The first column: what a row is of. */
export const dayColumn = (by: Grouping, lang: Lang): Column => ({
  ...{ title: allTexts[lang].groups[by], width: WIDTHS.day, left: true },
  cell: ({ name }) => (name.by === 'day' ? formatShortDay(lang, name.day) : allTexts[lang].groupName(name)),
});

const narrower = (column: Column): Column => ({ ...column, width: column.width - 1 });

/**
 * The columns that a table may have; an energy has one for its kWh and one for its amount.
 * @param besideTotal the periods stand beside the total, which says the unit too
 */
function columnsOf(by: Grouping, lang: Lang, besideTotal: boolean) {
  const texts = allTexts[lang];
  const kwh = (wh: number): string => formatNumber(lang, wh / 1000, 3);
  const euros = (amount: Euros | undefined): string =>
    amount === undefined ? UNKNOWN : formatNumber(lang, inCents(amount), 2);
  const energy = (title: string, cell: Column['cell']): Column => ({ title, width: WIDTHS.kwh, cell });
  const amount = (cell: Column['cell']): Column => ({ title: '€', width: WIDTHS.euros, cell });
  return {
    day: dayColumn(by, lang),
    ofPeriod(period: PeriodTotal, withCost: boolean): Column[] {
      const own = (group: GroupReport) => group.periods.find(({ key }) => key === period.key);
      const [short, full] = [periodTitle(period), `${periodTitle(period)} ${texts.kwh}`];
      const title = besideTotal && titleLines(full).length > titleLines(short).length ? short : full;
      const column = energy(title, (group) => kwh(own(group)?.wh ?? 0));
      return withCost ? [column, amount((group) => euros(own(group)?.cost))] : [column];
    },
    total: [energy(`${texts.total} ${texts.kwh}`, ({ wh }) => kwh(wh)), amount(({ cost }) => euros(cost))],
    injection: [
      energy(texts.injectedColumn, (group) => (group.injectionEstimated ? ESTIMATED : '') + kwh(group.injectedWh)),
      amount(({ revenue }) => euros(revenue)),
    ],
    coverage: {
      ...{ title: texts.coverageColumn, width: WIDTHS.coverage },
      cell: ({ coverage }) => percentText(lang, coverage),
    } satisfies Column,
  };
}

/** Columns that belong together, as many in a block as it has room for, about as many in each. */
function inBlocks(parts: readonly (readonly Column[])[]): (readonly Column[])[][] {
  const width = (parts[0] ?? []).reduce((sum, column) => sum + column.width, 0);
  const count = Math.ceil(parts.length / Math.floor(ROOM / width));
  return Array.from({ length: count }, (_, i) =>
    parts.slice(Math.ceil((i * parts.length) / count), Math.ceil(((i + 1) * parts.length) / count)),
  );
}

/** A title in lines that leave a blank before their column, broken at spaces where there are some. */
function titleLines(title: string, width = WIDTHS.kwh): string[] {
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
