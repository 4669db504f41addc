import { closeSync, constants, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Day, dayOf } from '../time/local.ts';

/** The file of a local day: `LinkyMonitor_2026_11_24.log`. */
export function logFile(directory: string, day: Day): string {
  return join(directory, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
}

const NEWLINE = 0x0a;
/** Ends a line that was torn: what stands before it must not pass for a whole one (`IConsommee=0` of `=013`). */
const TORN_END = ' ~\n';

/** Where a line went. */
export interface Written {
  readonly file: string;
  /** The line is the first of its file. */
  readonly first: boolean;
}

/**
 * Appends one line to the log of the day of `at`, in a single write. The file is opened for each line: it
 * may be moved, compressed or deleted at any time, and a line every 20 s costs nothing. A last line
 * that a crash has torn is ended first, never overwritten.
 * @throws the system's error (ENOSPC, EROFS, EACCES…); the file is then as it was
 */
export function appendLine(directory: string, at: number, line: string): Written {
  mkdirSync(directory, { recursive: true });
  const file = logFile(directory, dayOf(at));
  // Not through a link: whoever may write in the directory would have us write anywhere. Nor into a pipe: it would hold us.
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const fd = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o664);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw Object.assign(new Error('no file'), { code: 'EINVAL' });
    const { size } = stat;
    const last = Buffer.alloc(1, NEWLINE);
    if (size > 0) readSync(fd, last, 0, 1, size - 1);
    const bytes = Buffer.from(`${last[0] === NEWLINE ? '' : TORN_END}${line}\n`);
    const written = writeSync(fd, bytes);
    if (written < bytes.length) {
      // The disk took a part: with it the line would stand there twice, once torn.
      ftruncateSync(fd, size);
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    }
    return { file, first: size === 0 };
  } finally {
    closeSync(fd);
  }
}
