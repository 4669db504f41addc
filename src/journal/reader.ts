import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { EnergyRecord } from '../energy/record.js';
import { clockOf, type Day, dayOf, isDay } from '../meter/time.js';
import { parseData } from './line.js';

/** The logs cannot be read at all: no such directory, or a file that the system refuses. */
export class JournalError extends Error {
  readonly key: 'noDirectory' | 'unreadable';
  readonly path: string;
  /** The system's code: ENOENT, EACCES… */
  readonly code: string;

  constructor(key: 'noDirectory' | 'unreadable', path: string, code: string) {
    super(`${key} ${path} ${code}`);
    this.key = key;
    this.path = path;
    this.code = code;
  }
}

/** What the logs hold of one day. */
export interface JournalDay {
  /** In the order of time. */
  readonly records: EnergyRecord[];
  /** Complete lines read, events and damaged ones included. */
  readonly lines: number;
  /** Lines that are neither a record of this day nor an event, and places where the disk lost what was written. */
  readonly damaged: number;
}

const NAME = /(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d).*\.log(\.gz)?$/;
const EVENT = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /;
/** No line of ours is longer, characters; a log whose newlines are lost is not worth searching. */
const LONGEST_LINE = 1000;
/** A compressed day unpacks to at most this, bytes: a hundred times a whole day. */
const LARGEST_DAY = 100_000_000;
const HOUR_MS = 3_600_000;
/** A clock that is set back by more than this, in the doubled hour of October, has changed to winter time, ms. */
const CLOCK_SLACK_MS = 60_000;

/**
 * The days that the directory has a log of, `*YYYY_MM_DD*.log` or `.log.gz`, in order.
 * @throws JournalError
 */
export function listDays(directory: string): Day[] {
  return [...new Set(filesOf(directory).map(({ day }) => day))].sort();
}

/**
 * Reads a day from every file that carries its date. What cannot be read is counted; a last line without its newline
 * is still being written, or torn, and left out.
 * @throws JournalError
 */
export function readDay(directory: string, day: Day): JournalDay {
  const records: EnergyRecord[] = [];
  let lines = 0;
  let damaged = 0;
  for (const file of filesOf(directory)) {
    if (file.day !== day) continue;
    const text = contentOf(join(directory, file.name));
    const content = text === undefined ? { records: [], lines: 1, damaged: 1 } : readText(text, day);
    for (const record of content.records) records.push(record);
    lines += content.lines;
    damaged += content.damaged;
  }
  return { records: records.sort((a, b) => a.at - b.at), lines, damaged };
}

function filesOf(directory: string): { name: string; day: Day }[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const [, year, month, date] = (!entry.isDirectory() && NAME.exec(entry.name)) || [];
      const day = `${year}-${month}-${date}`;
      return isDay(day) ? [{ name: entry.name, day }] : [];
    });
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

/** The text of a log; undefined when it is compressed and damaged. */
function contentOf(path: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new JournalError('unreadable', path, codeOf(error));
  }
  if (!path.endsWith('.gz')) return bytes.toString();
  try {
    // Z_SYNC_FLUSH gives what there is of a file whose end is missing.
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_DAY }).toString();
  } catch {
    return undefined;
  }
}

function readText(text: string, day: Day): JournalDay {
  const complete = text.split('\n').slice(0, -1);
  const records: EnergyRecord[] = [];
  let lines = 0;
  let damaged = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const raw of complete) {
    if (raw === '' || raw === '\r') continue;
    lines++;
    // A power cut leaves NULs where a file had grown but nothing was written yet; the line after them is whole.
    const nul = raw.lastIndexOf('\0');
    const line = (nul < 0 ? raw : raw.slice(nul + 1)).replace(/\r$/, '');
    const record = line.length > LONGEST_LINE ? undefined : parseData(line);
    const ours = record !== undefined && dayOf(record.at) === day;
    if (nul >= 0 || !(ours || EVENT.test(line.slice(0, LONGEST_LINE)))) damaged++;
    if (!ours) continue;
    const at = inOrder(record.at, latest);
    latest = Math.max(latest, at);
    records.push(at === record.at ? record : { ...record, at });
  }
  return { records, lines, damaged };
}

/** The instant of a wall time that October has twice: the second one where the file has gone past the first. */
function inOrder(at: number, latest: number): number {
  const second = at + HOUR_MS;
  return at < latest - CLOCK_SLACK_MS && clockOf(second) === clockOf(at) ? second : at;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
