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

/** One quantity over the columns of an axis. */
class Quantity {
  readonly #max: Float64Array;
  readonly #min: Float64Array;
  readonly #sum: Float64Array;
  readonly #count: Float64Array;
  /** What the last bucket before says of a column that has none of its own. */
  readonly #held: (readonly [max: number, mean: number, min: number] | undefined)[];

  constructor(columns: number) {
    this.#max = new Float64Array(columns);
    this.#min = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    this.#sum = new Float64Array(columns);
    this.#count = new Float64Array(columns);
    this.#held = new Array(columns).fill(undefined);
  }

  /** @param until the column up to which the values hold, not included */
  add(column: number, until: number, [max, mean, min]: readonly [number, number, number], count: number): void {
    if (column >= 0 && column < this.#max.length) {
      if (max > (this.#max[column] as number)) this.#max[column] = max;
      if (min < (this.#min[column] as number)) this.#min[column] = min;
      (this.#sum[column] as number) += mean * count;
      (this.#count[column] as number) += count;
    }
    const end = Math.min(until, this.#held.length);
    for (let later = Math.max(0, column + 1); later < end; later++) this.#held[later] = [max, mean, min];
  }

  column(i: number, period: Pick<Column, 'period' | 'isMixed'>): Column {
    const count = this.#count[i] as number;
    if (count > 0) {
      const mean = (this.#sum[i] as number) / count;
      return { max: this.#max[i] as number, mean, min: this.#min[i] as number, ...period };
    }
    const held = this.#held[i];
    // Of a time without measurements the period is not known either.
    return held ? { max: held[0], mean: held[1], min: held[2], ...period } : {};
  }
}

/** The columns of both curves. Of the injection, which varies with the clouds, a column shows the mean. */
export interface Gathered {
  readonly power: readonly Column[];
  readonly injection: readonly Column[];
}

/**
 * Buckets, in the order of time, in the columns of an axis. A column that nothing falls on shows what came before it as
 * long as that lasts.
 */
export function gathered(buckets: Iterable<Bucket>, changes: readonly PeriodChange[], axis: Axis): Gathered {
  const { from, step, columns, until } = axis;
  const power = new Quantity(columns);
  const injection = new Quantity(columns);
  for (const bucket of buckets) {
    const { at, length, lasts, max, mean, min, injected, count } = bucket;
    const last = at <= until ? columns - 1 : columns;
    const first = Math.min(Math.floor((at - from) / step), last);
    const end = Math.ceil((Math.min(at + lasts, until) - from) / step);
    // What lies on both sides of an edge counts on both, by its time; its extremes where most of it is.
    const edge = from + (first + 1) * step;
    const share = length > 0 && at + length > edge && first < last ? (edge - at) / length : 1;
    const isRight = share < 0.5;
    if (max !== undefined) {
      const values = [max, mean ?? max, min ?? max] as const;
      const flat = [values[1], values[1], values[1]] as const;
      power.add(first, end, isRight ? flat : values, count * share);
      if (share < 1) power.add(first + 1, end, isRight ? values : flat, count * (1 - share));
    }
    if (injected !== undefined) {
      injection.add(first, end, [injected, injected, injected], count * share);
      if (share < 1) injection.add(first + 1, end, [injected, injected, injected], count * (1 - share));
    }
  }
  const periods = periodsIn(changes, axis);
  return {
    power: periods.map((period, i) => power.column(i, period)),
    injection: periods.map((period, i) => {
      const { mean, ...rest } = injection.column(i, period);
      return mean === undefined ? rest : { ...rest, mean, max: mean };
    }),
  };
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
