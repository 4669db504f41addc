import { contractOfKey, type DayEnergy, EnergyAccount, type EnergyWarning, injectedWh } from '../energy/account.js';
import type { EnergyRecord } from '../energy/record.js';
import type { Tariffs } from '../energy/tariff.js';
import { Summaries } from '../journal/summaries.js';
import { CONTRACTS, periodOfKey } from '../meter/contract.js';
import { addDays, type Day, dayOf, daysBetween, startOfDay } from '../meter/time.js';
import { type EjpSeason, ejpSeason, seasonOf } from './season.js';

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
  /** €, by day out of the monthly price; not part of `total`. */
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
  readonly tariffs: Tariffs;
  /** The present instant, ms: the day it falls on is covered up to here only, and later days are not missing. */
  readonly now?: number | undefined;
}

/** Records taken from the days on either side: midnight needs one, the rest tells a wrong one from a right one. */
const NEIGHBOURS = 10;

/**
 * The report on local days of the logs, both ends included.
 * @throws JournalError when the logs cannot be read
 */
export function buildReport({ logs, ...range }: ReportRange & { readonly logs: string }): Report {
  const report = reportOfDays({ logs, ...range });
  if (!report.periods.some(({ key }) => key === 'HPM')) return report;
  const present = range.now === undefined ? range.to : dayOf(range.now);
  const last = range.to < present ? range.to : present;
  const season = seasonOf(last);
  // Where all of the season is reported its logs have just been read: the report knows its days.
  const days = report.ejpDays.filter((day) => day >= season.from && day <= season.to && day <= last);
  return { ...report, ejpSeason: range.from <= season.from ? { ...season, days } : ejpSeason(logs, last) };
}

/** The same without the season, which needs the logs of all its days. @throws JournalError */
export function reportOfDays({ logs, ...range }: ReportRange & { readonly logs: string }): Report {
  const damages: ReportWarning[] = [];
  const report = reportOfAccount(accountOf(logs, range, damages), range);
  return { ...report, warnings: [...report.warnings, ...damages] };
}

/** The account of the range, day by day, with the nearest records before and after it, however far they are. */
function accountOf(logs: string, { from, to }: ReportRange, damages: ReportWarning[]): EnergyAccount {
  const account = new EnergyAccount();
  const days = new Summaries(logs);
  const nearest = (candidates: readonly Day[]): readonly EnergyRecord[] => {
    for (const day of candidates) {
      const { records } = days.read(day);
      if (records.length > 0) return records;
    }
    return [];
  };
  const before = nearest(days.list.filter((day) => day < from).reverse());
  for (const record of before.slice(-NEIGHBOURS)) account.add(record);
  for (const day of days.list) {
    if (day < from || day > to) continue;
    const { summary, records, damaged } = days.of(day);
    if (damaged > 0) damages.push({ kind: 'damagedLines', day, count: damaged });
    if (summary) account.addDay(summary, () => days.read(day).records.slice(1));
    else if (records > 0) for (const record of days.read(day).records) account.add(record);
  }
  for (const record of nearest(days.list.filter((day) => day > to)).slice(0, NEIGHBOURS)) account.add(record);
  days.save();
  return account;
}

/** The report on the days of a range, from records in the order of time, those around the range included. */
export function reportOf(records: Iterable<EnergyRecord>, range: ReportRange): Report {
  const account = new EnergyAccount();
  for (const record of records) account.add(record);
  return reportOfAccount(account, range);
}

function reportOfAccount(account: EnergyAccount, { from, to, tariffs, now }: ReportRange): Report {
  const known = [...account.days]
    .filter(([day, energy]) => day >= from && day <= to && (energy.records > 0 || whOf(energy) > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = periodKeys(known.map(([, energy]) => energy));
  const days = known.map(([day, energy]) => dayReport({ day, energy, keys, tariffs, now }));
  const range = daysBetween(from, to);
  const recorded = new Set(known.filter(([, { records }]) => records > 0).map(([day]) => day));
  const present = now === undefined ? to : dayOf(now);
  const periods = keys.map((key) => {
    const parts = days.flatMap((day) => day.periods.filter((part) => part.key === key));
    return {
      period: periodOfKey(key),
      key,
      wh: sum(parts.map(({ wh }) => wh)) as number,
      cost: sum(parts.map(({ cost }) => cost)),
    };
  });
  return {
    from,
    to,
    contract: contractOf(known.map(([, energy]) => energy)),
    periods,
    total: { wh: sum(periods.map(({ wh }) => wh)) as number, cost: sum(periods.map(({ cost }) => cost)) },
    injected: {
      wh: sum(days.map((day) => day.injectedWh)) as number,
      revenue: sum(days.map(({ revenue }) => revenue)),
      estimated: days.some(({ injectionEstimated }) => injectionEstimated),
    },
    subscription: sum(range.map((day) => dailyPrice(tariffs.priceOn('ABO', day), day))),
    ejpDays: range.filter((day) => account.peakDays.has(day)),
    ejpSeason: undefined,
    days,
    missingDays: range.filter((day) => !recorded.has(day) && day <= present),
    warnings: [
      ...missingPrices(days, range, tariffs),
      ...account.warnings.filter(({ day }) => day >= from && day <= to),
    ],
  };
}

interface DayInput {
  readonly day: Day;
  readonly energy: DayEnergy;
  readonly keys: readonly string[];
  readonly tariffs: Tariffs;
  readonly now: number | undefined;
}

function dayReport({ day, energy, keys, tariffs, now }: DayInput): DayReport {
  const periods = keys.map((key) => {
    const wh = energy.wh.get(key) ?? 0;
    return { period: periodOfKey(key), key, wh, cost: priced(wh, tariffs.priceOn(key, day)) };
  });
  const injected = injectedWh(energy);
  const start = startOfDay(day);
  const end = startOfDay(addDays(day, 1));
  const length = (now === undefined || now <= start ? end : Math.min(end, now)) - start;
  return {
    day,
    periods,
    wh: sum(periods.map(({ wh }) => wh)) as number,
    cost: sum(periods.map(({ cost }) => cost)),
    injectedWh: injected,
    revenue: priced(injected, tariffs.priceOn('INJECTION', day)),
    injectionEstimated: energy.injectionEstimated,
    coverage: Math.min(1, energy.covered / length),
    peakVa: energy.peakVa,
  };
}

/** € for an energy at a price in €/kWh; nothing costs nothing, whatever the price. */
function priced(wh: number, price: number | undefined): number | undefined {
  return wh === 0 ? 0 : price === undefined ? undefined : (wh / 1000) * price;
}

/** A day's part of a monthly price. */
function dailyPrice(monthly: number | undefined, day: Day): number | undefined {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return monthly === undefined ? undefined : monthly / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A sum that is unknown as soon as one of its parts is. */
function sum(parts: readonly (number | undefined)[]): number | undefined {
  return parts.reduce((total, part) => (total === undefined || part === undefined ? undefined : total + part), 0);
}

const whOf = (energy: DayEnergy): number => [...energy.wh.values()].reduce((total, wh) => total + wh, 0);

/** The index keys to report: all those of each known contract that was in force, in its order, then the others. */
function periodKeys(days: readonly DayEnergy[]): string[] {
  const seen = new Set(days.flatMap(({ keys, wh }) => [...keys, ...wh.keys()]));
  const families = CONTRACTS.filter(({ keys }) => keys.some((key) => seen.has(key)));
  const known = families.flatMap(({ keys }) => keys);
  return [...known, ...[...seen].filter((key) => !known.includes(key)).sort()];
}

function contractOf(days: readonly DayEnergy[]): string | undefined {
  for (const { keys, wh } of [...days].reverse()) {
    const [key] = keys.size > 0 ? [...keys].reverse() : wh.keys();
    const contract = key === undefined ? undefined : contractOfKey(key);
    if (contract !== undefined) return contract === 'INDEX' ? undefined : contract;
  }
  return undefined;
}

/** The keys whose price is missing on a day that needs it. The subscription is asked for only where it is given at all. */
function missingPrices(days: readonly DayReport[], range: readonly Day[], tariffs: Tariffs): ReportWarning[] {
  const missing = new Map<string, Day[]>();
  const note = (key: string, day: Day): void => {
    missing.set(key, [...(missing.get(key) ?? []), day]);
  };
  for (const { day, periods, revenue } of days) {
    for (const { key, cost } of periods) if (cost === undefined) note(key, day);
    if (revenue === undefined) note('INJECTION', day);
  }
  if (tariffs.has('ABO')) for (const day of range) if (tariffs.priceOn('ABO', day) === undefined) note('ABO', day);
  // A price once given holds for ever: the days without one are the first ones.
  return [...missing].map(([key, list]) => ({
    kind: 'noPrice' as const,
    key,
    from: list[0] as Day,
    to: list.at(-1) as Day,
  }));
}
