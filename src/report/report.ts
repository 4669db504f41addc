import { type DayEnergy, estimatedWh, injectedWh } from '../energy/daily-totals.ts';
import { contractOfKey, EnergyLedger, type EnergyWarning } from '../energy/ledger.ts';
import type { PriceList } from '../energy/prices.ts';
import type { EnergyRecord } from '../energy/record.ts';
import { runsOf } from '../energy/run.ts';
import { CONTRACTS, periodOfKey } from '../meter/contract.ts';
import { type Day, dayOf, daysBetween } from '../time/local.ts';
import { monthSpan } from './dates.ts';
import type { EjpSeason } from './season.ts';

/** Energy (Wh) of one period and its cost (€); undefined when a price is missing, never 0 for that reason. */
export interface PeriodTotal {
  readonly period: string;
  readonly key: string;
  readonly wh: number;
  readonly cost: number | undefined;
}

export interface Amount {
  readonly wh: number;
  readonly cost: number | undefined;
}

/** Injected energy (Wh) and what it earns (€); estimated where power was integrated for want of an index. */
export interface Injected {
  readonly wh: number;
  readonly revenue: number | undefined;
  readonly estimated: boolean;
}

export interface DayReport {
  readonly day: Day;
  readonly periods: readonly PeriodTotal[];
  readonly wh: number;
  readonly cost: number | undefined;
  readonly injectedWh: number;
  readonly revenue: number | undefined;
  /** Some of it is an estimate: nothing injected is none. */
  readonly injectionEstimated: boolean;
  /** Fraction of the day's real time (23, 24 or 25 hours) that the records speak for. */
  readonly coverage: number;
  /** Highest mean power of a series, VA. */
  readonly peakVa: number | undefined;
}

export type ReportWarning =
  | EnergyWarning
  /** Energy of these days has no price. */
  | { readonly kind: 'noPrice'; readonly key: string; readonly from: Day; readonly to: Day }
  | { readonly kind: 'damagedLines'; readonly day: Day; readonly count: number };

export interface Report {
  readonly from: Day;
  readonly to: Day;
  /** The last one of the days reported; undefined without records, and for a supplier's own calendar. */
  readonly contract: string | undefined;
  readonly periods: readonly PeriodTotal[];
  readonly total: Amount;
  readonly injected: Injected;
  /** €, by day up to the present out of the monthly price; not part of `total`. */
  readonly subscription: number | undefined;
  /** Days whose mobile peak (07:00 to 01:00 of the morning after) ran. */
  readonly ejpDays: readonly Day[];
  /** The season of the last day reported, up to it; only out of the logs, and on an EJP contract. */
  readonly ejpSeason: EjpSeason | undefined;
  /** The days that something is known of; a day within a hole has its share of the energy and coverage 0. */
  readonly days: readonly DayReport[];
  /** Days without any record. */
  readonly missingDays: readonly Day[];
  readonly warnings: readonly ReportWarning[];
}

export interface ReportRange {
  readonly from: Day;
  readonly to: Day;
  readonly prices: PriceList;
  /** The present instant, ms: the day it falls on is covered up to here only, and later days are not missing. */
  readonly now?: number | undefined;
}

/** The report on the days of a range, from records in the order of time, those around the range included. */
export function reportOf(records: Iterable<EnergyRecord>, range: ReportRange): Report {
  const ledger = new EnergyLedger();
  for (const run of runsOf(records)) ledger.add(run);
  return reportOfLedger(ledger, range);
}

/** The report on the days of a range, from a ledger that has the records around the range too. */
export function reportOfLedger(ledger: EnergyLedger, range: ReportRange): Report {
  const { from, to, prices, now } = range;
  const known = [...ledger.days.keys()]
    .filter((day) => day >= from && day <= to)
    .sort()
    .map((day) => ({ day, energy: ledger.days.get(day) as DayEnergy }))
    .filter(({ energy }) => energy.records > 0 || whOf(energy) > 0 || injectedWh(energy) > 0);
  const keys = periodKeys(known.map(({ energy }) => energy));
  const names = keys.map((key) => ({ period: periodOfKey(key), key }));
  const days = known.map(({ day, energy }) => dayReport(day, energy, names, range));
  const calendar = daysBetween(from, to);
  const recorded = new Set<Day>();
  for (const { day, energy } of known) if (energy.records > 0) recorded.add(day);
  const present = now === undefined ? to : dayOf(now);
  // Days to come have neither records nor a subscription yet.
  const lived = calendar.filter((day) => day <= present);
  const periods = names.map((name, i) => ({
    ...name,
    wh: sumOf(days, (day) => day.periods[i]?.wh) ?? 0,
    cost: sumOf(days, (day) => day.periods[i]?.cost),
  }));
  return {
    from,
    to,
    contract: contractOf(known.map(({ energy }) => energy)),
    periods,
    total: { wh: sumOf(periods, ({ wh }) => wh) ?? 0, cost: sumOf(periods, ({ cost }) => cost) },
    injected: {
      wh: sumOf(days, (day) => day.injectedWh) ?? 0,
      revenue: sumOf(days, ({ revenue }) => revenue),
      estimated: days.some(({ injectionEstimated }) => injectionEstimated),
    },
    subscription: subscriptionOf(lived, prices),
    ejpDays: calendar.filter((day) => ledger.peakDays.has(day)),
    ejpSeason: undefined,
    days,
    missingDays: lived.filter((day) => !recorded.has(day)),
    warnings: [...missingPrices(days, lived, prices), ...ledger.warnings.filter(({ day }) => day >= from && day <= to)],
  };
}

function dayReport(
  day: Day,
  energy: DayEnergy,
  names: readonly Pick<PeriodTotal, 'period' | 'key'>[],
  { prices, now }: ReportRange,
): DayReport {
  const periods = names.map(({ period, key }): PeriodTotal => {
    const wh = energy.wh.get(key) ?? 0;
    return { period, key, wh, cost: priced(wh, key, day, prices) };
  });
  const injected = injectedWh(energy);
  const { start, end } = energy;
  const length = (now === undefined || now <= start ? end : Math.min(end, now)) - start;
  return {
    day,
    periods,
    wh: sumOf(periods, ({ wh }) => wh) ?? 0,
    cost: sumOf(periods, ({ cost }) => cost),
    injectedWh: injected,
    revenue: priced(injected, 'INJECTION', day, prices),
    injectionEstimated: estimatedWh(energy) > 0,
    coverage: Math.min(1, energy.coveredMs / length),
    peakVa: energy.maximumVa,
  };
}

/** € for an energy at the price of its day in €/kWh; nothing costs nothing, whatever the price. */
export function priced(wh: number, key: string, day: Day, prices: PriceList): number | undefined {
  if (wh === 0) return 0;
  const price = prices.priceOn(key, day);
  return price === undefined ? undefined : (wh / 1000) * price;
}

/** The days' parts of the monthly prices; undefined where one is not known. */
function subscriptionOf(days: readonly Day[], prices: PriceList): number | undefined {
  if (!prices.has('ABO')) return undefined;
  let [month, length] = ['', 0];
  return sumOf(days, (day) => {
    const monthly = prices.priceOn('ABO', day);
    if (!day.startsWith(month) || month === '') {
      month = day.slice(0, 7);
      length = Number(monthSpan(month).to.slice(8));
    }
    return monthly === undefined ? undefined : monthly / length;
  });
}

/** A sum that is unknown as soon as one of its parts is. */
export function sumOf<T>(items: readonly T[], part: (item: T) => number | undefined): number | undefined {
  let sum = 0;
  for (const item of items) {
    const value = part(item);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function whOf({ wh }: DayEnergy): number {
  let sum = 0;
  for (const value of wh.values()) sum += value;
  return sum;
}

/** The index keys to report: all those of each known contract that was in force, in its order, then the others. */
function periodKeys(days: readonly DayEnergy[]): string[] {
  const seen = new Set<string>();
  for (const { wh } of days) for (const key of wh.keys()) seen.add(key);
  const families = CONTRACTS.filter(({ keys }) => keys.some((key) => seen.has(key)));
  const known = families.flatMap(({ keys }) => keys);
  return [...known, ...[...seen].filter((key) => !known.includes(key)).sort()];
}

function contractOf(days: readonly DayEnergy[]): string | undefined {
  for (let i = days.length - 1; i >= 0; i--) {
    const key = [...(days[i] as DayEnergy).wh.keys()].at(-1);
    const contract = key === undefined ? undefined : contractOfKey(key);
    if (contract !== undefined) return contract === 'INDEX' ? undefined : contract;
  }
  return undefined;
}

/** The keys whose price is missing on a day that needs it. The subscription is asked for only where it is given at all. */
function missingPrices(days: readonly DayReport[], lived: readonly Day[], prices: PriceList): ReportWarning[] {
  // A price once given holds for ever: the days without one are the first ones.
  const missing = new Map<string, { from: Day; to: Day }>();
  const note = (key: string, day: Day): void => {
    const span = missing.get(key);
    if (span) span.to = day;
    else missing.set(key, { from: day, to: day });
  };
  for (const { day, periods, cost, revenue } of days) {
    if (cost === undefined) for (const part of periods) if (part.cost === undefined) note(part.key, day);
    if (revenue === undefined) note('INJECTION', day);
  }
  if (prices.has('ABO')) for (const day of lived) if (prices.priceOn('ABO', day) === undefined) note('ABO', day);
  return [...missing].map(([key, span]) => ({ kind: 'noPrice' as const, key, ...span }));
}
