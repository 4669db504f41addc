import { type DaySteps, STEP_MS } from '../../../energy/day-steps.ts';
import { periodOfCode } from '../../../meter/contract.ts';
import type { Day, Stretch } from '../../../time/local.ts';
import type { DayRecords } from '../log-data.ts';
import type { PeriodChange, Samples } from '../samples.ts';
import type { State } from '../state.ts';
import { type Axis, stretchOfAxis } from './axis.ts';
import { type Bucket, type Gathered, gathered } from './gather.ts';
import { type Minute, minutesOf } from './minutes.ts';
import type { Point } from './point.ts';
import { daysOf } from './time-window.ts';

const MINUTE_MS = 60_000;
/** How far back the screen has minutes and points without reading a log, ms: a little less than samples.ts keeps. */
const MINUTES_KNOWN_MS = 29 * 3_600_000;
const POINTS_KNOWN_MS = 85 * MINUTE_MS;
/** From this length of a column on its edges may be ten minutes off, ms: steps will do, which the cache knows. */
const COARSE_MS = 3 * STEP_MS;

/** The days whose logs a curve needs, as records or as steps: what the screen has in memory is not read. */
export interface CurveNeeds {
  readonly records: readonly Day[];
  readonly steps: readonly Day[];
}

const isCoarse = ({ step }: Pick<Axis, 'step'>): boolean => step >= COARSE_MS;

/** @param now on the clock of the feed, ms since 1970 UTC */
export function needsOf(axis: Axis, today: Day, now: number): CurveNeeds {
  const { from, to } = stretchOfAxis(axis);
  if (isCoarse(axis)) return { records: [], steps: daysOf({ from, to }).filter((day) => day < today) };
  const known = now - (axis.step >= MINUTE_MS ? MINUTES_KNOWN_MS : POINTS_KNOWN_MS);
  return { records: from >= known ? [] : daysOf({ from, to: Math.min(to, known) }), steps: [] };
}

/** The columns of an axis out of all that is known. */
export function columnsOf(state: State, axis: Axis): Gathered {
  const { buckets, changes } = measuredOver(state, axis);
  return gathered(buckets, changes, axis);
}

/** What was measured over an axis, in the order of time, and when periods began. */
export function measuredOver(state: State, axis: Axis): { buckets: Bucket[]; changes: readonly PeriodChange[] } {
  const source = new CurveSource(state);
  const { from, to } = stretchOfAxis(axis);
  const stretch = { from, to: Math.max(to, axis.until + 1) };
  const days = stretch.from >= source.liveFrom ? [] : daysOf(stretch);
  return { buckets: source.buckets(isCoarse(axis), stretch, days), changes: source.changes(days) };
}

/** The samples in memory, and before them the logs that were read. */
class CurveSource {
  readonly #samples: Samples;
  readonly #stepsOf: (day: Day) => DaySteps | undefined;
  readonly #recordsOf: (day: Day) => DayRecords | undefined;

  constructor({ samples, logData: { curve, day: page } }: State) {
    this.#samples = samples;
    this.#stepsOf = (day) => curve?.steps.get(day);
    this.#recordsOf = (day) => curve?.records.get(day) ?? (page?.day === day ? page.figures?.records : undefined);
  }

  /** From here on nothing of the logs is needed. */
  get liveFrom(): number {
    return this.#samples.points[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Each time by the best that is known of it: records of the logs or samples, else minutes, else steps. */
  buckets(coarse: boolean, stretch: Stretch, days: readonly Day[]): Bucket[] {
    const { points, minutes } = this.#samples;
    const pointsFrom = points[0]?.at ?? Number.POSITIVE_INFINITY;
    const minutesFrom = minutes[0]?.at ?? pointsFrom;
    const out: Bucket[] = [];
    const end = (): number => {
      const last = out.at(-1);
      return last ? last.at + Math.max(1, last.length) : stretch.from;
    };
    for (const day of days) {
      const steps = this.#stepsOf(day);
      const records = this.#recordsOf(day);
      const logged = { from: end(), to: Math.min(stretch.to, pointsFrom) };
      if (records && !coarse) out.push(...within(records.points, logged, out.length === 0).map(bucketOfPoint));
      // While the records are still to be read, there may be steps of a look at many days.
      else if (steps && (coarse || logged.from < minutesFrom))
        out.push(...bucketsOfSteps(steps).filter(({ at }) => coarse || at < minutesFrom));
      else if (records) out.push(...within(minutesOfDay(records), logged, out.length === 0).map(bucketOfMinute));
    }
    const before = { from: end(), to: coarse ? stretch.to : Math.min(stretch.to, pointsFrom) };
    // What came just before the stretch may last into it.
    out.push(...within(minutes, before, out.length === 0).map(bucketOfMinute));
    if (!coarse) out.push(...within(points, { from: end(), to: stretch.to }, out.length === 0).map(bucketOfPoint));
    return out;
  }

  changes(days: readonly Day[]): readonly PeriodChange[] {
    if (days.length === 0) return this.#samples.changes;
    const out: PeriodChange[] = [];
    for (const day of days) {
      const steps = this.#stepsOf(day);
      out.push(...(steps ? changesOfSteps(steps) : (this.#recordsOf(day)?.changes ?? [])));
    }
    const last = out.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    return [...out, ...this.#samples.changes.filter(({ at }) => at > last)];
  }
}

const minutesByDay = new WeakMap<DayRecords, Minute[]>();

function minutesOfDay(records: DayRecords): Minute[] {
  const known = minutesByDay.get(records) ?? minutesOf(records.points);
  minutesByDay.set(records, known);
  return known;
}

const bucketOfPoint = ({ at, papp, pinj, lasts }: Point): Bucket => ({
  ...{ at, length: 0, lasts, max: papp, mean: papp, min: papp, injected: pinj, count: 1 },
});

const bucketOfMinute = ({ at, papp, mean, min, pinj, count, lasts }: Minute): Bucket => ({
  ...{ at, length: MINUTE_MS, lasts, max: papp, mean, min, injected: pinj, count },
});

export function bucketsOfSteps({ start, records, maximumVa, sumVa, injectedSumVa }: DaySteps): Bucket[] {
  const buckets: Bucket[] = [];
  for (const [i, count] of records.entries()) {
    if (!count) continue;
    const mean = (sumVa[i] ?? 0) / count;
    const max = maximumVa[i] ?? undefined;
    const injected = (injectedSumVa?.[i] ?? 0) / count;
    const time = { at: start + i * STEP_MS, length: STEP_MS, lasts: STEP_MS };
    buckets.push({ ...time, max, mean, min: undefined, injected, count });
  }
  return buckets;
}

export function changesOfSteps({ start, periodCodes }: DaySteps): PeriodChange[] {
  const changes: PeriodChange[] = [];
  let step = 0;
  for (const [code, count] of periodCodes) {
    if (code !== null) changes.push({ at: start + step * STEP_MS, period: periodOfCode(code) });
    step += count;
  }
  return changes;
}

/** The items of a stretch, and on demand the one before it. */
function within<T extends { readonly at: number }>(
  items: readonly T[],
  { from, to }: Stretch,
  withOneBefore: boolean,
): readonly T[] {
  const first = placeOf(items, from);
  return items.slice(withOneBefore ? Math.max(0, first - 1) : first, Math.max(first, placeOf(items, to)));
}

/** The place of the first item at an instant or after it; they are in the order of time. */
function placeOf(items: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as { readonly at: number }).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
