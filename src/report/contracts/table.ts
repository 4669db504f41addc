import { contracts as allTexts } from '../../text/contracts.ts';
import { report as reportTexts } from '../../text/report.ts';
import { LABEL, pageOf, paragraph, spanLine } from '../output/table.ts';
import { describeDamage, describeWarnings } from '../output/warnings.ts';
import type { Grouping } from '../sums/grouping.ts';
import type { ContractComparison } from './comparison.ts';
import { type ContractLine, contractsSheet, costTexts, labelOf, ownNameOf, type SheetOptions } from './sheet.ts';

/** The columns of the table, the name first. */
const WIDTHS = { label: 20, energy: 12, subscription: 10, total: 12, difference: 11, share: 9, days: 6 };
/** Before the periods of a contract. */
const NAME = 8;
/** Of a table by months, weeks…: the name of the group, its days, and the total of each contract. */
const GROUP_WIDTHS = { name: 10, days: 6, total: 12 };

/** A comparison as text of 80 columns at most. */
export function renderContracts(options: SheetOptions, by?: Grouping): string {
  const { report, comparison, lang } = options;
  const t = allTexts[lang];
  const head = [t.title(ownNameOf(report)), spanLine(report, lang)];
  if (report.days.length === 0)
    return pageOf([...head, '', reportTexts[lang].noRecords(report.from, report.to), ...describeDamage(report, lang)]);
  const sheet = contractsSheet(options);
  const periods = sheet.lines.filter((line) => line.contract !== undefined && line.periods !== '');
  return pageOf([
    ...head,
    `${t.comparedDays.padEnd(LABEL)}  ${sheet.compared.join(' · ')}`,
    '',
    rowOf({ ...t.columns, label: t.columns.contract }),
    ...sheet.lines.map(rowOf),
    ...(sheet.sign ? [sheet.sign] : []),
    ...paragraph(periods.map((line) => `${line.label.padEnd(NAME)}${line.periods}`)),
    ...(by && comparison.groups.length > 0 ? ['', ...groupTable(options, comparison, by)] : []),
    // What no contract has a price for is told once.
    ...paragraph([...new Set([...sheet.notes, ...describeWarnings(report, lang)])]),
  ]);
}

const rowOf = (line: Omit<ContractLine, 'contract' | 'periods'>): string =>
  (
    line.label.padEnd(WIDTHS.label) +
    (['energy', 'subscription', 'total', 'difference', 'share', 'days'] as const)
      .map((name) => line[name].padStart(WIDTHS[name]))
      .join('')
  ).trimEnd();

/** The total of each contract, a row a group. */
function groupTable({ report, lang }: SheetOptions, { rows, groups }: ContractComparison, by: Grouping): string[] {
  const texts = reportTexts[lang];
  const line = (name: string, days: string, cells: readonly string[]): string =>
    name.padEnd(GROUP_WIDTHS.name) +
    days.padStart(GROUP_WIDTHS.days) +
    cells.map((cell) => cell.padStart(GROUP_WIDTHS.total)).join('');
  return [
    line(
      texts.groups[by],
      allTexts[lang].columns.days,
      rows.map((row) => `${row.contract === undefined ? allTexts[lang].own(undefined) : labelOf(row, report, lang)} €`),
    ),
    ...groups.map(({ name, days, costs }) =>
      line(
        texts.groupName(name),
        String(days),
        costs.map((cost) => costTexts(cost, lang).total),
      ),
    ),
  ];
}
