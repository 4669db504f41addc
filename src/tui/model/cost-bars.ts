import type { Grouping, GroupReport } from '../../report/sums/grouping.ts';
import type { Day } from '../../time/local.ts';
import type { CostsPage } from './log-data.ts';
import type { Selection } from './selection.ts';

/** The bars under the list of the costs: what they show together, and each of them, oldest first. */
export interface CostBars {
  readonly unit: 'day' | 'week';
  readonly group: GroupReport;
  readonly bars: readonly GroupReport[];
  /** Index of the one under the cursor; -1 without a cursor. */
  readonly cursor: number;
}

/** What the bars of a row are: a year would have too many days. */
const unitOf = (grouping: Grouping): CostBars['unit'] =>
  grouping === 'year' || grouping === 'season' ? 'week' : 'day';

/** The row that is chosen, as an index; -1 where there is none. */
export const chosenRow = (groups: readonly GroupReport[], { costRow }: Pick<Selection, 'costRow'>): number =>
  groups.length - 1 - Math.min(costRow, groups.length - 1);

/** The bars of the chosen row; of a day, those of its month, itself under the cursor. */
export function costBars(
  page: Pick<CostsPage, 'groups'> | undefined,
  selection: Pick<Selection, 'grouping' | 'costRow' | 'costBar'>,
): CostBars | undefined {
  const { grouping } = selection;
  const rows = page?.groups[grouping] ?? [];
  const row = rows[chosenRow(rows, selection)];
  if (!page || !row) return undefined;
  const unit = unitOf(grouping);
  const group = grouping === 'day' ? page.groups.month.find(({ from, to }) => from <= row.to && row.to <= to) : row;
  if (!group) return undefined;
  const bars = page.groups[unit].filter(({ from, to }) => to >= group.from && from <= group.to);
  const at = grouping === 'day' ? row.from : selection.costBar;
  return { unit, group, bars, cursor: at === undefined ? -1 : bars.findIndex((bar) => holds(bar, at)) };
}

/** What the page says most of: the bar under the cursor, else the chosen row. */
export function shownGroup(
  page: Pick<CostsPage, 'groups'> | undefined,
  selection: Pick<Selection, 'grouping' | 'costRow' | 'costBar'>,
): GroupReport | undefined {
  const bars = costBars(page, selection);
  const rows = page?.groups[selection.grouping] ?? [];
  return bars && (bars.bars[bars.cursor] ?? rows[chosenRow(rows, selection)]);
}

const holds = ({ from, to }: GroupReport, day: Day): boolean => from <= day && day <= to;

/** The bar that is the highest: by cost, or by energy where a price is missing. */
export function greatestBar(bars: readonly GroupReport[]): GroupReport | undefined {
  const amount = amountOf(bars);
  return bars.reduce<GroupReport | undefined>(
    (best, bar) => (best === undefined || amount(bar) > amount(best) ? bar : best),
    undefined,
  );
}

/** What bars are as high as: parts of a euro, or Wh where the cost of one of them is not known. */
export function amountOf(bars: readonly GroupReport[]): (part: Pick<GroupReport, 'wh' | 'cost'>) => number {
  const isPriced = bars.every(({ cost }) => cost !== undefined);
  return ({ wh, cost }) => (isPriced ? Number(cost ?? 0n) : wh);
}
