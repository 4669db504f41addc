import type { Point } from './state.js';

/** One sparkline: a value a column, oldest first; undefined where nothing was measured. */
export interface Graph {
  readonly kind: 'power' | 'injection';
  readonly values: readonly (number | undefined)[];
  /** The value that a full column stands for; an empty one is 0. */
  readonly top: number;
  readonly stale: boolean;
  /** Of the first column, ms since 1970 UTC. */
  readonly from: number;
}

/** The window that is aimed at; a column lasts the next of these that reaches it. */
const WINDOW_S = 600;
const COLUMN_S = [5, 10, 15, 30, 60];

/** The seconds that a column lasts where there are so many of them. Under 5 s each second would redraw the row. */
export function columnSeconds(columns: number): number {
  return COLUMN_S.find((seconds) => seconds * columns >= WINDOW_S) ?? 60;
}

/**
 * The graph of one quantity. Columns lie on absolute time, so that only the last one changes between two steps.
 * Power keeps the peak of each column, injection its mean.
 */
export function graphOf(
  kind: Graph['kind'],
  points: readonly Point[],
  options: { columns: number; end: number; stale: boolean },
): Graph {
  const step = columnSeconds(options.columns) * 1000;
  const last = Math.floor(options.end / step);
  const first = last - options.columns + 1;
  const sums = new Array<{ max: number; sum: number; count: number } | undefined>(options.columns).fill(undefined);
  for (const point of points) {
    const value = kind === 'power' ? point.papp : point.pinj;
    const column = Math.floor(point.at / step) - first;
    if (value === undefined || column < 0 || column >= options.columns) continue;
    const before = sums[column] ?? { max: value, sum: 0, count: 0 };
    sums[column] = { max: Math.max(before.max, value), sum: before.sum + value, count: before.count + 1 };
  }
  const values = sums.map((cell) => cell && (kind === 'power' ? cell.max : cell.sum / cell.count));
  return { kind, values, top: topOf(values), stale: options.stale, from: first * step };
}

/** The first of 500, 1 000, 2 000, 5 000… VA that holds every value: a scale that seldom moves. */
function topOf(values: readonly (number | undefined)[]): number {
  const max = Math.max(0, ...values.filter((value) => value !== undefined));
  for (let decade = 100; ; decade *= 10) {
    for (const step of [5, 10, 20]) if (step * decade >= max) return step * decade;
  }
}

/** Least, mean and greatest power of the samples since an instant, VA. */
export function statistics(
  points: readonly Point[],
  from: number,
): { min: number; mean: number; max: number } | undefined {
  const values = points.flatMap(({ at, papp }) => (at >= from && papp !== undefined ? [papp] : []));
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { min: Math.min(...values), mean, max: Math.max(...values) };
}
