import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The short name of a system error: ENOENT, EACCES…; of any other error its message. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
}

/**
 * Opens a regular file, gives it to `work` and closes it. Anything else is refused without waiting: opening a pipe would
 * wait for its writer, and a device has no end.
 * @param flags further flags of open(2) besides O_NONBLOCK
 * @throws the system's error; code EISDIR for a directory, EINVAL for anything else that is no regular file
 */
export function withRegularFile<T>(
  path: string,
  work: (fd: number, stat: Stats) => T,
  flags = constants.O_RDONLY,
  mode = 0o664,
): T {
  const fd = openSync(path, flags | constants.O_NONBLOCK, mode);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw withCode(stat.isDirectory() ? 'EISDIR' : 'EINVAL');
    return work(fd, stat);
  } finally {
    closeSync(fd);
  }
}

/** The last `bytes` of a regular file. @throws as `withRegularFile` */
export function readTail(path: string, bytes: number): Buffer {
  return withRegularFile(path, (fd, { size }) => {
    const buffer = Buffer.alloc(Math.min(size, bytes));
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, size - buffer.length));
  });
}

/** An error that has a system error's code. */
export function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * Makes a directory and those above it, not to be written by everybody whatever the umask. Node's own `recursive` tries for ever where the system makes none and says
 * ENOENT, as below /proc.
 * @throws the system's error
 */
export function makeDirectory(path: string, mode = 0o775): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeDirectory(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

/** Half of a file that a program was killed while writing; the group is the process. */
export const UNFINISHED = /^\..+\.(\d+)\.new$/;

/**
 * Replaces a file as a whole, down to the disk: at every moment it is the old one or the new one. Where it is a link, its
 * target is replaced; its rights stay. Of a file that only this program writes (`isOurs`), again and again, a link is
 * replaced and not followed, and the disk is not waited for.
 * @throws the system's error; code EISDIR or EINVAL for what is no regular file
 */
export function replaceFile(path: string, content: string | Uint8Array, isOurs = false): void {
  const before = isOurs ? undefined : statSync(path, { throwIfNoEntry: false });
  if (before && !before.isFile()) throw withCode(before.isDirectory() ? 'EISDIR' : 'EINVAL');
  const target = before ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${isOurs ? '' : `${process.pid}.`}new`);
  const write = (fd: number): void => {
    if (before) fchmodSync(fd, before.mode & 0o777);
    writeFileSync(fd, content);
    if (!isOurs) fsyncSync(fd);
  };
  // Left over, or put there by somebody else: never written to.
  rmSync(temporary, { force: true });
  try {
    withRegularFile(temporary, write, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
