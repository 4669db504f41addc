import { type Euros, plus } from '../energy/euros.ts';

/** Energy (Wh) of one period and its cost; undefined when a price is missing, never 0 for that reason. */
export interface PeriodTotal {
  readonly period: string;
  readonly key: string;
  /** What it is called by a supplier's calendar; each period of a report has another name. */
  readonly name?: string | undefined;
  readonly wh: number;
  readonly cost: Euros | undefined;
}

/** Energy (Wh) and money of a day, or of several days together. */
export interface Totals {
  readonly periods: readonly PeriodTotal[];
  readonly wh: number;
  readonly cost: Euros | undefined;
  readonly injectedWh: number;
  readonly revenue: Euros | undefined;
  /** At least one Wh of the injection is an estimate: power was integrated where the meter has no injection index. */
  readonly injectionEstimated: boolean;
  /** An index or a line says what was injected, at some time at least: 0 Wh are none then. */
  readonly injectionKnown: boolean;
  /** Highest mean power of a series, VA. */
  readonly maximumVa: number | undefined;
  /** The time whose energy this is, ms: holes between two lines too, but no time before the first line or after the last. */
  readonly knownMs: number;
}

/**
 * The totals of days together. A period that a day does not have drew nothing on it.
 * @param listed periods that come first, even where no day has them
 */
export function totalsOf(days: readonly Totals[], listed: readonly PeriodTitle[] = []): Totals {
  const periods = listed.map(
    ({ period, key, name }): MutablePeriod => ({
      period,
      key,
      ...(name === undefined ? {} : { name }),
      wh: 0,
      cost: 0n,
    }),
  );
  const total: { -readonly [K in keyof Totals]: Totals[K] } = {
    periods,
    wh: 0,
    cost: 0n,
    injectedWh: 0,
    revenue: 0n,
    injectionEstimated: false,
    injectionKnown: false,
    maximumVa: undefined,
    knownMs: 0,
  };
  for (const day of days) {
    addPeriods(periods, day.periods);
    total.wh += day.wh;
    total.cost = plus(total.cost, day.cost);
    total.injectedWh += day.injectedWh;
    total.revenue = plus(total.revenue, day.revenue);
    total.injectionEstimated ||= day.injectionEstimated;
    total.injectionKnown ||= day.injectionKnown;
    total.knownMs += day.knownMs;
    if (day.maximumVa !== undefined) total.maximumVa = Math.max(total.maximumVa ?? 0, day.maximumVa);
  }
  return total;
}

/** What days have injected, and its revenue; undefined where that is not known. */
export const injectionOf = ({ injectedWh: wh, revenue, injectionKnown }: Totals) =>
  injectionKnown ? { wh, revenue } : undefined;

/** What a period is, without its energy. */
export type PeriodTitle = Pick<PeriodTotal, 'period' | 'key' | 'name'>;

/** Before an injection that is estimated, in part at least. */
export const ESTIMATED = '~';

/** What a period is called. */
export const titleOf = ({ name, period }: Omit<PeriodTitle, 'key'>): string => name ?? period;

type MutablePeriod = { -readonly [K in keyof PeriodTotal]: PeriodTotal[K] };

function addPeriods(sums: MutablePeriod[], parts: readonly PeriodTotal[]): void {
  for (const part of parts) {
    const sum = sums.find(({ key }) => key === part.key);
    if (!sum) sums.push({ ...part });
    else {
      sum.wh += part.wh;
      sum.cost = plus(sum.cost, part.cost);
    }
  }
}

/** The sum of a part of each item. */
export const sumOf = <T>(items: readonly T[], part: (item: T) => number): number =>
  items.reduce((sum, item) => sum + part(item), 0);
