import { statSync } from 'node:fs';
import { codeOf } from '../host/files.ts';

/** Notices that a file may have changed: by its time, size and inode. */
export class WatchedFile {
  readonly path: string;
  #seen: string | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** True at the first call, and then once after each change; the file's coming and going are changes. */
  changed(): boolean {
    const now = fingerprint(this.path);
    if (now === this.#seen) return false;
    this.#seen = now;
    return true;
  }
}

function fingerprint(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return codeOf(error);
  }
}
