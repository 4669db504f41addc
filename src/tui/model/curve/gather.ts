import type { PeriodChange } from '../samples.ts';
import type { Axis } from './axis.ts';

/** What was measured in a stretch of time, VA; undefined where nothing was. */
export interface Bucket {
  /** ms since 1970 UTC */
  readonly at: number;
  /** How much time it sums up, ms; 0 of a single measurement. */
  readonly length: number;
  /** How long it holds where nothing newer is known, ms. */
  readonly lasts: number;
  readonly max: number | undefined;
  readonly mean: number | undefined;
  readonly min: number | undefined;
  readonly injected: number | undefined;
  /** How many measurements it is of. */
  readonly count: number;
}

/** What one column shows, VA; undefined where nothing was measured. Drawn power or injection. */
export interface Column {
  readonly max?: number | undefined;
  readonly mean?: number | undefined;
  readonly min?: number | undefined;
  /** HN, PM, HC, HPJR…: of several the dearest, a peak or a red day, else the one in the middle. */
  readonly period?: string | undefined;
  /** Other periods run in it too. */
  readonly isMixed?: boolean;
}

/** One quantity over the columns of an axis. A curve is made each second: nothing is allocated for a measurement. */
class Quantity {
  readonly #columns: number;
  readonly #max: Float64Array;
  readonly #min: Float64Array;
  readonly #sum: Float64Array;
  readonly #count: Float64Array;
  /** What the last bucket before says of a column that has none of its own; NaN where there is none. */
  readonly #heldMax: Float64Array;
  readonly #heldMean: Float64Array;
  readonly #heldMin: Float64Array;

  constructor(columns: number) {
    this.#columns = columns;
    this.#max = new Float64Array(columns);
    this.#min = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    this.#sum = new Float64Array(columns);
    this.#count = new Float64Array(columns);
    this.#heldMax = new Float64Array(columns).fill(Number.NaN);
    this.#heldMean = new Float64Array(columns);
    this.#heldMin = new Float64Array(columns);
  }

  /** What falls on a column. */
  add(column: number, max: number, mean: number, min: number, count: number): void {
    if (column < 0 || column >= this.#columns) return;
    if (max > (this.#max[column] as number)) this.#max[column] = max;
    if (min < (this.#min[column] as number)) this.#min[column] = min;
    (this.#sum[column] as number) += mean * count;
    (this.#count[column] as number) += count;
  }

  /** What holds from a column up to but without another where nothing falls on these. */
  hold(from: number, until: number, max: number, mean: number, min: number): void {
    const begin = Math.max(0, from);
    const end = Math.min(until, this.#columns);
    if (begin >= end) return;
    this.#heldMax.fill(max, begin, end);
    this.#heldMean.fill(mean, begin, end);
    this.#heldMin.fill(min, begin, end);
  }

  column(i: number, { period, isMixed }: Pick<Column, 'period' | 'isMixed'>): Column {
    const count = this.#count[i] as number;
    let max = this.#max[i] as number;
    let min = this.#min[i] as number;
    let mean = (this.#sum[i] as number) / count;
    if (count === 0) {
      max = this.#heldMax[i] as number;
      // Of a time without measurements the period is not known either.
      if (Number.isNaN(max)) return NOTHING;
      mean = this.#heldMean[i] as number;
      min = this.#heldMin[i] as number;
    }
    return isMixed ? { max, mean, min, period, isMixed } : { max, mean, min, period };
  }
}

const NOTHING: Column = {};

/** The columns of both curves. Of the injection, which varies with the clouds, a column shows the mean. */
export interface Gathered {
  readonly power: readonly Column[];
  readonly injection: readonly Column[];
}

/**
 * Buckets, in the order of time, in the columns of an axis. A column that nothing falls on shows what came before it as
 * long as that lasts.
 */
export function gathered(buckets: readonly Bucket[], changes: readonly PeriodChange[], axis: Axis): Gathered {
  const power = new Quantity(axis.columns);
  const injection = new Quantity(axis.columns);
  for (let i = 0; i < buckets.length; i++) addBucket(buckets[i] as Bucket, power, injection, axis);
  const periods = periodsIn(changes, axis);
  return {
    power: periods.map((period, i) => power.column(i, period)),
    injection: periods.map((period, i) => injectionColumn(injection.column(i, period))),
  };
}

/** Of the injection, which varies with the clouds, only the mean is shown. */
function injectionColumn(column: Column): Column {
  const { mean, min, period, isMixed } = column;
  if (mean === undefined) return column;
  return isMixed ? { max: mean, mean, min, period, isMixed } : { max: mean, mean, min, period };
}

function addBucket(bucket: Bucket, power: Quantity, injection: Quantity, { from, step, columns, until }: Axis): void {
  const { at, length, lasts, max, injected, count } = bucket;
  const last = at <= until ? columns - 1 : columns;
  const first = Math.min(Math.floor((at - from) / step), last);
  const end = Math.ceil((Math.min(at + lasts, until) - from) / step);
  // What lies on both sides of an edge counts on both, by its time; its extremes where most of it is.
  const edge = from + (first + 1) * step;
  const share = length > 0 && at + length > edge && first < last ? (edge - at) / length : 1;
  const isRight = share < 0.5;
  if (max !== undefined) {
    const { mean = max, min = max } = bucket;
    power.add(first, isRight ? mean : max, mean, isRight ? mean : min, count * share);
    if (share < 1) power.add(first + 1, isRight ? max : mean, mean, isRight ? min : mean, count * (1 - share));
    if (share < 1 && !isRight) power.hold(first + 1, end, mean, mean, mean);
    else power.hold(first + 1, end, max, mean, min);
  }
  if (injected !== undefined) {
    injection.add(first, injected, injected, injected, count * share);
    if (share < 1) injection.add(first + 1, injected, injected, injected, count * (1 - share));
    injection.hold(first + 1, end, injected, injected, injected);
  }
}

/** Periods that must not be overlooked, however short their part of a column is. */
const DEAR = /^(?:PM|H[CP]JR)$/;

/** The period of each column. */
function periodsIn(
  changes: readonly PeriodChange[],
  { from, step, columns, until }: Axis,
): Pick<Column, 'period' | 'isMixed'>[] {
  const periods: Pick<Column, 'period' | 'isMixed'>[] = [];
  let next = 0;
  for (let i = 0; i < columns; i++) {
    const begin = from + i * step;
    const end = Math.min(begin + step, until);
    while (next < changes.length && (changes[next] as PeriodChange).at <= begin) next++;
    const running = changes[next - 1]?.period;
    let [period, dear] = [running, running !== undefined && DEAR.test(running) ? running : undefined];
    let isMixed = false;
    for (let later = next; later < changes.length; later++) {
      const change = changes[later] as PeriodChange;
      if (change.at >= end) break;
      isMixed ||= period !== undefined && change.period !== running;
      if (DEAR.test(change.period)) dear ??= change.period;
      if (period === undefined || change.at <= begin + step / 2) period = change.period;
    }
    if (begin > until) periods.push({ period: undefined });
    else periods.push(isMixed ? { period: dear ?? period, isMixed } : { period });
  }
  return periods;
}
