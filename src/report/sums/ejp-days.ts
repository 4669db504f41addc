import { type Euros, eurosOf } from '../../energy/euros.ts';
import { gapLimitOf } from '../../energy/gaps.ts';
import { isPeakCode, SLACK_MS } from '../../energy/peak.ts';
import type { PriceList } from '../../energy/prices.ts';
import type { EnergyRecord } from '../../energy/record.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { PEAK_MS, peakStartOn } from '../../meter/ejp.ts';
import { addDays, type Day } from '../../time/local.ts';
import { priced } from './pricing.ts';
import { type Report, reportOf } from './report.ts';
import { type PeriodTotal, sumOf } from './totals.ts';

/** One EJP day, from 07:00 to 07:00 of the morning after: the mobile peak, then the normal hours that end it. */
export interface EjpDayReport {
  /** The day of its 07:00. */
  readonly day: Day;
  /** The peak as the log has it, ms since 1970 UTC; undefined where its records are missing. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Wh drawn in the peak, and in the normal hours that follow it. */
  readonly peakWh: number;
  readonly normalWh: number;
  /** Of the peak; undefined when the price is missing. */
  readonly cost: Euros | undefined;
  /** What the same energy would have cost in normal hours. */
  readonly normalCost: Euros | undefined;
  /** Greatest power drawn in the peak, VA, mean of a line; undefined where no line has it. */
  readonly maximumVa: number | undefined;
}

/** What several peaks together have drawn and cost. */
export type EjpDaysTotal = Pick<EjpDayReport, 'peakWh' | 'normalWh' | 'cost' | 'normalCost'>;

/** Reads the two logs that an EJP day lies in, and of the logs around them what a hole in these needs. */
export function readEjpDay(logs: Summaries, day: Day, prices: PriceList): EjpDayReport {
  const morning = addDays(day, 1);
  const records = [...logs.read(day).records, ...logs.read(morning).records];
  const isKnown = (from: number, to: number): boolean => records.some(({ at }) => at >= from && at < to);
  const [start, over] = [peakStartOn(day), peakStartOn(morning)];
  const before = isKnown(0, start) ? undefined : edgeOf(logs, logs.places.daysBefore(day), -1);
  const after = isKnown(over, Number.POSITIVE_INFINITY) ? undefined : edgeOf(logs, logs.places.daysAfter(morning), 0);
  return ejpDayOf([...(before ? [before] : []), ...records, ...(after ? [after] : [])], day, prices);
}

/** The record at a place of the first of these days that has any. */
function edgeOf(logs: Summaries, days: Iterable<Day>, place: number): EnergyRecord | undefined {
  for (const day of days) {
    const record = logs.read(day).records.at(place);
    if (record) return record;
  }
  return undefined;
}

/** One EJP day out of the records of the day and of the one after, and one on either side, in the order of time. */
export function ejpDayOf(records: readonly EnergyRecord[], day: Day, prices: PriceList): EjpDayReport {
  const morning = addDays(day, 1);
  const [start, over] = [peakStartOn(day), peakStartOn(morning)];
  const end = start + PEAK_MS;
  const from = records.findIndex(({ at }) => at >= start);
  const opening = openingOf(records, from < 0 ? records.length : from, over);
  const logged = records.filter(({ at }) => at >= start && at < over);
  const own = [...opening, ...logged, ...closingOf(records, logged, { end, over })];
  const report = reportOf(own, { from: day, to: morning, prices });
  const inPeak = ({ at, periodCode }: EnergyRecord): boolean => at < end + SLACK_MS && isPeakCode(periodCode) === true;
  const running = own.filter(inPeak);
  const last = running.at(-1);
  // The peak ended before the record that follows its last one.
  const limit = gapLimitOf(own);
  const next = last && own.find(({ at }) => at > last.at && at - last.at <= limit);
  return {
    day,
    from: running[0]?.at,
    to: (next ?? last)?.at,
    peakWh: partOf(report, 'HPM')?.wh ?? 0,
    normalWh: partOf(report, 'HN')?.wh ?? 0,
    cost: partOf(report, 'HPM')?.cost,
    maximumVa: greatest(running.map(({ papp }) => papp)),
    normalCost: eurosOf(report.days, (each) => priced(partOf(each, 'HPM')?.wh ?? 0, 'HN', each.day, prices)),
  };
}

const greatest = (values: readonly (number | undefined)[]): number | undefined =>
  values.reduce(
    (most, value) => (most === undefined || (value !== undefined && value > most) ? value : most),
    undefined,
  );

/** The sums of several EJP days. */
export function ejpDaysTotal(peaks: readonly EjpDayReport[]): EjpDaysTotal {
  return {
    peakWh: sumOf(peaks, ({ peakWh }) => peakWh),
    normalWh: sumOf(peaks, ({ normalWh }) => normalWh),
    cost: eurosOf(peaks, ({ cost }) => cost),
    normalCost: eurosOf(peaks, ({ normalCost }) => normalCost),
  };
}

/**
 * A record with the indexes at the beginning of the peak. HPM has not moved since the last record outside a peak, however
 * long before that was; the other indexes are those of the first record, `records[from]`, where it is one of the EJP day.
 */
function openingOf(records: readonly EnergyRecord[], from: number, over: number): EnergyRecord[] {
  const first = records[from];
  const before = records
    .slice(0, from)
    .filter(({ periodCode }) => isPeakCode(periodCode) === false)
    .at(-1);
  const HPM = before?.indexes['HPM'];
  const others = first && first.at < over ? first.indexes : {};
  return before && HPM !== undefined ? [{ ...before, indexes: { ...others, HPM } }] : [];
}

/**
 * A record with HPM at the end of the peak, where a hole hides that end: HPM stays as it is until the next peak. What the
 * normal hours after it have drawn is then not known.
 */
function closingOf(
  records: readonly EnergyRecord[],
  logged: readonly EnergyRecord[],
  { end, over }: { readonly end: number; readonly over: number },
): EnergyRecord[] {
  const last = logged.at(-1);
  const isHidden = last === undefined || (last.at < end && isPeakCode(last.periodCode) !== false);
  const next = records.find(({ at }) => at >= over);
  const HPM = next?.indexes['HPM'];
  if (!isHidden || !next || HPM === undefined || isPeakCode(next.periodCode)) return [];
  return [{ ...next, at: end, indexes: { HPM } }];
}

const partOf = ({ periods }: Pick<Report, 'periods'>, key: string): PeriodTotal | undefined =>
  periods.find((part) => part.key === key);
