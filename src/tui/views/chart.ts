import { formatNumber, type Lang } from '../../text/format.ts';
import { clockOf } from '../../time/local.ts';
import type { Graph } from '../layout/graph.ts';
import { blank, fit, joined, type Line, type Segment, type Size, type Style, seg } from '../layout/lines.ts';

/** What is drawn around a curve. */
export interface ChartOptions extends Size {
  readonly lang: Lang;
  /** The scale is in kW with one decimal, not in VA. */
  readonly kilo: boolean;
  /** Style of a column, where it is not that of the curve. */
  readonly styleAt?: (column: number) => Style | undefined;
  /** Rows under the curve in place of its time axis. */
  readonly feet?: readonly Line[];
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';
/** Columns that the scale takes at the left: six of a number (`50 000`), one of the axis. */
export const SCALE = 7;
/** From this height on half of the scale is labelled too, rows. */
const HALF_LABELLED = 8;
/** Least distance of two times on the axis, columns. */
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
  const label = scaleLabel(top, row, rows, options);
  const plot = values.map((value, column): Segment => {
    const gap = row === 0 && column >= gaps[0] && column < gaps[1];
    const text = value === undefined ? (gap ? '·' : ' ') : signAt(value, top, row, rows);
    // A blank without colour is not sent again over the blank that is there already.
    if (text === ' ') return { text, style: 'plain' };
    return { text, style: stale || value === undefined ? 'dim' : (options.styleAt?.(column) ?? kind) };
  });
  return [seg(label.padStart(SCALE - 1), 'dim'), seg(label === '' ? '│' : '┤', 'border'), ...joined(plot)];
}

/** The part of a column in one row. A power of 0 is a measurement too: it has a line. */
function signAt(value: number, top: number, row: number, rows: number): string {
  const eighths = Math.max(1, Math.min(rows * 8, Math.round((value / top) * rows * 8)));
  return EIGHTHS[Math.max(0, Math.min(8, eighths - row * 8))] as string;
}

/** The scale beside one row: its top, its half where there is room, and zero. */
function scaleLabel(top: number, row: number, rows: number, options: ChartOptions): string {
  if (row === rows - 1) return scaleText(top, options);
  if (row === 0) return scaleText(0, options);
  const isHalf = rows >= HALF_LABELLED && row === Math.round((rows - 1) / 2);
  return isHalf ? scaleText(top / 2, options) : '';
}

function scaleText(va: number, { lang, kilo }: ChartOptions): string {
  if (!kilo) return formatNumber(lang, va);
  return va === 0 ? '0' : formatNumber(lang, va / 1000, va < 1000 ? 2 : 1);
}

/** The names of columns under a curve. */
export const axisRow = (names: string): Line => [blank(SCALE - 1), seg('└', 'border'), seg(names, 'dim')];

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
  return axisRow(text.slice(0, Math.max(0, width - SCALE)));
}
