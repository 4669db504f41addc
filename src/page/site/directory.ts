import { constants, readdirSync, readSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, makeDirectory, replaceFile, UNFINISHED, withCode, withRegularFile } from '../../host/files.ts';
import { removeStaleFiles } from '../../journal/stale-files.ts';
import { MARK } from '../document.ts';
import { type Entry, Inventory } from './inventory.ts';
import { INVENTORY, OWN } from './names.ts';

/** A directory that has pages of ours, and maybe files of others, which are left alone. */
export class SiteDirectory {
  /** Of pages on days that have ended, and of the few others. */
  readonly closed: Inventory;
  readonly open: Inventory;
  readonly #path: string;

  /**
   * Makes the directory where it is missing. What a program that was killed has left half-written is removed.
   * @throws the system's error; code ENOTEMPTY where others have files in it and we have none
   */
  constructor(path: string) {
    makeDirectory(path, 0o755);
    const names = readdirSync(path);
    if (!names.includes(INVENTORY) && names.some((name) => !name.startsWith(OWN) && !UNFINISHED.test(name)))
      throw withCode('ENOTEMPTY');
    removeStaleFiles(path, UNFINISHED);
    this.#path = path;
    this.closed = new Inventory(path, INVENTORY);
    this.open = new Inventory(path, `${OWN}-open`);
    // From here on it is ours, however it goes on.
    this.closed.save();
  }

  entryOf(file: string): Entry | undefined {
    return this.closed.entries.get(file) ?? this.open.entries.get(file);
  }

  get files(): string[] {
    return [...this.closed.entries.keys(), ...this.open.entries.keys()];
  }

  /** Whether a file is as it was written. */
  isIntact({ file, size, changed }: Entry): boolean {
    const stat = this.#stat(file);
    return stat?.isFile() === true && stat.size === size && stat.mtimeMs === changed;
  }

  /** Whether nobody else has a file of this name. */
  isOurs(file: string): boolean {
    if (!this.#stat(file)) return true;
    try {
      return withRegularFile(
        join(this.#path, file),
        (fd) => {
          const head = Buffer.alloc(MARK.length);
          return readSync(fd, head, 0, head.length, 0) === head.length && head.toString() === MARK;
        },
        constants.O_RDONLY | constants.O_NOFOLLOW,
      );
    } catch {
      return false;
    }
  }

  /** @throws the system's error */
  write(page: Omit<Entry, 'size' | 'changed'>, text: string, isOpen: boolean): void {
    replaceFile(join(this.#path, page.file), text);
    const stat = this.#stat(page.file);
    this.note({ ...page, size: stat?.size ?? 0, changed: stat?.mtimeMs ?? 0 }, isOpen);
  }

  /** Keeps what a page was made from. @param isOpen its days are not over, or so lately that it may change */
  note(entry: Entry, isOpen: boolean): void {
    this.#forget(entry.file);
    (isOpen ? this.open : this.closed).entries.set(entry.file, entry);
  }

  /** Removes a page of ours that there is no more. @throws the system's error */
  remove(file: string): void {
    if (this.isOurs(file)) rmSync(join(this.#path, file), { force: true });
    this.#forget(file);
  }

  /** @throws the system's error */
  save(): void {
    this.closed.save();
    this.open.save();
  }

  #forget(file: string): void {
    this.closed.entries.delete(file);
    this.open.entries.delete(file);
  }

  #stat(file: string): Stats | undefined {
    try {
      return statSync(`${this.#path}/${file}`, { throwIfNoEntry: false });
    } catch (error) {
      // A loop of links: it is somebody's.
      if (codeOf(error) === 'ELOOP') return undefined;
      throw error;
    }
  }
}
