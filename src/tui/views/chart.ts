import { formatNumber, type Lang } from '../../text/format.ts';
import { clockOf } from '../../time/local.ts';
import type { Graph } from '../layout/graph.ts';
import { blank, fit, type Line, type Segment, type Size, type Style, seg } from '../layout/lines.ts';

/** What is drawn around a curve. */
export interface ChartOptions extends Size {
  readonly lang: Lang;
  /** The scale is in kW with one decimal, not in VA. */
  readonly kilo: boolean;
  /** Style of a column, where it is not that of the curve. */
  readonly styleAt?: (column: number) => Style | undefined;
  /** Rows under the curve in place of its time axis, without what stands under the scale. */
  readonly feet?: readonly Line[];
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';
/** Columns that the scale takes at the left: six of a number (`50 000`), one of the axis. */
export const SCALE = 7;
/** From so many rows on half of the scale is named too. */
const HALF_NAMED = 8;
/** Columns from one time of the axis to the next, at least. */
const BETWEEN_TIMES = 18;

/** How many columns a curve has in a chart of this width. */
export const columnsOf = (width: number): number => Math.max(1, width - SCALE);

/** A curve of blocks over its time axis, with its scale at the left: rows that fill the size exactly. */
export function chart(graph: Graph, options: ChartOptions): Line[] {
  const feet = options.feet ?? [timeAxis(graph, options)];
  const rows = options.height - feet.length;
  const plot = Array.from({ length: rows }, (_, i) => plotRow(graph, rows - 1 - i, rows, options));
  return [...plot, ...feet].map((line) => fit(line, options.width));
}

/** One row of the plot, counted from the bottom. */
function plotRow(graph: Graph, row: number, rows: number, options: ChartOptions): Line {
  const { values, top, kind, stale, gaps } = graph;
  const named =
    row === rows - 1
      ? top
      : row === 0
        ? 0
        : rows >= HALF_NAMED && row === Math.round((rows - 1) / 2)
          ? top / 2
          : undefined;
  const label = named === undefined ? '' : scaleText(named, options);
  const out: Segment[] = [seg(label.padStart(SCALE - 1), 'dim'), seg(named === undefined ? '│' : '┤', 'border')];
  let text = '';
  let style: Style = 'plain';
  const push = (sign: string, wanted: Style): void => {
    if (wanted !== style && text !== '') {
      out.push({ text, style });
      text = '';
    }
    style = wanted;
    text += sign;
  };
  for (const [column, value] of values.entries()) {
    const gap = row === 0 && column >= gaps[0] && column < gaps[1];
    const sign = value === undefined ? (gap ? '·' : ' ') : signAt(value, top, row, rows);
    // A blank without colour costs a slow link nothing over the blank that is there already.
    if (sign === ' ') push(sign, 'plain');
    else push(sign, stale || value === undefined ? 'dim' : (options.styleAt?.(column) ?? kind));
  }
  if (text !== '') out.push({ text, style });
  return out;
}

/** The part of a column that lies in one row; nothing drawn is still a measurement, and has a line. */
function signAt(value: number, top: number, row: number, rows: number): string {
  const eighths = Math.max(1, Math.min(rows * 8, Math.round((value / top) * rows * 8)));
  return EIGHTHS[Math.max(0, Math.min(8, eighths - row * 8))] as string;
}

function scaleText(va: number, { lang, kilo }: ChartOptions): string {
  if (!kilo) return formatNumber(lang, va);
  return va === 0 ? '0' : formatNumber(lang, va / 1000, va < 1000 ? 2 : 1);
}

/** The time of the first column, of the last one, and of some between. */
function timeAxis({ from, step, values }: Graph, { width }: ChartOptions): Line {
  const columns = values.length;
  const seconds = step < 5000;
  const clock = (column: number): string => clockOf(from + column * step).slice(0, seconds ? 8 : 5);
  const size = seconds ? 8 : 5;
  const parts = Math.max(1, Math.min(8, Math.floor(columns / BETWEEN_TIMES)));
  let text = '';
  for (let i = 0; i < parts; i++) {
    const column = Math.round((i * columns) / parts);
    text = text.padEnd(column) + clock(column);
  }
  const last = clock(columns - 1);
  text = text.length + size < columns ? text.padEnd(columns - size) + last : text.slice(0, columns);
  return [blank(SCALE - 1), seg('└', 'border'), seg(text.slice(0, Math.max(0, width - SCALE)), 'dim')];
}
