import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Script } from 'node:vm';

/*
 * What V8 has made of the program's files, kept from one start of a command to the next: in $XDG_CACHE_HOME/linky-monitor,
 * which must be the user's own, a file for each. Such a file begins with what it was made of and under; then comes V8's
 * data, twice: V8 does not notice that some bytes of it have changed and would crash, and comparing takes less time than
 * the sum of any checksum. A file that is not exactly right is ignored and replaced.
 */

const EXTENSION = '.code';

/** Where this user's cache is; undefined where there is none of his own, as for who became root and kept his home. */
export function cacheDirectory({ XDG_CACHE_HOME: cache, HOME: home }: NodeJS.ProcessEnv): string | undefined {
  const above = cache?.startsWith('/') ? cache : home?.startsWith('/') ? join(home, '.cache') : undefined;
  if (above === undefined) return undefined;
  for (const place of [join(above, 'linky-monitor'), above, dirname(above)]) {
    const stat = statSync(place, { throwIfNoEntry: false });
    if (stat)
      return stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0 ? join(above, 'linky-monitor') : undefined;
  }
  return undefined;
}

/** A file of the program as it is on the disk. */
export interface SourceFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** What V8's data was made of and under: for another key it is worth nothing. */
function keyOf({ path, size, mtimeMs }: SourceFile): string {
  const { version, arch, versions, execArgv } = process;
  return `${JSON.stringify([path, size, mtimeMs, version, versions.v8, arch, execArgv, process.env['NODE_OPTIONS']])}\n`;
}

/** What every file is read into: memory that is touched for the first time costs more than what is read into it. */
let room = Buffer.allocUnsafeSlow(1 << 19);

/**
 * Reads a file as it is on the disk.
 * @param before bytes to leave free before it
 * @param after bytes to leave free after it
 * @returns its bytes with that room, until the next file is read
 */
export function bytesOf(path: string, before = 0, after = 0): { bytes: Buffer; size: number; mtimeMs: number } {
  const fd = openSync(path, 'r');
  try {
    const { size, mtimeMs } = fstatSync(fd);
    const length = before + size + after;
    if (room.length < length) room = Buffer.allocUnsafeSlow(length);
    if (readSync(fd, room, before, size, 0) !== size) throw new Error(`${path}: shorter than it was`);
    return { bytes: room.subarray(0, length), size, mtimeMs };
  } finally {
    closeSync(fd);
  }
}

/** V8's data of the files that one command loads. */
export class CodeCache {
  readonly #directory: string;
  readonly #command: string;
  /** What was loaded and is not kept yet, by the name of its file. */
  readonly #fresh = new Map<string, { readonly script: Script; readonly key: string }>();

  /** @param command has files of its own: its code is that of the functions that it runs */
  constructor(directory: string, command: string) {
    this.#directory = directory;
    this.#command = command;
  }

  /** V8's data of a file, until the next file is read; undefined where there is none that is right. */
  dataOf(file: SourceFile): Buffer | undefined {
    try {
      const { bytes } = bytesOf(this.#pathOf(file));
      const key = keyOf(file);
      const head = Buffer.byteLength(key);
      const middle = head + (bytes.length - head) / 2;
      const data = bytes.subarray(head, middle);
      const isRight = bytes.toString('utf8', 0, head) === key && data.length > 0 && data.equals(bytes.subarray(middle));
      return isRight ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers what was compiled because there was no data for it. */
  add(file: SourceFile, script: Script): void {
    this.#fresh.set(this.#pathOf(file), { script, key: keyOf(file) });
  }

  /** Writes what is not kept yet. V8's data has what has run by now. */
  keep(): void {
    if (this.#fresh.size === 0) return;
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      // What a program that was killed while writing has left.
      for (const name of readdirSync(this.#directory))
        if (name.includes(`${EXTENSION}.`)) rmSync(join(this.#directory, name), { force: true });
      for (const [path, { script, key }] of this.#fresh) {
        const data = script.createCachedData();
        const temporary = `${path}.${process.pid}`;
        writeFileSync(temporary, Buffer.concat([Buffer.from(key), data, data]), { flag: 'wx', mode: 0o600 });
        renameSync(temporary, path);
      }
    } catch {
      // A disk that is full or cannot be written: there is no cache then.
    }
    this.#fresh.clear();
  }

  #pathOf({ path }: Pick<SourceFile, 'path'>): string {
    return join(this.#directory, `${this.#command}-${basename(path, '.cjs')}${EXTENSION}`);
  }
}
