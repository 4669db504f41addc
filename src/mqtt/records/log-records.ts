import { statSync } from 'node:fs';
import { dayOfLog, filesByDay } from '../../journal/reader.ts';
import type { Day } from '../../time/local.ts';
import { type LogRecord, OpenLog } from './open-log.ts';
import { type Cursor, orderOf } from './place.ts';

/** A log by its name without `.gz`. */
interface Name {
  readonly file: string;
  readonly day: Day;
  readonly order: string;
}

/** A directory that changed less than this before may change again without another time of change, ms. */
const SETTLED_MS = 2000;

const nameOf = (file: string, day: Day): Name => ({ file, day, order: orderOf(file) });
const unzipped = (name: string): string => name.replace(/\.gz$/, '');

/** Reads the records of the logs, in the order of days and, within a log, of its lines; goes on as the logs grow. */
export class LogRecords {
  readonly #directory: string;
  /** The log that is read, or was: it may be gone. */
  #name: Name | undefined;
  #log: OpenLog | undefined;
  /** What was there when names came or went last: with years of logs a look takes a while. */
  #listed: { readonly changed: number; readonly names: readonly Name[] } | undefined;

  /** @param directory of the logs */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The log that the last record was of. */
  get file(): string | undefined {
    return this.#name?.file;
  }

  /**
   * Goes to a place; to the beginning of its log where the line before it is another than it was: the log has lost its
   * end, or is another one.
   */
  goTo({ file, offset, t }: Cursor): void {
    const day = dayOfLog(file);
    if (day === undefined) return;
    const log = this.#open(nameOf(file, day));
    let last: LogRecord | undefined;
    for (let record = log.next(); record; record = log.next()) {
      if (record.from >= offset) {
        log.putBack(record);
        break;
      }
      last = record;
    }
    if (last?.to !== offset || last.t !== t) this.#open(nameOf(file, day));
  }

  /** Goes behind the last complete line there is. @returns its time, s; undefined where there is none */
  goToEnd(): number | undefined {
    const name = this.#names().at(-1);
    if (!name) return undefined;
    const log = this.#open(name);
    let t: number | undefined;
    for (let record = log.next(); record; record = log.next()) t = record.t;
    return t;
  }

  /** Goes back to the first line of a time or later, s, in the log that one is in or in the one before it. */
  goBack(t: number): void {
    const names = this.#names();
    const here = names.findIndex(({ order }) => order === this.#name?.order);
    for (const name of names.slice(Math.max(0, here - 1), here + 1)) {
      const log = this.#open(name);
      for (let record = log.next(); record; record = log.next()) {
        if (record.t < t) continue;
        log.putBack(record);
        return;
      }
    }
  }

  /** The next record; undefined where there is none yet. @throws JournalError; the system's error for a log */
  next(): LogRecord | undefined {
    for (;;) {
      const record = this.#log?.next();
      if (record) return record;
      const order = this.#name?.order ?? '';
      const later = this.#names().find((name) => name.order > order);
      if (!later) return undefined;
      this.#open(later);
    }
  }

  #open(name: Name): OpenLog {
    this.#name = name;
    this.#log = new OpenLog(this.#directory, name.file, name.day);
    return this.#log;
  }

  /** The logs in their order; one that is there compressed too, for the moment, is one. */
  #names(): readonly Name[] {
    const changed = statSync(this.#directory, { throwIfNoEntry: false })?.mtimeMs;
    if (this.#listed && this.#listed.changed === changed) return this.#listed.names;
    const isSettled = changed !== undefined && changed < Date.now() - SETTLED_MS;
    const names = [...filesByDay(this.#directory)].flatMap(([day, files]) =>
      [...new Set(files.map(unzipped))].sort().map((file) => nameOf(file, day)),
    );
    this.#listed = isSettled ? { changed, names } : undefined;
    return names;
  }
}
