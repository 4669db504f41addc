import { type Curve, shownOf } from '../layout/curve.ts';
import { type Axis, daysEarlier, halved } from '../model/curve/axis.ts';
import type { Column } from '../model/curve/gather.ts';
import { shownAxis } from '../model/curve/shown.ts';
import { columnsOf } from '../model/curve/source.ts';
import { comparedOffset } from '../model/keys/day.ts';
import type { State } from '../model/state.ts';
import type { ViewModel } from './view-model.ts';

/** Both curves of a view. */
export interface ShownCurves {
  readonly axis: Axis;
  readonly power: Curve;
  readonly injection: Curve;
  /** The power of the days that those shown are compared with, VA a column. */
  readonly over?: readonly (number | undefined)[];
}

/** Columns this long change little from one second to the next, ms: their curve is made anew less often. */
const SLOW_STEP_MS = 5000;
/** From this length on what is newest in them is the running minute, else the last sample, ms. */
const MINUTES_STEP_MS = 20_000;
/** A value that changes by less is not seen in a slow column, VA; nor in one of the sparklines, whose columns are hours. */
const SEEN_VA = 50;
const SEEN_BY_HOURS_VA = 250;
const HOUR_MS = 3_600_000;
/** How often the newest slow column is made anew where no change is seen: each of so many parts of it, or so seldom, ms. */
const TIMES = 20;
const SELDOM_MS = 3000;

/** Curves made last: two views and what they are compared with. */
const made: { readonly key: readonly unknown[]; readonly curves: ShownCurves }[] = [];
const MAX_MADE = 4;

/** The curves of the live or the day view in so many columns; undefined of another view. */
export function shownCurves(model: ViewModel, columns: number): ShownCurves | undefined {
  const { selection, at, today, stale } = model;
  const axis = shownAxis({ selection, at, today, columns });
  if (!axis) return undefined;
  const state = selection.view === 'live' ? (selection.pausedAt?.state ?? model.state) : model.state;
  const { curve, day } = state.logData;
  const offset = selection.view === 'day' ? comparedOffset(selection, today) : undefined;
  const key = [
    selection.view,
    columns,
    axis.from,
    axis.step,
    selection.plot,
    offset,
    stale,
    curve,
    day,
    ...versionOf(state, axis),
  ];
  const place = made.findIndex(
    (each) => each.key.length === key.length && key.every((part, i) => part === each.key[i]),
  );
  const [known] = place < 0 ? [] : made.splice(place, 1);
  const curves = known?.curves ?? curvesOf(model, state, axis, offset);
  // The one that was not asked for the longest is dropped.
  made.unshift(known ?? { key, curves });
  made.length = Math.min(made.length, MAX_MADE);
  return curves;
}

/** What changes when the samples have more to show. */
function versionOf({ samples }: State, { step, until }: Axis): unknown[] {
  if (step < SLOW_STEP_MS) return [samples];
  const { points, minutes, changes } = samples;
  const last = step < MINUTES_STEP_MS ? points.at(-1) : minutes.at(-1);
  const first = minutes[0]?.at ?? points[0]?.at;
  const least = step < HOUR_MS ? SEEN_VA : SEEN_BY_HOURS_VA;
  const seen = [last?.papp, last?.pinj].map((va) => (va === undefined ? undefined : Math.round(va / least)));
  return [first, changes.at(-1)?.period, ...seen, Math.floor(until / Math.max(SELDOM_MS, step / TIMES))];
}

function curvesOf({ selection, stale }: ViewModel, state: State, axis: Axis, offset: number | undefined): ShownCurves {
  const { power, injection } = columnsOf(state, axis);
  const halves = selection.plot === 'line' ? columnsOf(state, halved(axis)) : undefined;
  const isLive = selection.view === 'live';
  const common = { from: axis.from, step: axis.step, stale: stale && isLive, gaps: gapsOf(power, axis, isLive) };
  return {
    axis,
    power: { ...common, kind: 'power', columns: power, ...(halves ? { halves: halves.power } : {}) },
    injection: { ...common, kind: 'injection', columns: injection, ...(halves ? { halves: halves.injection } : {}) },
    ...(offset === undefined ? {} : { over: columnsOf(state, daysEarlier(axis, offset)).power.map(shownOf) }),
  };
}

/** What is missing is a gap from the first measurement on, or from the beginning of a day; not in the newest column. */
function gapsOf(columns: readonly Column[], { from, step, until }: Axis, isLive: boolean): [number, number] {
  const begun = isLive ? columns.findIndex((column) => shownOf(column) !== undefined) : 0;
  const end = Math.min(columns.length, Math.floor((until - from) / step));
  return [begun < 0 ? columns.length : begun, end];
}

/** The column of the greatest value; the first of several. */
export function greatestColumn({ columns }: Curve): number | undefined {
  let [greatest, at] = [-1, -1];
  for (const [i, column] of columns.entries()) {
    const value = shownOf(column) ?? -1;
    if (value > greatest) [greatest, at] = [value, i];
  }
  return at < 0 ? undefined : at;
}

/** Least, mean and greatest power of what a curve shows, VA. */
export function statisticsOf({ columns }: Curve): { min: number; mean: number; max: number } | undefined {
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, 0, 0, 0];
  for (const column of columns) {
    if (column.max === undefined) continue;
    min = Math.min(min, column.min ?? column.max);
    max = Math.max(max, column.max);
    sum += column.mean ?? column.max;
    count++;
  }
  return count === 0 ? undefined : { min, mean: sum / count, max };
}
