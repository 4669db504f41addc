import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  futimesSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { codeOf } from '../host/files.ts';
import { JournalError, LARGEST_DAY } from '../journal/reader.ts';
import { removeStaleFiles } from '../journal/stale-files.ts';
import { formatUnit } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { printable } from '../text/untrusted.ts';
import { addDays, type Day, isDay } from '../time/local.ts';

/** A log that is not compressed yet, by the date in its name, as the reader takes it. */
const LOG = /^[^.].*\.log$/;
const DATE = /(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d)/;
/** What an interrupted run leaves behind, with the id of its process; no reader takes it for a log. */
const LEFT_OVER = /^\..+\.log\.gz\.(\d+)\.tmp$/;

export interface CompressCommand {
  readonly logs: string;
  /** Logs of the days before this one; without it before yesterday, whose last lines may still wait to be written. */
  readonly before: Day | undefined;
  readonly today: Day;
  readonly texts: Texts;
}

/** `logs compress`: a line a log and a total, to stdout. @returns the exit code; @throws JournalError without a directory */
export function compress({ logs, before, today, texts }: CompressCommand): number {
  const t = texts.cli;
  // What is asked for may be later: today's log is still written.
  const limit = before === undefined ? addDays(today, -1) : before < today ? before : today;
  const size = (bytes: number): string => formatUnit(texts.lang, bytes / 1000, t.kilobytes);
  // Whoever reads along may go, and the disk may be full of what is compressed here: it is done all the same.
  process.stdout.on('error', () => undefined);
  let [count, from, to, failed] = [0, 0, 0, 0];
  for (const name of logsBefore(logs, limit)) {
    try {
      const done = compressLog(logs, name);
      count++;
      from += done.from;
      to += done.to;
      process.stdout.write(`${t.compressed(printable(name), size(done.from), size(done.to))}\n`);
    } catch (error) {
      failed++;
      const why = error instanceof Skipped ? t.compressKept[error.key] : codeOf(error);
      process.stderr.write(`linky-monitor: ${printable(t.compressFailed(name, why))}\n`);
    }
  }
  process.stdout.write(`${t.compressTotal(count, size(from), size(to))}\n`);
  return failed === 0 ? 0 : 1;
}

function logsBefore(directory: string, limit: Day): string[] {
  try {
    removeStaleFiles(directory, LEFT_OVER);
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .filter((name) => {
        const [, year, month, date] = (LOG.test(name) && DATE.exec(name)) || [];
        const day = `${year}-${month}-${date}`;
        return isDay(day) && day < limit;
      })
      .sort();
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

/** Why a log stays as it is. */
class Skipped extends Error {
  readonly key: 'exists' | 'differs' | 'changed' | 'large';

  constructor(key: Skipped['key']) {
    super(key);
    this.key = key;
  }
}

/**
 * Compresses one log. At every point the whole of it stands under a name that is read: the original goes last, when
 * what can be read back from the disk is equal to it. Where an interrupted run has left both, the two give the same
 * energy as one, and this one ends its work; a .gz of other content is never touched.
 */
function compressLog(directory: string, name: string): { readonly from: number; readonly to: number } {
  const original = join(directory, name);
  const target = `${original}.gz`;
  const before = statSync(original);
  // Nothing reads a .gz of so much.
  if (before.size > LARGEST_DAY) throw new Skipped('large');
  const bytes = readFileSync(original);
  const isNew = !existsSync(target);
  if (!isNew && !unpacksTo(target, bytes)) throw new Skipped('exists');
  if (isNew) {
    const temporary = join(directory, `.${name}.gz.${process.pid}.tmp`);
    try {
      writeWhole(temporary, gzipSync(bytes, { level: 9 }), before);
      if (!unpacksTo(temporary, bytes)) throw new Skipped('differs');
      placeNew(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
    syncDirectory(directory);
  }
  const now = statSync(original);
  if (now.size !== bytes.length || now.mtimeMs !== before.mtimeMs) {
    // Someone writes to it after all; what is compressed is not the whole of it.
    if (isNew) rmSync(target);
    throw new Skipped('changed');
  }
  rmSync(original);
  return { from: bytes.length, to: statSync(target).size };
}

function writeWhole(path: string, bytes: Uint8Array, like: { mode: number; atime: Date; mtime: Date }): void {
  const fd = openSync(path, 'wx', 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fchmodSync(fd, like.mode & 0o777);
    futimesSync(fd, like.atime, like.mtime);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Whether a compressed file unpacks to exactly these bytes. */
function unpacksTo(path: string, bytes: Buffer): boolean {
  try {
    return gunzipSync(readFileSync(path), { maxOutputLength: bytes.length + 1 }).equals(bytes);
  } catch {
    return false;
  }
}

/** Gives a file its name, never in place of another one. */
function placeNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new Skipped('exists');
    // A card formatted for cameras knows no links.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code)) throw error;
    if (existsSync(target)) throw new Skipped('exists');
    renameSync(temporary, target);
  }
}

/** The new name must be on the disk before the old one goes. */
function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
