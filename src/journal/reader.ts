import { lstatSync, readdirSync, readSync } from 'node:fs';
import type { FlatRecord } from '../energy/flat-record.ts';
import { AppError } from '../host/errors.ts';
import { codeOf, withRegularFile } from '../host/files.ts';
import type { ErrorKind } from '../text/errors.ts';
import { type Day, isDay } from '../time/local.ts';
import { lineFault, readArchive } from './archive.ts';
import type { OpenLogs } from './open-logs.ts';
import { type Scanned, Scanner } from './scan.ts';

/** The logs cannot be read: no such directory, or one of the files is refused by the system. */
export class JournalError extends AppError<ErrorKind<'JournalError'>> {
  override readonly name = 'JournalError';

  /** The system's code, where errors of the system have it. */
  get code(): string {
    return this.detail;
  }
}

/** Something that is named like a log and cannot be read, or not all of it. */
export interface UnreadLog {
  readonly name: string;
  /** The system's code (EISDIR a directory, EINVAL a pipe…), or a `LogFault`. */
  readonly code: string;
}

const NAME = /(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d).*\.log(\.gz)?$/;
/** Logs are read in pieces of so many bytes: they are still in the processor's cache when they are scanned. */
const PIECE_BYTES = 1 << 17;
const NEWLINE = 0x0a;

/**
 * The names of the logs of each day, `*YYYY_MM_DD*.log` or `.log.gz`, in the order of days; also of what cannot be read as
 * one, which is told when it is read.
 * @throws JournalError
 */
export function filesByDay(directory: string): Map<Day, string[]> {
  const days = new Map<Day, string[]>();
  // The system's order is that of the days where all names begin alike: there is nothing to be sorted then.
  let last = '';
  let isInOrder = true;
  for (const name of namesIn(directory)) {
    const day = dayOfLog(name);
    if (day === undefined) continue;
    const names = days.get(day);
    if (names) names.push(name);
    else days.set(day, [name]);
    isInOrder &&= day >= last;
    last = day;
  }
  for (const names of days.values()) if (names.length > 1) names.sort();
  return isInOrder ? days : new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The day of a log by its name; undefined for what is not named like one. */
export function dayOfLog(name: string): Day | undefined {
  const found = NAME.exec(name);
  // A name that is not valid UTF-8 cannot be opened by the string that stands for it.
  if (!found || name.includes('\ufffd')) return undefined;
  const { 1: year, 2: month, 3: date } = found;
  const day = `${year}-${month}-${date}` as Day;
  // Asking the calendar would take longer than all else on ten years of names.
  const isPlain = Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 28;
  return isPlain || isDay(day) ? day : undefined;
}

/**
 * Reads one log in its own order; `take` is given the same object for each record. A log that was compressed since its
 * name was read is read compressed; one that was removed since then has no records.
 * @param open what is known of logs that still grow
 * @throws JournalError for what is no regular file, or is refused
 */
export function scanFile(path: string, day: Day, take: (record: FlatRecord) => void, open?: OpenLogs): Scanned {
  const isCompressed = path.endsWith('.gz');
  const empty = new Scanner(day, take);
  try {
    return withRegularFile(path, (fd, file) => {
      const { size } = file;
      if (!isCompressed && open) {
        return open.scan(path, day, take, file, (scanner, from) => scanPlain(fd, size, scanner, from));
      }
      if (isCompressed) scanCompressed(fd, size, empty);
      else scanPlain(fd, size, empty);
      return empty;
    });
  } catch (error) {
    const code = codeOf(error);
    // A symbolic link to nothing is still there, and an error.
    const isGone = code === 'ENOENT' && !lstatSync(path, { throwIfNoEntry: false });
    if (isGone && !isCompressed) return scanFile(`${path}.gz`, day, take);
    if (!isGone) throw new JournalError('unreadable', path, code);
  }
  return empty;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

/** Logs are read into the same memory: a new buffer for each day would leave years of them to be freed. */
let memory: Buffer | undefined;

/**
 * Reads a log piece by piece: memory does not grow with the file. A line longer than a piece is skipped.
 * @param start the byte to begin at, the first of a line
 * @returns the byte before which all was read: it begins a line whose end has not come; undefined within a skipped line
 */
function scanPlain(fd: number, size: number, scanner: Scanner, start = 0): number | undefined {
  memory ??= Buffer.allocUnsafeSlow(PIECE_BYTES);
  const buffer = memory;
  /** Bytes at the beginning of the buffer: a line whose end is still to be read. */
  let kept = 0;
  let isSkipping = false;
  let at = start;
  while (at < size) {
    const got = readSync(fd, buffer, kept, Math.min(PIECE_BYTES - kept, size - at), at);
    if (got === 0) break;
    at += got;
    const length = kept + got;
    let from = 0;
    if (isSkipping) {
      from = buffer.subarray(0, length).indexOf(NEWLINE) + 1;
      if (from === 0) continue;
      scanner.countUnread();
    }
    const read = scanner.read(buffer, length, from);
    isSkipping = read === 0 && length === PIECE_BYTES;
    kept = isSkipping ? 0 : length - read;
    buffer.copy(buffer, 0, read, length);
  }
  scanner.fault = isSkipping && scanner.lines === 0 ? 'noLine' : lineFault(scanner.lines, buffer.subarray(0, kept));
  return isSkipping ? undefined : at - kept;
}

/** Unpacks and reads a compressed log as a whole. */
function scanCompressed(fd: number, size: number, scanner: Scanner): void {
  const { content, fault } = readArchive(fd, size);
  const read = scanner.read(content, content.length);
  scanner.fault = fault ?? lineFault(scanner.lines, content.subarray(read));
}
