import { odditiesOf } from '../../report/output/warnings.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import { ESTIMATED } from '../../report/sums/totals.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatNumber, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Day } from '../../time/local.ts';
import { type Line, type Size, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { rowsInSight } from '../layout/table.ts';
import { type CostBars, chosenRow, costBars, shownGroup } from '../model/cost-bars.ts';
import type { ContractsPage, CostsPage } from '../model/log-data.ts';
import type { Selection } from '../model/selection.ts';
import { costBarsChart, costBarsTitle } from './costs-bars.ts';
import { isOf, underContracts } from './costs-contracts.ts';
import { detailRows, detailTitle } from './costs-detail.ts';
import { HEAT_ROWS, heatMap, heatWidth } from './costs-heat.ts';
import { heightsOf } from './costs-layout.ts';
import { priceRows } from './costs-prices.ts';
import type { Detailed } from './costs-row.ts';
import { costTable } from './costs-table.ts';
import { pricesAdvice } from './first-use.ts';
import { frameRows, hasFrames, placeholder, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

/**
 * Energy and cost by day, week, month, year or season, the newest at the bottom; below it the days of the chosen row as
 * bars, the row or the bar under the cursor in detail, then the year as a map and the prices.
 */
export function costsView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state, today, at } = model;
  const { width, height } = size;
  const page = state.logData.costs;
  const moment = Math.floor(at / MOMENT_MS) * MOMENT_MS;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const advice = pricesAdvice(model, inner);
  const { contracts } = state.logData;
  const meanwhile = isRead(contracts, page, selection) ? noProgress : placeholder(model, faulty(contracts), inner);
  const drawn =
    page?.report &&
    drawnPage(page, page.report, selection, lang, width, height, today, moment, advice, contracts, meanwhile);
  if (drawn) return drawn;
  return section(titleOf(lang, selection), placeholder(model, page, inner), size, frames);
}

/** The same list each time: what does not change is not drawn again. */
const noProgress: readonly Line[] = [];

const faulty = (contracts: ContractsPage | undefined): ContractsPage | undefined =>
  contracts?.fault === undefined ? undefined : contracts;

/** Whether what other contracts would have cost is known of what is shown, where it is asked for. */
function isRead(contracts: ContractsPage | undefined, page: CostsPage | undefined, selection: Selection): boolean {
  const group = selection.isUnderContracts ? shownGroup(page, selection) : undefined;
  return !group || (contracts?.comparison !== undefined && isOf(contracts, group));
}

/** From this height on the bill has rows of its own. */
const TALL = 30;
/** The projection of what still runs changes this often, ms. */
const MOMENT_MS = 600_000;

/** From one second to the next it stays the same. */
const drawnPage = memoizeLast(
  (
    page: CostsPage,
    report: Report,
    selection: Selection,
    lang: Lang,
    width: number,
    height: number,
    today: Day,
    now: number,
    advice: readonly Line[],
    contracts: ContractsPage | undefined,
    meanwhile: readonly Line[],
  ): Line[] | undefined => {
    const groups = page.groups[selection.grouping];
    const chosen = chosenRow(groups, selection);
    const row = groups[chosen];
    const bars = costBars(page, selection);
    if (!row || !bars) return undefined;
    const frames = hasFrames({ width, height });
    const inner = frames ? width - 2 : width;
    const group = bars.bars[bars.cursor] ?? row;
    const list: List = { lang, selection, report, groups, chosen, frames, inner };
    const detailed: Detailed = { page, report, group, isListed: group === row, today, now };
    const under = selection.isUnderContracts ? underContracts(lang, group, contracts, meanwhile, inner) : undefined;
    const detail = under?.rows ?? [...detailRows(lang, detailed, inner, height >= TALL), ...advice];
    const heights = heightsOf({
      ...{ width, height, frames, rows: groups.length, details: detail.length },
      ...{ map: HEAT_ROWS, hasCursor: selection.costBar !== undefined },
    });
    const title = under?.title ?? detailTitle(lang, detailed, width - 4);
    return [
      ...listSection(list, { width, height: heights.list }),
      ...(heights.chart > 0 ? chartSection(list, bars, { width, height: heights.chart }) : []),
      ...(heights.detail > 0 ? section(title, detail, { width, height: heights.detail }, frames) : []),
      ...(heights.map > 0 ? mapSections(list, page, group, today, { width, height: heights.map }) : []),
    ];
  },
);

/** The list of groups, and how it is shown. */
interface List {
  readonly lang: Lang;
  readonly selection: Selection;
  readonly report: Report;
  readonly groups: readonly GroupReport[];
  /** Index of the chosen one. */
  readonly chosen: number;
  readonly frames: boolean;
  /** Columns inside the frame. */
  readonly inner: number;
}

const titleOf = (lang: Lang, selection: Selection): Line => {
  const t = views[lang].costs;
  return [seg(`${t.title} ${t.by[selection.grouping]}`, 'title')];
};

/** How many logs the sums had to do without, and what else is odd in the logs. */
function odditiesIn(lang: Lang, report: Report): Line {
  const [unread, others] = [true, false].map(
    (wanted) => odditiesOf(report, report).filter(({ kind }) => (kind === 'unreadLog') === wanted).length,
  ) as [number, number];
  return [
    ...(unread > 0 ? [seg(` · ${views[lang].unread(unread)}`, 'warning')] : []),
    ...(others > 0 ? [seg(` · ${views[lang].oddities(others)}`, 'warning')] : []),
  ];
}

function listSection({ lang, selection, report, groups, chosen, frames, inner }: List, size: Size): Line[] {
  const { first, last } = rowsInSight(chosen, groups.length, size.height - frameRows(frames) - 2);
  const shown = groups.slice(first, last + 1);
  const table = costTable({
    ...{ lang, by: selection.grouping, report, shown, first, chosen: chosen - first, groups, width: inner },
  });
  const numbers = [first + 1, first + shown.length, groups.length].map((n) => formatNumber(lang, n));
  const place = views[lang].costs.rows(...(numbers as [string, string, string]));
  const title = [...titleOf(lang, selection), ...odditiesIn(lang, report)];
  const hasPlace = shown.length < groups.length && widthOf(title) + place.length + 7 <= size.width;
  const placed = hasPlace ? [...title, seg(` · ${place}`, 'dim')] : title;
  const sign = seg(` · ${views[lang].costs.estimated}`, 'dim');
  const isSigned = table.some((line) => line.some(({ text }) => text.startsWith(ESTIMATED)));
  const fits = widthOf([...placed, sign]) + 4 <= size.width;
  return section(isSigned && fits ? [...placed, sign] : placed, table, size, frames);
}

function chartSection({ lang, report, inner }: List, bars: CostBars, size: Size): Line[] {
  const rows = costBarsChart(lang, bars, { width: inner, height: size.height - 2 });
  return section(costBarsTitle(lang, report, bars, size.width - 6), rows, size, true);
}

/** Side by side: each day of the year by its cost, and the prices. */
function mapSections(
  { lang, report }: List,
  { prices }: CostsPage,
  group: GroupReport,
  today: Day,
  { width, height }: Size,
): Line[] {
  const left = heatWidth(width) + 2;
  const map = heatMap({ lang, report, group, width: left - 2 });
  const title = [seg(costsPage[lang].prices, 'title')];
  const right = { width: width - left, height };
  const list = section(title, priceRows(lang, report, prices, today, right.width - 2), right, true);
  return section([seg(map.title, 'title')], map.rows, { width: left, height }, true).map((line, i) => [
    ...line,
    ...(list[i] ?? []),
  ]);
}
