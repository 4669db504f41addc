import { constants, ftruncateSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory, withCode, withRegularFile } from '../host/files.ts';
import { type Day, dayOf } from '../time/local.ts';

/** The file of a local day: `LinkyMonitor_2026_11_24.log`. */
export function logFile(directory: string, day: Day): string {
  return join(directory, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
}

const NEWLINE = 0x0a;
/** Ends a torn line, which must not pass for a whole one (`IConsommee=0` of `=013`). */
const TORN_END = ' ~\n';
/** Links are not followed: anybody who may write in the directory would have us write anywhere. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * Appends one line to the log of the day of `at` (ms), in a single write. The file is opened for each line: it
 * may be moved, compressed or deleted at any time, and a line every 20 s costs nothing. A last line
 * that a crash has torn is ended first, never overwritten.
 * @returns the paths to sync: the file, and the directory too where the file is new
 * @throws the system's error (ENOSPC, EROFS, EACCES…); the file is then as it was
 */
export function appendLine(directory: string, at: number, line: string): string[] {
  makeDirectory(directory);
  const file = logFile(directory, dayOf(at));
  const append = (fd: number, { size }: { readonly size: number }): string[] => {
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
  return withRegularFile(file, append, APPEND);
}
