import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Day, dayOf } from '../meter/time.js';

/** The file of a local day: `LinkyMonitor_2026_11_24.log`. */
export function logFile(directory: string, day: Day): string {
  return join(directory, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
}

const NEWLINE = 0x0a;

/**
 * Appends one line to the log of the day of `at`, in a single write. The file is opened for each line: it
 * may be moved, compressed or deleted at any time, and a line every 20 s costs nothing. A last line
 * that a crash or a full disk has torn is ended first, never overwritten.
 * @throws the system's error (ENOSPC, EROFS, EACCES…); part of the line may then stand in the file, torn
 */
export function appendLine(directory: string, at: number, line: string): void {
  mkdirSync(directory, { recursive: true });
  const fd = openSync(logFile(directory, dayOf(at)), 'a+', 0o664);
  try {
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1, NEWLINE);
    if (size > 0) readSync(fd, last, 0, 1, size - 1);
    const bytes = Buffer.from(`${last[0] === NEWLINE ? '' : '\n'}${line}\n`);
    const written = writeSync(fd, bytes);
    if (written < bytes.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
  } finally {
    closeSync(fd);
  }
}
