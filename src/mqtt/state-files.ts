import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory, withCode, withRegularFile } from '../host/files.ts';
import { type Lock, takeLock } from '../host/lock.ts';

/** A longer file is not ours, bytes. */
const MAX_BYTES = 1 << 16;
const ID = /^[\w-]{1,64}$/;

/** What outlives this process, a file of JSON each in a directory of its own: written by rename, never half. */
export class StateFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @returns the lock; the pid of another bridge that holds the directory @throws the system's error */
  take(): Lock | number {
    makeDirectory(this.directory, 0o750);
    return takeLock(join(this.directory, 'lock'));
  }

  /** The value of a file; undefined where there is none, or it is damaged. */
  read(name: string): unknown {
    try {
      return withRegularFile(join(this.directory, `${name}.json`), (fd, { size }) => {
        if (size > MAX_BYTES) throw withCode('EFBIG');
        return JSON.parse(readFileSync(fd, 'utf8')) as unknown;
      });
    } catch {
      return undefined;
    }
  }

  /**
   * @param durable it has to outlive a power cut: it cannot be made anew
   * @throws the system's error
   */
  write(name: string, value: unknown, durable = false): void {
    const path = join(this.directory, `${name}.json`);
    const fd = openSync(`${path}.new`, 'w', 0o640);
    try {
      writeSync(fd, `${JSON.stringify(value)}\n`);
      if (durable) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${path}.new`, path);
  }

  /** The id of this home, where one was drawn. */
  knownId(): string | undefined {
    const known = this.read('id');
    return typeof known === 'string' && ID.test(known) ? known : undefined;
  }

  /** The id of this home: 8 hex digits, drawn once. @throws the system's error where it cannot be kept */
  id(): string {
    const known = this.knownId();
    if (known !== undefined) return known;
    const id = randomBytes(4).toString('hex');
    this.write('id', id, true);
    return id;
  }
}
