import type { Euros } from '../../energy/euros.ts';
import { type Amount, AmountSum, amountOr } from './amount.ts';

/** The fraction of a day from which on its records give the mean power. */
export const WELL_COVERED = 0.95;

/** Energy (Wh) of one period and its cost; undefined when a price is missing, never 0 for that reason. */
export interface PeriodTotal {
  readonly period: string;
  readonly key: string;
  /** What it is called by a supplier's calendar; each period of a report has another name. */
  readonly name?: string | undefined;
  readonly wh: number;
  readonly cost: Euros | undefined;
  /** What of the cost is known, where a price is missing on other days only. */
  readonly costPart?: Euros | undefined;
}

/** Energy (Wh) and money of a day, or of several days together. */
export interface Totals {
  readonly periods: readonly PeriodTotal[];
  readonly wh: number;
  readonly cost: Euros | undefined;
  /** What of the cost is known, where the price of some of it is missing; so of the revenue. */
  readonly costPart?: Euros | undefined;
  readonly injectedWh: number;
  readonly revenue: Euros | undefined;
  readonly revenuePart?: Euros | undefined;
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
  const periods = new Map<string, PeriodSum>(listed.map((title) => [title.key, new PeriodSum(title)]));
  const [cost, revenue] = [new AmountSum(), new AmountSum()];
  let [wh, injectedWh, knownMs] = [0, 0, 0];
  let maximumVa: number | undefined;
  for (const day of days) {
    for (const part of day.periods) {
      const sum = periods.get(part.key) ?? new PeriodSum(part);
      periods.set(part.key, sum);
      sum.add(part);
    }
    // What was not drawn costs nothing, which is no part of a cost.
    if (day.wh !== 0) cost.add(day.cost, day.costPart);
    if (day.injectedWh !== 0) revenue.add(day.revenue, day.revenuePart);
    wh += day.wh;
    injectedWh += day.injectedWh;
    knownMs += day.knownMs;
    if (day.maximumVa !== undefined) maximumVa = Math.max(maximumVa ?? 0, day.maximumVa);
  }
  return {
    ...{ periods: [...periods.values()].map((sum) => sum.total), wh, injectedWh, maximumVa, knownMs },
    ...costOf(cost),
    revenue: revenue.exact,
    ...(revenue.part === undefined ? {} : { revenuePart: revenue.part }),
    injectionEstimated: days.some(({ injectionEstimated }) => injectionEstimated),
    injectionKnown: days.some(({ injectionKnown }) => injectionKnown),
  };
}

/** A cost, and what of it is known where it is not. */
function costOf({ exact, part }: AmountSum): Pick<Totals, 'cost' | 'costPart'> {
  return part === undefined ? { cost: exact } : { cost: exact, costPart: part };
}

/** The sum of what periods of one day cost. */
export function costOfPeriods(periods: readonly PeriodTotal[]): Pick<Totals, 'cost' | 'costPart'> {
  const sum = new AmountSum();
  for (const { wh, cost, costPart } of periods) if (wh !== 0) sum.add(cost, costPart);
  return costOf(sum);
}

/** What of totals is about the injection. */
export type Injection = Pick<
  Totals,
  'injectedWh' | 'revenue' | 'revenuePart' | 'injectionEstimated' | 'injectionKnown'
>;

/** What days have injected, and its revenue; undefined where that is not known. */
export const injectionOf = ({ injectedWh: wh, revenue, injectionKnown }: Injection) =>
  injectionKnown ? { wh, revenue } : undefined;

/** What the injection has paid. */
export const revenueOf = ({ revenue, revenuePart, injectionKnown }: Injection): Amount =>
  injectionKnown ? amountOr(revenue, revenuePart) : { euros: undefined, isPart: true };

/** What a period is, without its energy. */
export type PeriodTitle = Pick<PeriodTotal, 'period' | 'key' | 'name'>;

/** Before an injection that is estimated, in part at least. */
export const ESTIMATED = '~';

/** What a period is called. */
export const titleOf = ({ name, period }: Omit<PeriodTitle, 'key'>): string => name ?? period;

/** One period over several days. */
class PeriodSum {
  readonly #title: PeriodTitle;
  readonly #cost = new AmountSum();
  #wh = 0;

  constructor(title: PeriodTitle) {
    this.#title = title;
  }

  add({ wh, cost, costPart }: PeriodTotal): void {
    this.#wh += wh;
    if (wh !== 0) this.#cost.add(cost, costPart);
  }

  get total(): PeriodTotal {
    const { period, key, name } = this.#title;
    return { period, key, ...(name === undefined ? {} : { name }), wh: this.#wh, ...costOf(this.#cost) };
  }
}

/** The sum of a part of each item. */
export const sumOf = <T>(items: readonly T[], part: (item: T) => number): number =>
  items.reduce((sum, item) => sum + part(item), 0);
