import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Why a small disk of its own cannot be mounted here; false where it can. */
export const noMounts: string | false =
  process.getuid?.() === 0 && process.platform === 'linux' ? false : 'only root can mount a small disk';

const mount = (...words: string[]): void => {
  execFileSync('mount', words, { stdio: 'ignore' });
};

/** A disk of a few KB in memory, mounted on a directory until `unmount`. */
export class SmallDisk {
  readonly #directory: string;

  constructor(directory: string, kilobytes: number) {
    this.#directory = directory;
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'linky-test', directory);
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.#directory]);
  }

  /** Takes all the room that is left. */
  fill(): void {
    const fd = openSync(join(this.#directory, 'ballast'), 'w');
    try {
      for (;;) writeSync(fd, Buffer.alloc(4096));
    } catch {
      // It is full, as wanted.
    }
    closeSync(fd);
  }

  /** Gives room back: this many bytes of it, or all. */
  free(bytes = Number.POSITIVE_INFINITY): void {
    const file = join(this.#directory, 'ballast');
    if (bytes === Number.POSITIVE_INFINITY) {
      rmSync(file);
      return;
    }
    const fd = openSync(file, 'r+');
    const size = Number(execFileSync('stat', ['-c', '%s', file], { encoding: 'utf8' }));
    ftruncateSync(fd, Math.max(0, size - bytes));
    closeSync(fd);
  }

  readOnly(yes: boolean): void {
    mount('-o', `remount,${yes ? 'ro' : 'rw'}`, this.#directory);
  }
}
