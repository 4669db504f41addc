import { inColumns } from '../../report/columns.ts';
import type { GroupReport } from '../../report/grouping.ts';
import type { Report } from '../../report/report.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, daysBetween, monthOf } from '../../time/local.ts';
import { type Graph, topOf } from '../layout/graph.ts';
import type { Line, Size } from '../layout/lines.ts';
import { axisRow, chart, columnsOf } from './chart.ts';

/** Columns of one day, at most. */
const MAX_COLUMNS = 6;
/** From this many columns on, one stays free between two days. */
const APART = 3;
/** Least distance of two names under the curve, columns. */
const BETWEEN_NAMES = 6;

/** The energy of each day of a group, Wh; where there are more days than columns, a column shows the mean of several. */
export function daysChart(lang: Lang, report: Report, group: GroupReport, { width, height }: Size): Line[] {
  const range = daysBetween(group.from, group.to);
  const columns = columnsOf(width);
  const perColumn = Math.ceil(range.length / columns);
  const size = Math.max(1, Math.min(MAX_COLUMNS, Math.floor((columns * perColumn) / range.length)));
  const place = new Map(range.map((day, i) => [day, i]));
  const bars = inColumns(report.days, {
    columns: Math.ceil(range.length / perColumn),
    shows: 'mean',
    columnOf: ({ day }) => Math.floor((place.get(day) ?? -1) / perColumn),
    amountOf: ({ wh }) => wh,
  });
  const days = range.filter((_, i) => i % perColumn === 0);
  const values = bars.flatMap((wh) =>
    Array.from({ length: size }, (_, i) => (size >= APART && i === size - 1 ? undefined : wh)),
  );
  const graph: Graph = {
    ...{ kind: 'power', values, top: topOf(values), stale: false, from: 0, step: 1 },
    gaps: [0, 0],
  };
  const peaks = new Set(report.ejpDays);
  const isPeak = (column: number): boolean => {
    const day = days[Math.floor(column / size)];
    return perColumn === 1 && day !== undefined && peaks.has(day);
  };
  return chart(graph, {
    ...{ width, height, lang, kilo: true },
    styleAt: (column) => (isPeak(column) ? 'peak' : undefined),
    feet: [names(lang, days, size)],
  });
}

/** The date under its day; of more than a month, each month under its first day. */
function names(lang: Lang, days: readonly Day[], size: number): Line {
  const many = days.length > 31;
  let text = '';
  days.forEach((day, i) => {
    const month = views[lang].months[Number(day.slice(5, 7)) - 1] as string;
    const before = days[i - 1];
    const begins = before === undefined || monthOf(before) !== monthOf(day);
    const name = many ? (begins ? month : '') : String(Number(day.slice(8)));
    const free = text === '' || i * size - text.length >= (many ? 1 : Math.max(1, BETWEEN_NAMES - name.length - size));
    if (name !== '' && free) text = text.padEnd(i * size) + name;
  });
  return axisRow(text);
}
