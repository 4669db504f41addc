import {
  closeSync,
  constants,
  type Dirent,
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
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { codeOf, withCode, withRegularFile } from '../../host/files.ts';
import { type Lock, takeLock } from '../../host/lock.ts';
import { MAX_DAY_BYTES } from '../../journal/archive.ts';
import { JournalError } from '../../journal/reader.ts';
import { removeStaleFiles } from '../../journal/stale-files.ts';
import { cli } from '../../text/cli.ts';
import { formatUnit, type Lang } from '../../text/format.ts';
import type { Texts } from '../../text/index.ts';
import { entryOf, printable } from '../../text/untrusted.ts';
import { addDays, type Day, dayOf, isDay } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { dayOption } from '../day-option.ts';
import { readPaths } from '../paths.ts';

/** Logs that are not compressed yet, by the names that the journal's reader accepts. */
const LOG = /^[^.].*\.log$/;
const DATE = /(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d)/;
/** The temporary file of a process, by its id, of this one or of the daemon; no reader takes it for a log. */
const TEMPORARY = /^\..+\.log(?:\.gz)?\.(\d+)\.tmp$/;

/** `logs compress`: a line a log and a total, to stdout. @returns the exit code; @throws JournalError without a directory */
export async function compress(call: Call<{ readonly before?: string }>): Promise<number> {
  const { lang, options } = call;
  const { logs } = await readPaths(call);
  const today = dayOf(Date.now());
  const texts = { lang, cli: cli[lang] };
  const before = options.before === undefined ? undefined : dayOption(options.before, today, texts);
  // The work goes on when the reader leaves, or when stdout is a file on a disk that these very logs have filled.
  process.stdout.on('error', () => undefined);
  const lock = lockOf(logs);
  if (typeof lock === 'number') {
    process.stderr.write(`linky-monitor: ${printable(cli[lang].compressBusy(logs, lock))}\n`);
    process.stdout.write(`${cli[lang].compressTotal(0, '', '')}\n`);
    return 1;
  }
  try {
    return compressLogs({ logs, before, today, lang });
  } finally {
    lock?.release();
  }
}

/** Undefined where the file system has no links or takes nothing: two at work there disturb each other, and lose nothing. */
function lockOf(logs: string): Lock | number | undefined {
  try {
    return takeLock(join(logs, '.compress.lock'));
  } catch {
    return undefined;
  }
}

/**
 * Compresses the logs of the days before `before`.
 * @param output for the lines: results to stdout, failures to stderr
 * @returns the exit code
 */
export function compressLogs(
  { logs, before, today, lang }: { logs: string; before: Day | undefined; today: Day; lang: Lang },
  output: Record<'stdout' | 'stderr', { write(text: string): unknown }> = process,
): number {
  const t = cli[lang];
  // Never today's log, which is being written; unasked not yesterday's either: its last lines may still be waiting.
  const limit = before === undefined ? addDays(today, -1) : before < today ? before : today;
  const size = (bytes: number): string => formatUnit(lang, bytes / 1000, t.kilobytes);
  let [count, from, to, failed] = [0, 0, 0, 0];
  for (const entry of logsBefore(logs, limit)) {
    const { name } = entry;
    if (!entry.isFile()) {
      // Somebody has put it there on purpose: told, but no failure.
      output.stderr.write(`linky-monitor: ${printable(t.compressFailed(name, t.compressKept.notFile))}\n`);
      continue;
    }
    try {
      const done = compressLog(logs, name);
      count++;
      from += done.from;
      to += done.to;
      output.stdout.write(`${t.compressed(printable(name), size(done.from), size(done.to))}\n`);
    } catch (error) {
      failed++;
      const code = codeOf(error);
      output.stderr.write(
        `linky-monitor: ${printable(t.compressFailed(name, entryOf(t.compressKept, code) ?? code))}\n`,
      );
    }
  }
  output.stdout.write(`${t.compressTotal(count, size(from), size(to))}\n`);
  return failed === 0 ? 0 : 1;
}

function logsBefore(directory: string, limit: Day): Dirent[] {
  try {
    removeStaleFiles(directory, TEMPORARY);
    return readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => {
        const day = (LOG.test(name) && DATE.exec(name)?.slice(1).join('-')) || '';
        return isDay(day) && day < limit;
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new JournalError('noDirectory', directory, codeOf(error));
  }
}

/** Why a log stays as it is, as the code of an error. */
const skipped = (kind: keyof Texts['cli']['compressKept']): Error => withCode(kind);

/**
 * Compresses one log. At every moment the whole of it is on the disk under a name that readers know: the original is
 * removed last, once the copy read back from the disk equals it. After an interrupted run both may be there; readers count
 * them once, and this run removes the original. A .gz of other content is never touched.
 * @returns sizes, bytes
 */
function compressLog(directory: string, name: string): { readonly from: number; readonly to: number } {
  const original = join(directory, name);
  const target = `${original}.gz`;
  const before = statSync(original);
  // Readers refuse a .gz that unpacks to more.
  if (before.size > MAX_DAY_BYTES) throw skipped('large');
  const bytes = withRegularFile(original, (fd) => readFileSync(fd), constants.O_RDONLY | constants.O_NOFOLLOW);
  const isNew = !existsSync(target);
  if (!isNew && !unpacksTo(target, bytes)) throw skipped('exists');
  if (isNew) {
    const temporary = join(directory, `.${name}.gz.${process.pid}.tmp`);
    try {
      writeWhole(temporary, gzipSync(bytes, { level: 9 }), before);
      if (!unpacksTo(temporary, bytes)) throw skipped('differs');
      placeNew(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
    syncDirectory(directory);
  }
  const now = statSync(original);
  if (now.size !== bytes.length || now.mtimeMs !== before.mtimeMs) {
    // Somebody still writes to it: the copy is not the whole of it.
    if (isNew) rmSync(target);
    throw skipped('changed');
  }
  rmSync(original);
  return { from: bytes.length, to: statSync(target).size };
}

function writeWhole(path: string, bytes: Uint8Array, like: { mode: number; atime: Date; mtime: Date }): void {
  const write = (fd: number): void => {
    writeFileSync(fd, bytes);
    fchmodSync(fd, like.mode & 0o777);
    futimesSync(fd, like.atime, like.mtime);
    fsyncSync(fd);
  };
  withRegularFile(path, write, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
}

/** Whether a compressed file unpacks to exactly these bytes. */
function unpacksTo(path: string, bytes: Buffer): boolean {
  try {
    return gunzipSync(readFileSync(path), { maxOutputLength: bytes.length + 1 }).equals(bytes);
  } catch {
    return false;
  }
}

/** Gives a file its final name, never in place of another file. */
function placeNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw skipped('exists');
    // FAT, as on cards for cameras, has no hard links.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code)) throw error;
    if (existsSync(target)) throw skipped('exists');
    renameSync(temporary, target);
  }
}

/** The new name must be on the disk before the old one is removed. */
function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
