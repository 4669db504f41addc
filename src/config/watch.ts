import { statSync } from 'node:fs';

/** Tells whether a file may have changed since it was last asked: by its time, size and inode. */
export class WatchedFile {
  readonly path: string;
  #seen: string | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** True the first time, and then after each change, also when the file comes or goes. */
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
    return String((error as NodeJS.ErrnoException).code);
  }
}
