import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { type Host, RealHost } from './host.ts';

/** A machine that can be changed; each may throw the system's error. */
export interface Machine extends Host {
  readonly isRoot: boolean;
  /** Writes a whole file, through a temporary one beside it. */
  write(path: string, text: string): void;
  /** Copies a file that is no link; never over another one. */
  copy(from: string, to: string): void;
  makeDirectory(path: string): void;
  /** Never of what a link leads to. @param mode permission bits */
  own(path: string, owner: { readonly uid: number; readonly gid: number }, mode: number): void;
  remove(path: string): void;
  /** Runs a program to its end. @throws what it said, when it fails */
  execute(program: string, ...words: string[]): void;
}

export class RealMachine extends RealHost implements Machine {
  get isRoot(): boolean {
    return this.user.uid === 0;
  }

  write(path: string, text: string): void {
    const temporary = `${path}.new`;
    writeFileSync(temporary, text, { mode: 0o644 });
    renameSync(temporary, path);
  }

  copy(from: string, to: string): void {
    opened(from, (fd) => copyFileSync(`/proc/self/fd/${fd}`, to, constants.COPYFILE_EXCL));
  }

  makeDirectory(path: string): void {
    mkdirSync(path, { recursive: true });
  }

  own(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }, mode: number): void {
    opened(path, (fd) => {
      fchownSync(fd, uid, gid);
      // After chown, which takes setgid away.
      fchmodSync(fd, mode);
    });
  }

  remove(path: string): void {
    unlinkSync(path);
  }

  execute(program: string, ...words: string[]): void {
    const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8', timeout: 120_000 });
    if (error) throw error;
    if (status !== 0) throw new Error(`${[program, ...words].join(' ')}: ${stderr.trim().split('\n')[0] ?? status}`);
  }
}

/**
 * What root changes or reads where others may write is looked up once and held: a link that they put there, to a file of
 * root's, is refused. @throws ELOOP
 */
function opened(path: string, work: (fd: number) => void): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}
