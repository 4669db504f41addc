import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { countDays } from '../../time/local.ts';
import type { Span } from '../days/dates.ts';
import type { Grouping } from '../sums/grouping.ts';
import type { Report } from '../sums/report.ts';
import { billRows } from './bill-rows.ts';
import { groupRows } from './group-rows.ts';
import { ownRows } from './own-rows.ts';
import { type SummaryView, summaryOf } from './summary.ts';
import type { SummaryLine } from './summary-line.ts';
import { describeDamage, describeWarnings } from './warnings.ts';

const WIDTH = 80;
/** Columns of a summary line. */
export const LABEL = 24;
const ENERGY = 16;
const AMOUNT = 14;

/** What a table shows besides its report. */
export interface TableView extends SummaryView {
  /** What makes a row; when left out, a day, and no rows for a single day. */
  readonly by?: Grouping | undefined;
}

/** The report as text of 80 columns at most. */
export function renderTable(report: Report, lang: Lang, view: TableView = {}): string {
  const texts = allTexts[lang];
  const { from, to } = report;
  const by = view.by ?? (from === to ? undefined : 'day');
  const rows = by ? ['', ...groupRows(report, by, view.by !== undefined, lang)] : [];
  const bills = view.by ? ['', ...billRows(report, view.by, lang), ...ownRows(report, view.by, lang)] : [];
  const lines =
    report.days.length === 0
      ? [texts.noRecords(from, to), ...describeDamage(report, lang)]
      : [
          ...summaryRows(summaryOf(report, lang, view)),
          ...rows,
          ...bills,
          ...paragraph(describeWarnings(report, lang)),
        ];
  return pageOf([texts.title(report.contract ?? report.calendar?.name), spanLine(report, lang), '', ...lines]);
}

/** `Période   du … au … (4 jours)`. */
export function spanLine({ from, to }: Span, lang: Lang): string {
  const texts = allTexts[lang];
  const span = from === to ? texts.oneDay(from) : texts.range(from, to, countDays(from, to));
  return `${texts.period.padEnd(LABEL)}  ${span}`;
}

/** Lines as the text of a page. */
export const pageOf = (lines: readonly string[]): string => [...lines.flatMap(wrapped), ''].join('\n');

export const paragraph = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);

/** The lines of the summary in columns, a blank one between the blocks. */
const summaryRows = (blocks: readonly (readonly SummaryLine[])[]): string[] =>
  blocks.flatMap((block, i) => [...(i > 0 ? [''] : []), ...block.flatMap(summaryRow)]);

function summaryRow({ label, energy = '', amount, note, more }: SummaryLine): string[] {
  const start = label.padEnd(LABEL);
  // A long name takes the room before the energy.
  const room = Math.max(ENERGY + LABEL - start.length, energy.length + 2);
  const hasAmounts = energy !== '' || amount !== undefined;
  const amounts = hasAmounts ? energy.padStart(room) + (amount?.padStart(AMOUNT) ?? '') : '';
  const row = start + amounts + (note === undefined ? '' : `  ${note}`);
  return more === undefined ? [row] : [row, `  ${more}`];
}

/** Breaks a line that is longer than the page at its spaces; the lines that it goes on in are indented. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH);
    const cut = space > 2 ? space : WIDTH;
    lines.push(rest.slice(0, cut));
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
