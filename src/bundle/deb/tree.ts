import { createHash } from 'node:crypto';
import { chmodSync, lutimesSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The files of a package, in a directory; what they are is the same wherever and whenever they are made. */
export class Tree {
  readonly root: string;
  /** Regular files by their path, and their size. */
  readonly #sizes = new Map<string, number>();
  readonly #sums = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  add(path: string, content: string | Buffer, mode = 0o644): void {
    const bytes = Buffer.from(content);
    this.#put(path, bytes, mode);
    this.#sizes.set(path, bytes.length);
    this.#sums.set(path, createHash('md5').update(bytes).digest('hex'));
  }

  copy(path: string, from: string): void {
    this.add(path, readFileSync(from));
  }

  compressed(path: string, content: string): void {
    this.add(`${path}.gz`, gzipSync(content, { level: 9 }));
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(target, join(this.root, path));
  }

  /** A file of dpkg's own. */
  control(name: string, content: string, mode = 0o644): void {
    this.#put(`DEBIAN/${name}`, Buffer.from(content), mode);
  }

  /** md5sums(5): what dpkg --verify looks at. */
  sums(): string {
    return [...this.#sums]
      .sort()
      .map(([path, sum]) => `${sum}  ${path}\n`)
      .join('');
  }

  /** KiB, as dpkg-gencontrol counts them. */
  installedSize(): number {
    const directories = readdirSync(this.root, { recursive: true, withFileTypes: true }).filter((entry) => {
      return !entry.isFile() && entry.name !== 'DEBIAN';
    });
    return [...this.#sizes.values()].reduce((sum, size) => sum + Math.ceil(size / 1024), directories.length);
  }

  /** Gives everything one time. @param epoch s since 1970 */
  setTimes(epoch: number): void {
    const entries = readdirSync(this.root, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) chmodSync(path, 0o755);
      lutimesSync(path, epoch, epoch);
    }
    chmodSync(this.root, 0o755);
    lutimesSync(this.root, epoch, epoch);
  }

  #put(path: string, bytes: Buffer, mode: number): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    // Whatever umask says.
    chmodSync(file, mode);
  }
}
