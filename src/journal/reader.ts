import { closeSync, constants, type Dirent, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, constants as zlib } from 'node:zlib';
import type { EnergyRecord } from '../energy/record.ts';
import { type FlatRecord, recordOfFlat } from '../energy/summary.ts';
import { AppError } from '../host/errors.ts';
import type { ErrorKind } from '../text/errors.ts';
import { type Day, isDay } from '../time/local.ts';
import { type Scanned, Scanner } from './scan.ts';

/** The logs cannot be read at all: no such directory, or a file that the system refuses. */
export class JournalError extends AppError<ErrorKind<'JournalError'>> {
  override readonly name = 'JournalError';

  /** The system's code, where errors of the system have it. */
  get code(): string {
    return this.detail;
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
/** A compressed day unpacks to at most this, bytes: twice a line a second. What unpacks to more is no log of ours. */
export const LARGEST_DAY = 24 << 20;
/** A log is read in pieces of this size, bytes: twice a whole day of the usual lines. */
const USUAL_DAY = 1 << 20;
/** Bytes behind a log that may be looked at though they are not of it. */
const MARGIN = 8;
const NEWLINE = 0x0a;

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
    // A name that is no text cannot be given back to the system.
    if (year === undefined || name.includes('\ufffd') || entry.isDirectory()) continue;
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
    const content = scanFile(join(directory, name), day, (row) => records.push(recordOfFlat(row)));
    lines += content.lines;
    damaged += content.damaged;
  }
  // One file has the order in which it was written, which a clock that is set back does not change.
  if (names.length > 1) records.sort((a, b) => a.at - b.at);
  return { records, lines, damaged };
}

/**
 * Reads one log in its own order; `take` is given the same row for each record. One that was compressed or removed since
 * its name was read is read compressed, or has nothing.
 * @throws JournalError
 */
export function scanFile(path: string, day: Day, take: (row: FlatRecord) => void): Scanned {
  const scanner = new Scanner(day, take);
  const fd = openLog(path);
  if (fd === undefined) return path.endsWith('.gz') ? scanner : scanFile(`${path}.gz`, day, take);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return scanner;
    if (path.endsWith('.gz')) scanCompressed(fd, stat.size, scanner);
    else scanPlain(fd, stat.size, scanner);
    return scanner;
  } catch (error) {
    throw new JournalError('unreadable', path, codeOf(error));
  } finally {
    closeSync(fd);
  }
}

/** Undefined where there is nothing of this name any more. @throws JournalError */
function openLog(path: string): number | undefined {
  try {
    // Whatever else may carry such a name: a pipe would wait for a writer.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    // A link that leads nowhere is still there.
    if (code === 'ENOENT' && !lstatSync(path, { throwIfNoEntry: false })) return undefined;
    throw new JournalError('unreadable', path, code);
  }
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

/** The memory that logs are read into: a new piece for each day would have years of them waiting to be freed. */
let memory: Buffer | undefined;

/** Reads a log piece by piece: memory does not grow with the file, and a piece without a newline is left out. */
function scanPlain(fd: number, size: number, scanner: Scanner): void {
  memory ??= Buffer.allocUnsafeSlow(USUAL_DAY + MARGIN);
  const buffer = memory;
  let kept = 0;
  let skipping = false;
  for (let at = 0; at < size; ) {
    const got = readSync(fd, buffer, kept, Math.min(USUAL_DAY - kept, size - at), at);
    if (got === 0) return;
    at += got;
    let held = kept + got;
    if (skipping) {
      const newline = buffer.subarray(0, held).indexOf(NEWLINE);
      skipping = newline < 0;
      if (!skipping) scanner.skipped();
      held = skipping ? 0 : held - newline - 1;
      buffer.copy(buffer, 0, newline + 1, newline + 1 + held);
    }
    const read = scanner.read(buffer, held);
    kept = held - read;
    buffer.copy(buffer, 0, read, held);
    if (kept < USUAL_DAY) continue;
    skipping = true;
    kept = 0;
  }
}

/** A compressed log is unpacked as a whole; damaged, or of more than any day can have, it is one place where nothing can be read. */
function scanCompressed(fd: number, size: number, scanner: Scanner): void {
  if (size > LARGEST_DAY) {
    scanner.skipped();
    return;
  }
  const compressed = Buffer.allocUnsafeSlow(size);
  let held = 0;
  for (let got = -1; got !== 0 && held < size; held += got) got = readSync(fd, compressed, held, size - held, held);
  let content: Buffer;
  try {
    // Z_SYNC_FLUSH gives what there is of a file whose end is missing.
    const options = { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: LARGEST_DAY };
    content = gunzipSync(compressed.subarray(0, held), options);
  } catch {
    scanner.skipped();
    return;
  }
  scanner.read(content, content.length);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
