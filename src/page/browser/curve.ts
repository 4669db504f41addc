import { decodeColumn, sums } from '../columns.ts';
import { type Values as Drawn, firstAfter } from '../drawn-columns.ts';
import { MEAN_UNIT_VA, type PageData, type PeriodName } from '../page-data.ts';
import type { Window } from './window.ts';

type Values = (number | null)[];

/** A time in which one period ran. */
interface PeriodSpan extends Window {
  readonly period: number;
}

/** What was measured. Each value stands for the time before it. Times are s since 1970 UTC, powers VA. */
export class Curve implements Drawn {
  readonly times: readonly number[];
  readonly power: Values;
  /** Of steps. */
  readonly mean: Values | undefined;
  readonly injected: Values | undefined;
  readonly spans: readonly PeriodSpan[];
  readonly #spanEnds: readonly number[];
  readonly #data: PageData;

  constructor(data: PageData) {
    const { from, step, times, power, mean, injected, spans } = data;
    this.#data = data;
    this.power = decodeColumn(power);
    this.times =
      times === undefined
        ? this.power.map((_, i) => from + (i + 1) * step)
        : sums(decodeColumn(times)).map((at) => from + at);
    this.mean = mean === undefined ? undefined : decodeColumn(mean).map((tens) => tens && tens * MEAN_UNIT_VA);
    this.injected = injected === undefined ? undefined : decodeColumn(injected);
    const [lengths, periods] = [decodeColumn(spans.length), decodeColumn(spans.period)];
    this.spans = sums(decodeColumn(spans.from)).map((at, i) => ({
      from: from + at,
      to: from + at + (lengths[i] ?? 0),
      period: periods[i] ?? 0,
    }));
    this.#spanEnds = this.spans.map(({ to }) => to);
  }

  /** The last measured time; the beginning where there is none. */
  get until(): number {
    return this.times.at(-1) ?? this.#data.from;
  }

  /** The place of the value that stands for an instant; undefined after the last one. */
  placeAt(at: number): number | undefined {
    const place = firstFrom(this.times, at);
    return place < this.times.length ? place : undefined;
  }

  /** The place of the value nearest to an instant. */
  nearest(at: number): number {
    const place = Math.min(firstFrom(this.times, at), this.times.length - 1);
    const [before, after] = [this.times[place - 1] ?? Number.NEGATIVE_INFINITY, this.times[place] ?? 0];
    return at - before < after - at ? place - 1 : place;
  }

  /** The power that is priced: the mean, where it is known. */
  meanAt(place: number): number | null {
    return (this.mean ?? this.power)[place] ?? null;
  }

  /** The period that ran up to an instant. */
  periodAt(at: number): number | undefined {
    const span = this.spans[firstFrom(this.#spanEnds, at)];
    return span && span.from < at ? span.period : undefined;
  }

  nameOf(period: number): PeriodName | undefined {
    return this.#data.periods[period];
  }

  /** €/kWh in a period up to an instant; undefined where it is not known. */
  priceAt(period: number, at: number): number | undefined {
    const own = this.#data.prices.filter(([of, from]) => of === period && from < at);
    return own.at(-1)?.[2] ?? undefined;
  }

  /** Whether what is injected at an instant is an estimate. */
  isEstimatedAt(at: number): boolean {
    return this.#data.estimated.some(([from, to]) => at > from && at <= to);
  }

  /** The place of the highest power in a window. */
  maximumIn({ from, to }: Window): number | undefined {
    let best: number | undefined;
    for (let i = firstFrom(this.times, from); (this.times[i] ?? Number.POSITIVE_INFINITY) <= to; i++) {
      const va = this.power[i];
      if (va !== null && va !== undefined && va > (this.power[best ?? -1] ?? -1)) best = i;
    }
    return best;
  }

  /** Mean power in a window, VA, over the time that values stand for. */
  meanIn({ from, to }: Window): number | undefined {
    let [sum, length] = [0, 0];
    for (let i = firstFrom(this.times, from); (this.times[i] ?? Number.POSITIVE_INFINITY) <= to; i++) {
      const va = this.meanAt(i);
      const at = this.times[i] as number;
      const lasts = this.#data.step || at - (this.times[i - 1] ?? at);
      if (va === null) continue;
      sum += va * lasts;
      length += lasts;
    }
    return length > 0 ? sum / length : undefined;
  }
}

/** The place of the first of some times, whole seconds in their order, that is not before an instant. */
export const firstFrom = (times: readonly number[], at: number): number => firstAfter(times, Math.ceil(at) - 1);
