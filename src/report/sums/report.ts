import type { Euros } from '../../energy/euros.ts';
import { EnergyLedger, type EnergyWarning } from '../../energy/ledger.ts';
import { estimatedWh, injectedWh, isInjectionKnown, type PartEnergy } from '../../energy/part-totals.ts';
import type { PriceList } from '../../energy/prices.ts';
import type { EnergyRecord } from '../../energy/record.ts';
import { runsOf } from '../../energy/run.ts';
import type { Calendar } from '../../journal/log-line.ts';
import { CONTRACTS, contractOfKey, periodOfKey, SUPPLIERS_CALENDAR } from '../../meter/contract.ts';
import { type Day, dayOf, daysBetween } from '../../time/local.ts';
import { type CalendarByDay, joinedCalendar, periodNames } from '../days/calendars.ts';
import type { EjpSeason } from '../days/season.ts';
import type { DayAccounts, LogDamage } from './account.ts';
import type { OwnByDay } from './own-shares.ts';
import { type MissingPrice, mergedByKey, missingPrices, priced, subscriptionOf, subscriptionsOf } from './pricing.ts';
import { costOfPeriods, type PeriodTotal, sumOf, type Totals, totalsOf } from './totals.ts';

export interface DayReport extends Totals {
  readonly day: Day;
  /** Fraction of the day's real time (23, 24 or 25 hours) that the records speak for. */
  readonly coverage: number;
}

export type ReportWarning = EnergyWarning | MissingPrice | LogDamage;

export interface Report {
  readonly from: Day;
  readonly to: Day;
  /** The last one of the days reported; undefined without records, and for a supplier's own calendar. */
  readonly contract: string | undefined;
  readonly periods: readonly PeriodTotal[];
  /** The cost is undefined when a price is missing. */
  readonly total: Pick<Totals, 'wh' | 'cost' | 'costPart'>;
  readonly injected: Pick<Totals, 'revenue' | 'revenuePart'> & {
    readonly wh: number;
    readonly estimated: boolean;
    /** As `injectionKnown` of a day. */
    readonly isKnown: boolean;
  };
  /** Up to the present, the days' parts of the monthly price; not part of `total`. */
  readonly subscription: Euros | undefined;
  /** What of it is known, where its price is missing on some of the days. */
  readonly subscriptionPart?: Euros | undefined;
  /** Of each day that has begun, with records or without; undefined where its price is missing. */
  readonly subscriptions: ReadonlyMap<Day, Euros | undefined>;
  /** Days whose mobile peak (07:00 to 01:00 of the morning after) ran. */
  readonly ejpDays: readonly Day[];
  /** Those of them that only the index of the peak shows: their lines are missing. */
  readonly ejpDaysByIndex: readonly Day[];
  /** The season of the last day reported, up to it; only out of the logs, and on an EJP contract. */
  readonly ejpSeason: EjpSeason | undefined;
  /** The days that something is known of; a day within a hole has its share of the energy and coverage 0. */
  readonly days: readonly DayReport[];
  /** The supplier's own calendar, where the logs name one. */
  readonly calendar: Calendar | undefined;
  /** What is known of it on each day: an index may be called otherwise for a time. */
  readonly calendars: CalendarByDay;
  /** What the home used of its own production, by day; absent without data of production. */
  readonly own?: OwnByDay;
  /** Days without any record. */
  readonly missingDays: readonly Day[];
  readonly warnings: readonly ReportWarning[];
}

export interface ReportRange {
  readonly from: Day;
  readonly to: Day;
  readonly prices: PriceList;
  /** What is known of the supplier's calendars. */
  readonly calendars?: CalendarByDay | undefined;
  /** The present instant, ms: the day it falls on is covered up to here only, and later days are not missing. */
  readonly now?: number | undefined;
}

/** The report on the days of a range, from records in the order of time, those around the range included. */
export function reportOf(records: Iterable<EnergyRecord>, range: ReportRange): Report {
  const ledger = new EnergyLedger();
  for (const run of runsOf(records)) ledger.add(run);
  ledger.finish();
  return reportOfLedger(ledger, range);
}

/** In the order of their days: a leap may be noticed after what happened on later days. */
const byDay = (warnings: readonly EnergyWarning[]): EnergyWarning[] =>
  [...warnings].sort((a, b) => Number(a.day > b.day) - Number(a.day < b.day));

/** What a report is made of; a finished ledger that has the records around the range too is one. */
type Ledger = Pick<DayAccounts, 'days' | 'peakDays' | 'warnings'>;

/** The report on the days of a range. */
export function reportOfLedger(ledger: Ledger, range: ReportRange): Report {
  const { from, to, prices, now, calendars } = range;
  const known: KnownDay[] = [];
  for (const day of [...ledger.days.keys()].sort()) {
    const energy = ledger.days.get(day);
    if (energy && day >= from && day <= to && isKnown(energy)) known.push({ day, energy });
  }
  const energies = known.map(({ energy }) => energy);
  const periods = indexKeys(energies).map((key) => ({ period: periodOfKey(key), key }));
  const days = known.map(({ day, energy }) => dayReport(day, energy, periods, range));
  const calendar = daysBetween(from, to);
  const present = now === undefined ? to : dayOf(now);
  // Days to come have neither records nor a subscription yet.
  const begunDays = calendar.filter((day) => day <= present);
  const contractOn = contractsOf(known);
  const subscriptions = subscriptionsOf(begunDays, prices, contractOn);
  return withTotals({
    from,
    to,
    contract: lastContractOf(energies),
    subscriptions,
    ejpDays: calendar.filter((day) => ledger.peakDays.has(day)),
    ejpDaysByIndex: calendar.filter((day) => ledger.peakDays.get(day) === 'index'),
    calendar: calendars && joinedCalendar(known.flatMap(({ day }) => calendars.get(day) ?? [])),
    calendars: calendars ?? new Map(),
    ejpSeason: undefined,
    days,
    missingDays: begunDays.filter((day) => !ledger.days.get(day)?.records),
    warnings: [
      ...missingPrices(days, subscriptions, { prices, calendars, contractOn }),
      ...byDay(ledger.warnings).filter(({ day }) => day >= from && day <= to),
    ],
  });
}

/**
 * One report out of reports on ranges that follow each other without a hole.
 * @throws RangeError when there is none
 */
export function concatReports(parts: readonly Report[]): Report {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) throw new RangeError('no report to join');
  const warnings = parts.flatMap((part) => part.warnings);
  const missing = warnings.filter((warning) => warning.kind === 'noPrice');
  return withTotals({
    from: first.from,
    to: last.to,
    contract: parts.flatMap(({ contract }) => contract ?? []).at(-1),
    subscriptions: new Map(parts.flatMap(({ subscriptions }) => [...subscriptions])),
    ejpDays: parts.flatMap(({ ejpDays }) => ejpDays),
    ejpDaysByIndex: parts.flatMap(({ ejpDaysByIndex }) => ejpDaysByIndex),
    calendar: joinedCalendar(parts.flatMap(({ calendar }) => calendar ?? [])),
    calendars: new Map(parts.flatMap((part) => [...part.calendars])),
    ejpSeason: last.ejpSeason,
    days: parts.flatMap(({ days }) => days),
    missingDays: parts.flatMap(({ missingDays }) => missingDays),
    warnings: [...mergedByKey(missing), ...warnings.filter(({ kind }) => kind !== 'noPrice')],
  });
}

function withTotals(
  report: Omit<Report, 'periods' | 'total' | 'injected' | 'subscription' | 'subscriptionPart'>,
): Report {
  const { periods, wh, cost, costPart, injectedWh, revenue, revenuePart, ...injection } = totalsOf(report.days);
  const names = periodNames(periods, report.calendar);
  return {
    ...report,
    periods: periods.map((part) => {
      const name = names.get(part.key);
      return name === undefined ? part : { ...part, name };
    }),
    total: { wh, cost, ...(costPart === undefined ? {} : { costPart }) },
    injected: {
      ...{ wh: injectedWh, revenue },
      ...{ estimated: injection.injectionEstimated, isKnown: injection.injectionKnown },
      ...(revenuePart === undefined ? {} : { revenuePart }),
    },
    ...subscriptionOf(report.subscriptions.values()),
  };
}

interface KnownDay {
  readonly day: Day;
  readonly energy: PartEnergy;
}

/** Whether there is anything to tell of a day. */
const isKnown = (energy: PartEnergy): boolean =>
  energy.records > 0 || injectedWh(energy) > 0 || [...energy.wh.values()].some((wh) => wh > 0);

function dayReport(
  day: Day,
  energy: PartEnergy,
  names: readonly Pick<PeriodTotal, 'period' | 'key'>[],
  { prices, now, calendars }: ReportRange,
): DayReport {
  const calendar = calendars?.get(day);
  const periods = names.map(({ period, key }): PeriodTotal => {
    const wh = energy.wh.get(key) ?? 0;
    return { period, key, wh, cost: priced(wh, key, day, prices, calendar?.indexNames[key]) };
  });
  const injected = injectedWh(energy);
  const { start, end } = energy;
  const length = (now === undefined || now <= start ? end : Math.min(end, now)) - start;
  const { cost, costPart } = costOfPeriods(periods);
  const report = {
    day,
    periods,
    wh: sumOf(periods, ({ wh }) => wh),
    cost,
    injectedWh: injected,
    revenue: priced(injected, 'INJECTION', day, prices),
    injectionEstimated: estimatedWh(energy) > 0,
    injectionKnown: isInjectionKnown(energy),
    coverage: Math.min(1, energy.coveredMs / length),
    maximumVa: energy.maximumVa,
    knownMs: energy.knownMs,
  };
  return costPart === undefined ? report : { ...report, costPart };
}

/** The index keys to report: all those of each known contract that was in force, in its order, then the others. */
function indexKeys(days: readonly PartEnergy[]): string[] {
  const seen = new Set<string>();
  for (const { wh } of days) for (const key of wh.keys()) seen.add(key);
  const families = CONTRACTS.filter(({ keys }) => keys.some((key) => seen.has(key)));
  const known = families.flatMap(({ keys }) => keys);
  return [...known, ...[...seen].filter((key) => !known.includes(key)).sort()];
}

/** The contract of any day: that of the last day before it whose indexes tell, else of the first one after it. */
function contractsOf(known: readonly KnownDay[]): (day: Day) => string | undefined {
  /** It is another one from these days on. */
  const told: { readonly day: Day; readonly contract: string }[] = [];
  for (const { day, energy } of known) {
    const contract = lastContractOf([energy]);
    if (contract !== undefined && contract !== told.at(-1)?.contract) told.push({ day, contract });
  }
  let place = 0;
  return (day) => {
    if ((told[place]?.day ?? day) > day) place = 0;
    while ((told[place + 1]?.day ?? '9') <= day) place++;
    return told[place]?.contract;
  };
}

function lastContractOf(days: readonly PartEnergy[]): string | undefined {
  let key: string | undefined;
  for (const { wh } of days) for (const each of wh.keys()) key = each;
  const contract = key === undefined ? undefined : contractOfKey(key);
  return contract === SUPPLIERS_CALENDAR ? undefined : contract;
}
