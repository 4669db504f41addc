import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, constants as zlib } from 'node:zlib';
import type { EnergyRecord } from '../energy/record.js';
import { type Row, recordOfRow } from '../energy/summary.js';
import { type Day, isDay } from '../meter/time.js';
import { type Scanned, scan } from './scan.js';

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
export interface JournalDay extends Scanned {
  /** In the order in which they were written; those of several files in the order of time. */
  readonly records: EnergyRecord[];
}

/** `YYYY-MM-DD` */
const DAY_LENGTH = 10;
const NAME = /(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d).*\.log(\.gz)?$/;
/** A compressed day unpacks to at most this, bytes: a hundred times a whole day. */
const LARGEST_DAY = 100_000_000;
/** A log up to this size is read into memory that is kept for the next one, bytes: twice a whole day. */
const USUAL_DAY = 1 << 20;
/** Bytes behind a log that may be looked at though they are not of it. */
const MARGIN = 8;

/**
 * The days that the directory has a log of, `*YYYY_MM_DD*.log` or `.log.gz`, in order.
 * @throws JournalError
 */
export function listDays(directory: string): Day[] {
  return [...filesByDay(directory).keys()];
}

/**
 * The names of the logs of each day, in the order of days.
 * @throws JournalError
 */
export function filesByDay(directory: string): Map<Day, string[]> {
  const found: string[] = [];
  for (const entry of entriesOf(directory)) {
    const { name } = entry;
    const [, year, month, date] = NAME.exec(name) ?? [];
    if (year === undefined || entry.isDirectory()) continue;
    const day = `${year}-${month}-${date}`;
    // Asking the calendar costs more than all the rest of ten years of names.
    const plain = Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 28;
    if (plain || isDay(day)) found.push(day + name);
  }
  const days = new Map<Day, string[]>();
  for (const each of found.sort()) {
    const day = each.slice(0, DAY_LENGTH);
    const names = days.get(day);
    if (names) names.push(each.slice(DAY_LENGTH));
    else days.set(day, [each.slice(DAY_LENGTH)]);
  }
  return days;
}

/**
 * Reads a day from every file that carries its date. What cannot be read is counted; a last line without its newline
 * is still being written, or torn, and left out.
 * @throws JournalError
 */
export function readDay(directory: string, day: Day): JournalDay {
  return readFiles(directory, filesByDay(directory).get(day) ?? [], day);
}

/** The same where the files of the day are known. @throws JournalError */
export function readFiles(directory: string, names: readonly string[], day: Day): JournalDay {
  const records: EnergyRecord[] = [];
  let lines = 0;
  let damaged = 0;
  for (const name of names) {
    const content = scanFile(join(directory, name), day, (row) => records.push(recordOfRow(row)));
    lines += content.lines;
    damaged += content.damaged;
  }
  // One file has the order in which it was written, which a clock that is set back does not change.
  if (names.length > 1) records.sort((a, b) => a.at - b.at);
  return { records, lines, damaged };
}

/** Reads one log in its own order; `take` is given the same row for each record. @throws JournalError */
export function scanFile(path: string, day: Day, take: (row: Row) => void): Scanned {
  const content = contentOf(path);
  // Compressed and damaged, it is one place where nothing can be read.
  return content ? scan(content.buffer, content.size, day, take) : { lines: 1, damaged: 1 };
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

interface Content {
  /** With more than `size` bytes, whose end is of no meaning. */
  readonly buffer: Buffer;
  readonly size: number;
}

/** The bytes of a log, until the next one is read; undefined when it is compressed and damaged. */
function contentOf(path: string): Content | undefined {
  let content: Content;
  try {
    content = bytesOf(path);
  } catch (error) {
    throw new JournalError('unreadable', path, codeOf(error));
  }
  if (!path.endsWith('.gz')) return content;
  try {
    // Z_SYNC_FLUSH gives what there is of a file whose end is missing.
    const options = { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: LARGEST_DAY };
    const buffer = gunzipSync(content.buffer.subarray(0, content.size), options);
    return { buffer, size: buffer.length };
  } catch {
    return undefined;
  }
}

/** A new piece of memory for each day would have years of them waiting to be freed. */
let usual: Buffer | undefined;

function bytesOf(path: string): Content {
  // Whatever else may carry such a name: a pipe would wait for a writer.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    const wanted = stat.isFile() ? stat.size : 0;
    usual ??= Buffer.allocUnsafeSlow(USUAL_DAY + MARGIN);
    const buffer = wanted <= USUAL_DAY ? usual : Buffer.allocUnsafeSlow(wanted + MARGIN);
    let size = 0;
    for (let got = -1; got !== 0 && size < wanted; size += got) got = readSync(fd, buffer, size, wanted - size, size);
    return { buffer, size };
  } finally {
    closeSync(fd);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
