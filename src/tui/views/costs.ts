import type { GroupReport } from '../../report/grouping.ts';
import type { Report } from '../../report/report.ts';
import { ESTIMATED } from '../../report/totals.ts';
import { odditiesOf } from '../../report/warnings.ts';
import { formatNumber, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, type Size, seg, widthOf } from '../layout/lines.ts';
import { rowsInSight } from '../layout/table.ts';
import { daysChart } from './costs-days.ts';
import { detailRows, detailTitle } from './costs-detail.ts';
import { costTable } from './costs-table.ts';
import { pricesAdvice } from './first-use.ts';
import { frameRows, hasFrames, placeholder, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

/** Rows that the list keeps at least beside the detail, without its head and its total. */
const MIN_ROWS = 3;
/** A detail of fewer rows is left out. */
const MIN_DETAIL = 3;

/** Rows of the curve of the days, with its frame; it is shown only where the list leaves them. */
const MIN_CHART = 7;
const MAX_CHART = 24;

/** Energy and cost by day, week, month, year or season, the newest at the bottom; below it the chosen row in detail. */
export function costsView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state } = model;
  const { width, height } = size;
  const page = state.logData.costs;
  const groups = page?.groups[selection.grouping] ?? [];
  const chosen = groups.length - 1 - Math.min(selection.costRow, groups.length - 1);
  const group = groups[chosen];
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  if (!page?.report || !group) return section(titleOf(model), placeholder(model, page, inner), size, frames);
  const list: List = { model, report: page.report, groups, chosen, frames, inner };
  const detail = [...detailRows(lang, page, page.report, group, inner), ...pricesAdvice(model, inner)];
  const heights = heightsOf(list, height, detail.length);
  const title = detailTitle(lang, page.report, group, width - 4);
  return [
    ...listSection(list, { width, height: height - heights.chart - heights.detail }),
    ...(heights.chart > 0 ? chartSection(list, group, { width, height: heights.chart }) : []),
    ...(heights.detail > 0 ? section(title, detail, { width, height: heights.detail }, frames) : []),
  ];
}

/** The list of groups, and how it is shown. */
interface List {
  readonly model: ViewModel;
  readonly report: Report;
  readonly groups: readonly GroupReport[];
  /** Index of the chosen one. */
  readonly chosen: number;
  readonly frames: boolean;
  /** Columns inside the frame. */
  readonly inner: number;
}

const titleOf = ({ lang, selection }: ViewModel): Line => {
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

/** Rows of the detail, then of the curve; the list has the others. */
function heightsOf(
  { model, groups, frames }: List,
  height: number,
  details: number,
): { chart: number; detail: number } {
  const frame = frameRows(frames);
  const room = Math.min(details, height - frame * 2 - MIN_ROWS - 2);
  const detail = room < MIN_DETAIL ? 0 : room + frame;
  const spare = height - detail - frame - 2 - groups.length;
  const hasChart = frames && model.selection.grouping !== 'day' && spare >= MIN_CHART;
  return { detail, chart: hasChart ? Math.min(spare, MAX_CHART) : 0 };
}

function listSection({ model, report, groups, chosen, frames, inner }: List, size: Size): Line[] {
  const { lang, selection } = model;
  const { first, last } = rowsInSight(chosen, groups.length, size.height - frameRows(frames) - 2);
  const shown = groups.slice(first, last + 1);
  const cursor = chosen - first;
  const table = costTable({ lang, by: selection.grouping, report, shown, chosen: cursor, groups, width: inner });
  const numbers = [first + 1, first + shown.length, groups.length].map((n) => formatNumber(lang, n));
  const place = views[lang].costs.rows(...(numbers as [string, string, string]));
  const title = [...titleOf(model), ...odditiesIn(lang, report)];
  const hasPlace = shown.length < groups.length && widthOf(title) + place.length + 7 <= size.width;
  const placed = hasPlace ? [...title, seg(` · ${place}`, 'dim')] : title;
  const sign = seg(` · ${views[lang].costs.estimated}`, 'dim');
  const isSigned = table.some((line) => line.some(({ text }) => text.startsWith(ESTIMATED)));
  const fits = widthOf([...placed, sign]) + 4 <= size.width;
  return section(isSigned && fits ? [...placed, sign] : placed, table, size, frames);
}

function chartSection({ model: { lang }, report, inner }: List, group: GroupReport, size: Size): Line[] {
  const t = views[lang].costs;
  const title = [seg(t.days, 'title'), seg(` · ${t.name(group.name)}`)];
  return section(title, daysChart(lang, report, group, { width: inner, height: size.height - 2 }), size, true);
}
