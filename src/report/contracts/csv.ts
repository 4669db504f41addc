import { contracts as allTexts } from '../../text/contracts.ts';
import type { Lang } from '../../text/format.ts';
import { report as reportTexts } from '../../text/report.ts';
import { CsvCells } from '../output/csv-cells.ts';
import type { Grouping } from '../sums/grouping.ts';
import type { Report } from '../sums/report.ts';
import type { ContractComparison, ContractCost, ContractRow } from './comparison.ts';
import { ownNameOf } from './sheet.ts';

/**
 * A comparison for spreadsheets: a line for each contract, the own one first; of each month, week… where there are such.
 * An amount of which a price is missing is empty, never a part of it.
 */
export function contractsCsv(report: Report, comparison: ContractComparison, lang: Lang, by?: Grouping): string {
  const { rows, groups, days } = comparison;
  const t = allTexts[lang].csv;
  const texts = reportTexts[lang];
  const csv = new CsvCells(lang);
  const header = [
    ...(by ? [texts.csv[by]] : []),
    ...[t.contract, t.days, t.energy, t.subscription, 'total EUR', t.difference],
    ...(by ? texts.csv.days : []),
  ];
  const nameOf = ({ contract }: ContractRow): string => contract?.toUpperCase() ?? t.own(ownNameOf(report));
  const cells = (row: ContractRow, cost: ContractCost, count: number): string[] => [
    nameOf(row),
    String(count),
    ...[cost.energy, cost.subscription, cost.total, cost.difference].map(({ euros, isPart }) =>
      csv.euros(isPart ? undefined : euros),
    ),
  ];
  const lines = by
    ? groups.flatMap((group) =>
        rows.map((row, i) => [
          texts.groupWords(group.name),
          ...cells(row, group.costs[i] as ContractCost, group.days),
          ...[group.from, group.to],
        ]),
      )
    : rows.map((row) => cells(row, row, days.length));
  return csv.table([header, ...lines]);
}
