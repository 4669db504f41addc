import { spawnSync } from 'node:child_process';
import { closeSync, constants, copyFileSync, fchmodSync, fchownSync, openSync, unlinkSync } from 'node:fs';
import { makeDirectory, replaceFile, type StagedFile, stageFile } from './files.ts';
import { RealHost } from './host.ts';

/** The machine, to be changed. Every method but those of the host may throw the system's error. */
export class RealMachine extends RealHost {
  get isRoot(): boolean {
    return this.user.uid === 0;
  }

  /** Replaces a whole file, by way of a temporary one beside it. */
  write(path: string, text: string): void {
    replaceFile(path, text, true);
  }

  /**
   * Writes what is to replace a file that somebody else may write too: its owner and its rights stay. @throws ELOOP for a
   * link, which root would follow to wherever it leads
   */
  stage(path: string, content: string | Uint8Array): StagedFile {
    return stageFile(path, content, { followsLinks: !this.isRoot });
  }

  /** Copies a file, never over another one. @throws ELOOP for a link */
  copy(from: string, to: string): void {
    withoutFollowing(from, (fd) => copyFileSync(`/proc/self/fd/${fd}`, to, constants.COPYFILE_EXCL));
  }

  makeDirectory(path: string): void {
    makeDirectory(path);
  }

  /** Sets owner and permission bits. @throws ELOOP for a link */
  own(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }, mode: number): void {
    withoutFollowing(path, (fd) => {
      fchownSync(fd, uid, gid);
      // After chown, which clears setgid.
      fchmodSync(fd, mode);
    });
  }

  remove(path: string): void {
    unlinkSync(path);
  }

  /** Runs a program to its end. @throws its first line on stderr, when it fails */
  execute(program: string, ...words: string[]): void {
    const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8', timeout: 120_000 });
    if (error) throw error;
    if (status !== 0) throw new Error(`${[program, ...words].join(' ')}: ${stderr.trim().split('\n')[0] ?? status}`);
  }
}

/** The machine, or one in a test's memory. */
export type Machine = RealMachine;

/**
 * Opens a path and works on the open file: where others may write, they could otherwise replace it between two steps with
 * a link to a file of root's. @throws ELOOP for a link
 */
function withoutFollowing(path: string, work: (fd: number) => void): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}
