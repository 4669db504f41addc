import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnergyRecord } from '../energy/record.js';
import type { DaySummary } from '../energy/summary.js';
import type { Day } from '../meter/time.js';

/*
 * logs/.summaries: the sums of closed days, so that their logs need not be read again. Two lines: what it was made
 * under, with a checksum, and the days as JSON. It may be deleted at any time, and is never believed when anything is odd.
 */

/** What is kept of a day: `summary` is undefined where there are no records, or they cannot be summed up. */
export interface Summarised {
  /** The names, sizes and times of its files: others mean that the day has changed. */
  readonly version: string;
  readonly summary: DaySummary | undefined;
  readonly records: number;
  readonly damaged: number;
}

const NAME = '.summaries';
/** To be raised with every change of what a summary means or how it is written. */
const FORMAT = 1;

/** A record without its names, which are those of the day. */
type Values = readonly [at: number, period: string, papp: number, iinst: number, ...rest: (number | null)[]];
type Entry = readonly [
  day: Day,
  version: string,
  records: number,
  damaged: number,
  summary?: readonly [
    keys: string,
    first: Values,
    last: Values,
    covered: number,
    peakVa: number,
    injectedByPower: number,
    injectionEstimated: number,
    peaks: string,
  ],
];

/** The days that are remembered; none when there is no cache, or another program's, or a damaged one. */
export function readCache(directory: string): Map<Day, Summarised> {
  try {
    const bytes = readFileSync(join(directory, NAME));
    const end = bytes.indexOf('\n');
    const body = bytes.subarray(end + 1);
    if (end < 0 || bytes.toString('utf8', 0, end) !== headOf(body)) return new Map();
    return new Map((JSON.parse(body.toString()) as Entry[]).map((entry) => [entry[0], summarisedOf(entry)]));
  } catch {
    return new Map();
  }
}

/** Replaces the cache as a whole: two programs at once leave that of one of them. Fails silently. */
export function writeCache(directory: string, days: ReadonlyMap<Day, Summarised>): void {
  const body = Buffer.from(JSON.stringify([...days].map(([day, summarised]) => entryOf(day, summarised))));
  const path = join(directory, NAME);
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${headOf(body)}\n`), body]), { flag: 'wx' });
    renameSync(temporary, path);
  } catch {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
  }
}

/** What the sums hang on besides the logs: this program's rules, the local time, and that they are as written. */
function headOf(body: Uint8Array): string {
  const offsets = [0, 6].map((month) => new Date(2025, month, 1).getTimezoneOffset());
  const zone = [process.env['TZ'] ?? '', process.versions['tz'] ?? '', ...offsets];
  return JSON.stringify(['linky-monitor summaries', FORMAT, ...zone, checksum(body)]);
}

/** FNV-1a over the bytes. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ (bytes[i] as number), 0x01000193);
  return sum >>> 0;
}

function entryOf(day: Day, { version, summary, records, damaged }: Summarised): Entry {
  if (!summary) return [day, version, records, damaged];
  const { first, last, covered, peakVa, injectedByPower, injectionEstimated, peaks } = summary;
  const keys = Object.keys(first.indexes).join(' ');
  const sums = [covered, peakVa, injectedByPower, Number(injectionEstimated)] as const;
  return [day, version, records, damaged, [keys, valuesOf(first), valuesOf(last), ...sums, peaks.join(' ')]];
}

function summarisedOf([, version, records, damaged, summary]: Entry): Summarised {
  if (!summary) return { version, records, damaged, summary: undefined };
  const [keys, first, last, covered, peakVa, injectedByPower, estimated, peaks] = summary;
  const names = keys.split(' ');
  const sums: DaySummary = {
    first: recordOf(names, first),
    last: recordOf(names, last),
    records,
    covered,
    peakVa,
    injectedByPower,
    injectionEstimated: estimated === 1,
    peaks: peaks === '' ? [] : peaks.split(' '),
  };
  return { version, records, damaged, summary: sums };
}

function valuesOf({ at, periodCode, papp, iinst, injectionIndex, pinj, indexes }: EnergyRecord): Values {
  return [at, periodCode, papp, iinst, injectionIndex ?? null, pinj ?? null, ...Object.values(indexes)];
}

function recordOf(
  keys: readonly string[],
  [at, periodCode, papp, iinst, injection, pinj, ...rest]: Values,
): EnergyRecord {
  const indexes: Record<string, number> = {};
  for (let i = 0; i < keys.length; i++) indexes[keys[i] as string] = rest[i] as number;
  return { at, periodCode, indexes, papp, iinst, injectionIndex: injection ?? undefined, pinj: pinj ?? undefined };
}
