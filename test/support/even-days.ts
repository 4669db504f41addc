import { writeFileSync } from 'node:fs';
import { type Price, PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../src/time/local.ts';

/*
 * A household that draws evenly on each day, of an EJP contract, a record an hour and one before midnight: what a report on it says can be worked
 * out by hand.
 */

const HOUR = 3_600_000;
/** Hour that the mobile peak begins at. */
const PEAK = 7;

/** What a day draws and injects, Wh; `pm` from 07:00 to midnight. */
export interface EvenDay {
  readonly hn: number;
  readonly pm?: number;
  readonly injected?: number;
}

/**
 * The records of days that follow each other. Of a day that is undefined there are none, and it has drawn nothing.
 * @param until the last one is not after it, ms since 1970 UTC
 */
export function evenRecords(
  first: Day,
  days: readonly (EvenDay | undefined)[],
  until = Number.POSITIVE_INFINITY,
): EnergyRecord[] {
  const sums = { hn: 1_000_000, pm: 2_000_000, injected: 3_000_000 };
  return days.flatMap((day, i) => {
    if (!day) return [];
    const start = startOfDay(addDays(first, i));
    const length = (startOfDay(addDays(first, i + 1)) - start) / HOUR;
    const lineAt = (at: number, hour: number): EnergyRecord => {
      const inPeak = Math.max(0, hour - PEAK) / (length - PEAK);
      const indexes = {
        HN: sums.hn + Math.round((day.hn * hour) / length),
        HPM: sums.pm + Math.round((day.pm ?? 0) * inPeak),
      };
      const injectionIndex = sums.injected + Math.round(((day.injected ?? 0) * hour) / length);
      const periodCode = (day.pm ?? 0) > 0 && hour >= PEAK ? 'PM..' : 'HN..';
      return { at, indexes, injectionIndex, periodCode, papp: 500, iinst: 2, pinj: 0 };
    };
    const hourly = Array.from({ length }, (_, hour) => lineAt(start + hour * HOUR, hour));
    // All of the day's energy has flowed before its midnight.
    const records = [...hourly, lineAt(start + length * HOUR - 1000, length)];
    sums.hn += day.hn;
    sums.pm += day.pm ?? 0;
    sums.injected += day.injected ?? 0;
    return records.filter(({ at }) => at <= until);
  });
}

/** Writes records into the logs of their days. */
export function writeRecords(logs: string, records: readonly EnergyRecord[]): void {
  const days = new Map<Day, string[]>();
  for (const record of records) {
    const day = dayOf(record.at);
    days.set(day, [...(days.get(day) ?? []), formatData(record)]);
  }
  for (const [day, lines] of days) writeFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
}

/** Prices by key, from 2020 on. */
export const evenPrices = (prices: Readonly<Record<string, number>>, ...more: Price[]): PriceList =>
  new PriceList([...Object.entries(prices).map(([key, price]): Price => ({ day: '2020-01-01', key, price })), ...more]);
