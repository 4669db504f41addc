import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EnergyAccount } from '../energy/account.js';
import type { EnergyRecord } from '../energy/record.js';
import { parseData } from '../journal/line.js';
import { listDays, readDay } from '../journal/reader.js';
import { periodOfCode } from '../meter/contract.js';
import { addDays, type Day, dayOf } from '../meter/time.js';

/** Mobile peaks that the contract allows in one season (facts/tic.md 4.1). */
export const PEAKS_OF_A_SEASON = 22;

/** First and last day of a season, 1 November to 31 March. */
export interface Season {
  readonly from: Day;
  readonly to: Day;
}

/** The EJP days of a season that have come so far, by the day of their 07:00. */
export interface EjpSeason extends Season {
  readonly days: readonly Day[];
}

/** The season that a day lies in; from April to October the one that has ended. */
export function seasonOf(day: Day): Season {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = month >= 11 ? year : year - 1;
  const named = (n: number): string => String(n).padStart(4, '0');
  return { from: `${named(first)}-11-01`, to: `${named(first + 1)}-03-31` };
}

/**
 * The EJP days used in the season up to a day, that day included, out of the logs.
 * @throws JournalError when the logs cannot be read
 */
export function ejpSeason(logs: string, day: Day): EjpSeason {
  const steps = ejpSeasonSteps(logs, day);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, one log at each step: for who has a screen to draw meanwhile. */
export function* ejpSeasonSteps(logs: string, day: Day): Generator<undefined, EjpSeason> {
  const season = seasonOf(day);
  const last = day < season.to ? day : season.to;
  const peaks = new Set<Day>();
  let before: readonly EnergyRecord[] = [];
  // The hour after midnight that ends the last peak stands in the log of the day after.
  for (const each of listDays(logs).filter((one) => one >= season.from && one <= addDays(last, 1))) {
    const { peaks: own, head, tail } = tracesOf(logs, each);
    // A peak may have run while nothing was written: the index has moved between two logs.
    for (const peak of [...own, ...peaksOf([...before, ...head])]) peaks.add(peak);
    if (tail.length > 0) before = tail;
    yield;
  }
  return { ...season, days: [...peaks].filter((peak) => peak >= season.from && peak <= last).sort() };
}

/** What one log tells of peaks, and its records at both ends. */
interface Traces {
  readonly peaks: readonly Day[];
  readonly head: readonly EnergyRecord[];
  readonly tail: readonly EnergyRecord[];
}

/** Records kept at each end of a log: enough to tell a wrong one from a right one. */
const NEIGHBOURS = 5;
/** Bytes read at each end of a log: some 35 lines. */
const END = 4096;
const THIN_MS = 5 * 60_000;
/** Logs remembered: two seasons. */
const MOST = 320;

/** What is known of logs that have not changed since, by directory and day. */
const known = new Map<string, { readonly version: string; readonly traces: Traces }>();

function tracesOf(logs: string, day: Day): Traces {
  const files = filesOf(logs, day);
  const version = files.map(({ name, size, changed }) => `${name} ${size} ${changed}`).join('\n');
  const key = join(logs, day);
  const cached = known.get(key);
  if (cached?.version === version) return cached.traces;
  const traces = tracesOfEnds(logs, day, files) ?? tracesOfAll(logs, day);
  known.delete(key);
  known.set(key, { version, traces });
  if (known.size > MOST) known.delete(known.keys().next().value as string);
  return traces;
}

function tracesOfAll(logs: string, day: Day): Traces {
  const { records } = readDay(logs, day);
  return { peaks: peaksOf(thinned(records)), head: records.slice(0, NEIGHBOURS), tail: records.slice(-NEIGHBOURS) };
}

/**
 * What the two ends of a log tell, where that is all: a peak runs to midnight or from midnight on, and its index
 * moves. Where neither end is in a peak and the index is the same at both, none ran, and the 400 kB between them need
 * not be read: on a small machine's card that is the difference between a second and a minute.
 */
function tracesOfEnds(logs: string, day: Day, files: readonly LogFile[]): Traces | undefined {
  const [file, other] = files;
  if (!file || other || file.name.endsWith('.gz') || file.size < 2 * END) return undefined;
  const first = recordAt(join(logs, file.name), day, false);
  const last = recordAt(join(logs, file.name), day, true);
  if (!first || !last || first.indexes['HPM'] !== last.indexes['HPM']) return undefined;
  if ([first, last].some(({ periodCode }) => periodOfCode(periodCode) === 'PM')) return undefined;
  return { peaks: [], head: [first], tail: [last] };
}

/** The first or the last record of a log; undefined when it does not stand there whole. */
function recordAt(path: string, day: Day, atEnd: boolean): EnergyRecord | undefined {
  let bytes: Buffer;
  try {
    const fd = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(END);
      const from = atEnd ? Math.max(0, fstatSync(fd).size - END) : 0;
      bytes = buffer.subarray(0, readSync(fd, buffer, 0, END, from));
    } finally {
      closeSync(fd);
    }
  } catch {
    // Whoever reads the whole of it will say what is wrong.
    return undefined;
  }
  const records = bytes
    .toString()
    .split('\n')
    .slice(atEnd ? 1 : 0, -1)
    .flatMap((line) => parseData(line) ?? [])
    .filter(({ at }) => dayOf(at) === day);
  return atEnd ? records.at(-1) : records[0];
}

interface LogFile {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
}

/** The files that carry a day's date; which of them are logs `readDay` knows. */
function filesOf(logs: string, day: Day): LogFile[] {
  const date = day.replaceAll('-', '_');
  return readdirSync(logs)
    .filter((name) => name.includes(date))
    .flatMap((name) => {
      const stat = statSync(join(logs, name), { throwIfNoEntry: false });
      return stat ? [{ name, size: stat.size, changed: stat.mtimeMs }] : [];
    });
}

/** The records at which the period changes, and one every few minutes: calendars are slow, and a peak is long. */
function thinned(records: readonly EnergyRecord[]): EnergyRecord[] {
  let kept: EnergyRecord | undefined;
  return records.filter((record, i) => {
    const { at, periodCode } = record;
    const keep = !kept || at - kept.at >= THIN_MS || periodCode !== kept.periodCode || i === records.length - 1;
    if (keep) kept = record;
    return keep;
  });
}

function peaksOf(records: readonly EnergyRecord[]): readonly Day[] {
  const account = new EnergyAccount();
  for (const record of records) account.add(record);
  return [...account.peakDays];
}
