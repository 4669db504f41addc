import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
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

/** A file that is written whole beside the place where it is to be. */
export interface StagedFile {
  /** Puts it there, in one step. @throws the system's error, after which it is gone */
  put(): void;
  drop(): void;
}

/**
 * Writes the next content of a file beside it, down to the disk; `put` replaces the file. Where it is a link, its target is
 * meant, or with `followsLinks` false it is refused; its rights and, as far as this user may, its owner stay. Of a file
 * that only this program writes (`isOurs`), again and again, a link is replaced and not followed, and the disk is not
 * waited for.
 * @throws the system's error; code EISDIR, EINVAL or ELOOP for what is no regular file
 */
export function stageFile(
  path: string,
  content: string | Uint8Array,
  { isOurs = false, followsLinks = true } = {},
): StagedFile {
  const before = isOurs ? undefined : (followsLinks ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  if (before && !before.isFile())
    throw withCode(before.isSymbolicLink() ? 'ELOOP' : before.isDirectory() ? 'EISDIR' : 'EINVAL');
  const target = before && followsLinks ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${isOurs ? '' : `${process.pid}.`}new`);
  const drop = (): void => rmSync(temporary, { force: true });
  const orDrop = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      drop();
      throw error;
    }
  };
  const write = (fd: number): void => {
    if (before) {
      keepOwner(fd, before);
      fchmodSync(fd, before.mode & 0o777);
    }
    writeFileSync(fd, content);
    if (!isOurs) fsyncSync(fd);
  };
  // Left over, or put there by somebody else: never written to.
  drop();
  orDrop(() => withRegularFile(temporary, write, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644));
  return { put: () => orDrop(() => renameSync(temporary, target)), drop };
}

/** Gives a new file the owner and the group of the one before, or the group alone; who may do neither keeps it. */
function keepOwner(fd: number, { uid, gid }: Stats): void {
  const now = fstatSync(fd);
  if (now.uid === uid && now.gid === gid) return;
  for (const owner of [uid, now.uid]) {
    try {
      fchownSync(fd, owner, gid);
      return;
    } catch {
      // Only root may give a file away.
    }
  }
}

/** Replaces a file as a whole: at every moment it is the old one or the new one. As `stageFile`. */
export function replaceFile(path: string, content: string | Uint8Array, isOurs = false): void {
  stageFile(path, content, { isOurs }).put();
}
