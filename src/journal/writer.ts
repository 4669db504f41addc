import {
  constants,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeDirectory, withCode, withRegularFile } from '../host/files.ts';
import { type Day, dayOf } from '../time/local.ts';

/** The file of a local day: `LinkyMonitor_2026_11_24.log`. */
export function logFile(directory: string, day: Day): string {
  return join(directory, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
}

const NEWLINE = 0x0a;
/** Ends a torn line, which must not pass for a whole one (`IConsommee=0` of `=013`). */
const TORN_END = ' ~\n';
/** What a log begins with. */
const BEGINNING = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d [A-Z]/;
/** A log that is larger is not copied, bytes. */
const MAX_COPY_BYTES = 24 << 20;
/** Links are not followed: anybody who may write in the directory would have us write anywhere. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Appends one line to the log of the day of `at` (ms), in a single write. The file is opened for each line: it
 * may be moved, compressed or deleted at any time, and a line every 20 s costs nothing. A last line
 * that a crash has torn is ended first, never overwritten. A log that has another name too (a hard link, as backups make
 * them) becomes a file of its own first.
 * @returns the paths to sync: the file, and the directory too where the file is new
 * @throws the system's error (ENOSPC, EROFS, EACCES…), the file is then as it was; EMLINK for another file's second name
 */
export function appendLine(directory: string, at: number, line: string): string[] {
  makeDirectory(directory);
  const file = logFile(directory, dayOf(at));
  const append = (fd: number, stat: Stats): string[] | undefined => {
    const { size } = stat;
    if (stat.nlink > 1) {
      separate(file, fd, stat);
      return undefined;
    }
    const last = Buffer.alloc(1, NEWLINE);
    if (size > 0) readSync(fd, last, 0, 1, size - 1);
    const bytes = Buffer.from(`${last[0] === NEWLINE ? '' : TORN_END}${line}\n`);
    if (writeSync(fd, bytes) < bytes.length) {
      // The disk took only a part: left there, the line would be in the log twice, once torn.
      ftruncateSync(fd, size);
      throw withCode('ENOSPC');
    }
    return size === 0 ? [file, directory] : [file];
  };
  return withRegularFile(file, append, APPEND) ?? appendLine(directory, at, line);
}

/**
 * Puts a copy in the place of one name of a file; the other names keep the file as it is. Only of a log of our own:
 * whoever may write in the directory could have given another file this name, to have it written to, or shown.
 */
function separate(path: string, from: number, { uid, size, mode }: Stats): void {
  if (uid !== process.geteuid?.() || size > MAX_COPY_BYTES) throw withCode('EMLINK');
  const content = Buffer.alloc(size);
  const whole = content.subarray(0, readSync(from, content, 0, size, 0));
  if (!BEGINNING.test(whole.toString('latin1', 0, 40))) throw withCode('EMLINK');
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  try {
    const fill = (fd: number): void => {
      if (writeSync(fd, whole) < whole.length) throw withCode('ENOSPC');
      fchmodSync(fd, mode & 0o777);
      fsyncSync(fd);
    };
    withRegularFile(temporary, fill, NEW, 0o600);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
