import { views } from '../../text/views.ts';
import { type Line, type Size, seg, widthOf } from '../layout/lines.ts';
import { selected } from '../layout/table.ts';
import { daysChart } from './costs-days.ts';
import { detailRows, detailTitle } from './costs-detail.ts';
import { costTable } from './costs-table.ts';
import { placeholder } from './placeholder.ts';
import { frameRows, hasFrames, section } from './section.ts';
import { count, type ViewModel } from './view-model.ts';

/** Rows that the list keeps at least beside the detail, without its head and its total. */
const LEAST_ROWS = 3;
/** A detail of fewer rows is left out. */
const LEAST_DETAIL = 3;

/** Rows of the curve of the days, with its frame; it is shown only where the list leaves them. */
const MIN_CHART = 7;
const MAX_CHART = 24;

/** Energy and cost by day, week, month, year or season, the newest at the bottom; below it the chosen row in detail. */
export function costsView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state } = model;
  const { width, height } = size;
  const t = views[lang].costs;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const title: Line = [seg(`${t.title} ${t.by[selection.grouping]}`, 'title')];
  const page = state.logData.costs;
  const groups = page?.groups[selection.grouping] ?? [];
  const at = groups.length - 1 - Math.min(selection.costRow, groups.length - 1);
  const group = groups[at];
  if (!page?.report || !group) return section({ title, rows: placeholder(model, page, inner) }, size, frames);

  const frame = frameRows(frames);
  const detail = detailRows(lang, page, group, inner);
  const room = Math.min(detail.length, height - frame * 2 - LEAST_ROWS - 2);
  const below = room < LEAST_DETAIL ? 0 : room + frame;
  const spare = height - below - frame - 2 - groups.length;
  const middle = frames && selection.grouping !== 'day' && spare >= MIN_CHART ? Math.min(spare, MAX_CHART) : 0;
  const visible = height - below - middle - frame - 2;
  // The chosen row stands in the middle while there are rows on both sides.
  const last = Math.max(visible - 1, Math.min(groups.length - 1, at + Math.floor(visible / 2)));
  const first = Math.max(0, last - visible + 1);
  const shown = groups.slice(first, last + 1);
  const table = costTable({ lang, by: selection.grouping, report: page.report, shown, groups, width: inner });
  const rows = table.rows.map(({ cells, bar }, i) => [...(shown[i] === group ? selected(cells) : cells), ...bar]);
  const place = t.rows(count(lang, first + 1), count(lang, first + shown.length), count(lang, groups.length));
  return [
    ...section(
      {
        title:
          shown.length < groups.length && widthOf(title) + place.length + 7 <= width
            ? [...title, seg(` · ${place}`, 'dim')]
            : title,
        rows: [table.head, ...rows, table.total],
      },
      { width, height: height - below - middle },
      frames,
    ),
    ...(middle === 0
      ? []
      : section(
          {
            title: [seg(t.days, 'title'), seg(` · ${t.name(selection.grouping, group.name)}`)],
            rows: daysChart(lang, page.report, group, { width: inner, height: middle - 2 }),
          },
          { width, height: middle },
          true,
        )),
    ...(below === 0
      ? []
      : section({ title: detailTitle(lang, group, width - 4), rows: detail }, { width, height: below }, frames)),
  ];
}
