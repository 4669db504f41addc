import { inColumns } from '../../report/columns.ts';
import type { Stretch } from '../../time/local.ts';
import type { Minute, Point, Samples } from '../model/samples.ts';

/** One curve: a value a column, oldest first; undefined where nothing was measured. */
export interface Graph {
  readonly kind: 'power' | 'injection';
  readonly values: readonly (number | undefined)[];
  /** The value that a full column stands for, VA; an empty one is 0. */
  readonly top: number;
  readonly stale: boolean;
  /** Of the first column, ms since 1970 UTC. */
  readonly from: number;
  /** Length of a column, ms. */
  readonly step: number;
  /** The columns in which a missing value is a gap: from the first, up to but without the second. */
  readonly gaps: readonly [number, number];
}

export interface GraphOptions {
  readonly columns: number;
  /** What the columns are to span at least, s. */
  readonly window: number;
  /** The instant that the last column holds, ms since 1970 UTC. */
  readonly end: number;
  readonly stale: boolean;
  /** Full scale, VA, where it is not to follow the values. */
  readonly top?: number | undefined;
  /** The curve moves on by several columns at once: a part that does not move costs a slow link nothing. */
  readonly strides?: boolean;
}

/** Lengths of a column, s: parts of a day, close enough that a window is hardly exceeded. */
const COLUMN_S = [
  ...[5, 10, 15, 30, 60, 90, 120, 180, 240, 300, 450, 480, 600, 720, 900],
  ...[1080, 1200, 1440, 1800, 1920, 2160, 2400, 2700, 3600],
];
/** From this window on the curves are drawn from minutes, s. */
export const LONG_S = 7200;
const MINUTE_MS = 60_000;
/** A curve in strides moves on by one of its parts, of this many. */
const PARTS = 8;

/** Length of a column, s. Under 5 s each second redraws all of a curve, which only a short one is worth. */
export function columnSeconds(columns: number, window: number): number {
  if (window <= columns) return 1;
  return COLUMN_S.find((seconds) => seconds * columns >= window) ?? Math.ceil(window / columns);
}

/**
 * The graph of one quantity. Columns lie on absolute time, so that only the last one changes between two steps. A
 * column that no measurement falls on shows the one before it as long as that lasts.
 */
export function graphOf(kind: Graph['kind'], samples: Samples, options: GraphOptions): Graph {
  const { columns, end, stale } = options;
  const step = columnSeconds(columns, options.window) * 1000;
  const first = firstColumn(end, step, options);
  const points = options.window >= LONG_S ? samples.minutes.map(pointOf) : samples.points;
  const columnOf = ({ at }: Point): number => Math.floor(at / step) - first;
  const measured = inColumns(points, { columns, columnOf, shows: SHOWS[kind], amountOf: (point) => vaOf(kind, point) });
  const values = [...measured];
  for (const point of points) {
    const value = vaOf(kind, point);
    const until = Math.min(point.at + point.lasts, end);
    for (let column = columnOf(point) + 1; (column + first) * step < until; column++) {
      if (measured[column] !== undefined) break;
      values[column] = value;
    }
  }
  const begun = values.findIndex((value) => value !== undefined);
  // The newest column may just have begun: it is no gap yet.
  const gaps = [begun < 0 ? columns : begun, Math.floor(end / step) - first] as const;
  // The scale holds what is shown and what has just left, so that it does not go up and down.
  const scaled = points.filter(({ at }) => at >= (first - columns / PARTS) * step);
  const top = options.top ?? topOf(scaled.map((point) => vaOf(kind, point)));
  return { kind, values, top, stale, from: first * step, step, gaps };
}

/** The number of the first column. A curve that goes in strides has room at its right until the next one. */
function firstColumn(end: number, step: number, { columns, strides }: GraphOptions): number {
  const present = Math.floor(end / step);
  if (!strides) return present - columns + 1;
  const stride = Math.max(1, Math.floor(columns / PARTS));
  return (Math.floor(present / stride) + 1) * stride - columns;
}

/** Both ends of a day, the present where it still runs (ms since 1970 UTC), and its columns. */
type DaySpan = Stretch & { readonly until: number; readonly columns: number };

/** The curve of one day, from one end to the other, out of its minutes; what is to come is no gap. */
export function dayGraph(kind: Graph['kind'], minutes: readonly Minute[], day: DaySpan): Graph {
  const { columns, from, to, until } = day;
  const step = (to - from) / columns;
  const values = inColumns(minutes, {
    columns,
    shows: SHOWS[kind],
    columnOf: ({ at }) => Math.floor((at - from) / step),
    amountOf: (minute) => vaOf(kind, minute),
  });
  const gaps = [0, Math.floor((until - from) / step)] as const;
  return { kind, values, top: topOf(values), stale: false, from, step, gaps };
}

const pointOf = ({ at, papp, pinj }: Minute): Point => ({ at, papp, pinj, lasts: MINUTE_MS });
/** Peaks of the drawn power matter; injection varies with the clouds. */
const SHOWS = { power: 'greatest', injection: 'mean' } as const;

const vaOf = (kind: Graph['kind'], { papp, pinj }: Pick<Point, 'papp' | 'pinj'>): number | undefined =>
  kind === 'power' ? papp : pinj;

/** The first of 500, 1 000, 2 000, 5 000… VA that holds every value: a scale that seldom moves. */
export function topOf(values: readonly (number | undefined)[]): number {
  const max = Math.max(0, ...values.map((value) => value ?? 0));
  for (let decade = 100; ; decade *= 10) {
    for (const step of [5, 10, 20]) if (step * decade >= max) return step * decade;
  }
}

interface Statistics {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Least, mean and greatest drawn power since an instant, VA. */
export function statistics({ points }: Samples, from: number, window: number): Statistics | undefined {
  // A minute knows only its greatest power, which says nothing of the least and the mean.
  if (window >= LONG_S) return undefined;
  const values = points.flatMap(({ at, papp }) => (at >= from && papp !== undefined ? [papp] : []));
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { min: Math.min(...values), mean, max: Math.max(...values) };
}
