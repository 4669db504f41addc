import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { codeOf, readTail, withRegularFile } from './files.ts';

/** A program that takes longer counts as absent. */
const RUN_MS = 3000;
/** Of a longer file `read` gives the beginning. */
const MAX_BYTES = 1 << 20;

export interface PathStat {
  readonly kind: 'file' | 'directory' | 'character' | 'other';
  /** How many names a file has: more than one are hard links. */
  readonly names: number;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a character device: its number, major * 256 + minor. */
  readonly device: number;
  readonly inode: number;
  /** The file system that the inode is of. */
  readonly filesystem: number;
  /** When content, owner or mode changed last, ms since 1970. */
  readonly changed: number;
}

export interface Space {
  readonly freeBytes: number;
  readonly freeInodes: number;
  /** 0 where the file system does not count them. */
  readonly inodes: number;
}

/**
 * The machine that the program runs on, as far as it can be examined. Nothing throws: what does not exist, may not be
 * read or does not answer is undefined, or an empty list.
 */
export class RealHost {
  readonly user: { readonly uid: number; readonly groups: readonly number[] } = {
    uid: process.geteuid?.() ?? 0,
    groups: process.getgroups?.() ?? [],
  };

  /** The text of a regular file of at most 1 MB, or of so many bytes; of a longer one its beginning. */
  read(path: string, most = MAX_BYTES): string | undefined {
    return quietly(() =>
      withRegularFile(path, (fd, { size: told }) => {
        // Files of /proc say that they are empty: they are read until nothing comes.
        const buffer = Buffer.alloc(Math.min(most, Math.max(told, MAX_BYTES)));
        let size = 0;
        for (let got = -1; got !== 0 && size < buffer.length; size += got) {
          got = readSync(fd, buffer, size, buffer.length - size, null);
        }
        return buffer.toString('utf8', 0, size);
      }),
    );
  }

  /** The last `bytes` of a regular file. */
  tail(path: string, bytes: number): Buffer | undefined {
    return quietly(() => readTail(path, bytes));
  }

  /** The names in a directory, sorted. */
  list(path: string): readonly string[] {
    return quietly(() => readdirSync(path).sort()) ?? [];
  }

  /** The target of a symbolic link, as the link has it. */
  link(path: string): string | undefined {
    return quietly(() => readlinkSync(path));
  }

  /** The path with every link followed. */
  real(path: string): string | undefined {
    return quietly(() => realpathSync(path));
  }

  stat(path: string): PathStat | undefined {
    return quietly(() => {
      const stat = statSync(path);
      const kind = stat.isFile()
        ? 'file'
        : stat.isDirectory()
          ? 'directory'
          : stat.isCharacterDevice()
            ? 'character'
            : 'other';
      const { uid, gid, rdev, ino, dev, ctimeMs, nlink } = stat;
      const numbers = { device: rdev, inode: ino, filesystem: dev, changed: ctimeMs, names: nlink };
      return { kind, mode: stat.mode & 0o7777, uid, gid, ...numbers };
    });
  }

  /** Why `stat` gives nothing: ENOENT, EACCES… */
  code(path: string): string | undefined {
    return failureOf(() => statSync(path));
  }

  /** Whether this process may read or write the path. */
  may(path: string, what: 'read' | 'write'): boolean {
    return failureOf(() => accessSync(path, what === 'read' ? constants.R_OK : constants.W_OK)) === undefined;
  }

  space(path: string): Space | undefined {
    return quietly(() => {
      const { bavail, bsize, ffree, files } = statfsSync(path);
      return { freeBytes: bavail * bsize, freeInodes: ffree, inodes: files };
    });
  }

  /** What a program prints to stdout; undefined unless it exits with 0. */
  run(program: string, ...words: string[]): Promise<string | undefined> {
    return new Promise((resolve) => {
      const options = { timeout: RUN_MS, env: { ...process.env, LC_ALL: 'C' } };
      execFile(program, words, options, (error, out) => resolve(error ? undefined : out));
    });
  }
}

/** The machine, or one in a test's memory. */
export type Host = RealHost;

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The code of the error that `work` throws; undefined where it does not. */
function failureOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
