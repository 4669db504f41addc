import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { billOf } from '../sums/bill.ts';
import { type Grouping, groupDays } from '../sums/grouping.ts';
import { type OwnConsumption, sharesOf } from '../sums/own-shares.ts';
import type { Report } from '../sums/report.ts';
import { injectionOf } from '../sums/totals.ts';
import { CsvCells, periodHeads } from './csv-cells.ts';

/** The report as a table for spreadsheets: a header, then a line for each day or group. */
export function renderCsv(report: Report, lang: Lang, by: Grouping = 'day'): string {
  const texts = allTexts[lang];
  const cells = new CsvCells(lang);
  const rows = groupDays(report, by).map((group) => [
    texts.groupWords(group.name),
    ...group.periods.flatMap(({ wh, cost }) => [cells.kwh(wh), cells.euros(cost)]),
    ...[cells.kwh(group.wh), cells.euros(group.cost)],
    ...[cells.kwh(injectionOf(group)?.wh), cells.euros(injectionOf(group)?.revenue)],
    cells.number(group.coverage, 3),
    cells.number(group.maximumVa, 0),
    ...[cells.euros(group.subscription), cells.euros(billOf(group).net)],
    injectionOf(group) ? String(Number(group.injectionEstimated)) : '',
    ...(report.own ? ownCells(group.own, cells) : []),
    // A row may have a part of its week, month… only.
    ...(by === 'day' ? [] : [group.from, group.to]),
  ]);
  const { coverage, peak, subscription, net, estimated } = texts.csv;
  const own = report.own ? texts.csv.own : [];
  const ends = by === 'day' ? [] : texts.csv.days;
  const header = [texts.csv[by], ...periodHeads(report), coverage, peak, subscription, net, estimated, ...own, ...ends];
  return cells.table([header, ...rows]);
}

/** Of the own production, what is known: empty where nothing is. */
function ownCells(own: OwnConsumption | undefined, cells: CsvCells): string[] {
  if (!own || own.knownMs === 0) return ['', '', '', cells.number(0, 3), ''];
  const { selfWh, houseWh, coverage } = sharesOf(own);
  const energies = [own.producedWh, selfWh, houseWh].map((wh) => cells.kwh(wh));
  return [...energies, cells.number(coverage, 3), String(Number(own.isEstimated))];
}
