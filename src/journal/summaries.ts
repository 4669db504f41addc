import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DaySums, rowOf } from '../energy/summary.js';
import { type Day, dayOf } from '../meter/time.js';
import { readCache, type Summarised, writeCache } from './cache.js';
import { filesByDay, type JournalDay, readFiles, scanFile } from './reader.js';

/** A log that changed less than this before may change again without its time telling it, ms. */
const SETTLED_MS = 2000;

/** The days of the logs as summaries: a closed day is read once, and remembered in a file beside the logs. */
export class Summaries {
  /** The days that have a log, in order. */
  readonly list: readonly Day[];
  readonly #directory: string;
  readonly #files: ReadonlyMap<Day, readonly string[]>;
  readonly #known: Map<Day, Summarised>;
  readonly #now = Date.now();
  readonly #today = dayOf(this.#now);
  #changed = false;

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string) {
    this.#directory = directory;
    this.#files = filesByDay(directory);
    this.list = [...this.#files.keys()];
    this.#known = readCache(directory);
  }

  /** A day as its summary; from the cache where its logs are still the same. @throws JournalError */
  of(day: Day): Summarised {
    const version = this.#versionOf(day);
    const known = this.#known.get(day);
    if (known && known.version === version) return known;
    const summarised = { version: version ?? '', ...this.#summarise(day) };
    if (version !== undefined) {
      this.#known.set(day, summarised);
      this.#changed = true;
    }
    return summarised;
  }

  /** All records of a day. @throws JournalError */
  read(day: Day): JournalDay {
    return readFiles(this.#directory, this.#files.get(day) ?? [], day);
  }

  /** Keeps what was read for the next time. A directory that cannot be written is no fault: there is no cache then. */
  save(): void {
    if (!this.#changed) return;
    writeCache(this.#directory, new Map([...this.#known].filter(([day]) => this.#files.has(day))));
    this.#changed = false;
  }

  #summarise(day: Day): Omit<Summarised, 'version'> {
    const [name, other] = this.#files.get(day) ?? [];
    if (name !== undefined && other === undefined) {
      const sums = new DaySums();
      let records = 0;
      const { damaged } = scanFile(join(this.#directory, name), day, (row) => {
        records++;
        sums.add(row);
      });
      if (!sums.disordered) return { summary: sums.summary, records, damaged };
    }
    // Several files, or a clock that was set back: the records have to be put in order first.
    const { records, damaged } = this.read(day);
    const sums = new DaySums();
    for (const record of records) sums.add(rowOf(record));
    return { summary: sums.summary, records: records.length, damaged };
  }

  /** Undefined for a day that may still be written to: it is read each time. */
  #versionOf(day: Day): string | undefined {
    if (day >= this.#today) return undefined;
    let version = '';
    for (const name of this.#files.get(day) ?? []) {
      // `join` would cost a third of what the system takes to answer.
      const stat = statSync(`${this.#directory}/${name}`, { throwIfNoEntry: false });
      if (!stat || stat.mtimeMs > this.#now - SETTLED_MS) return undefined;
      version += `${name} ${stat.size} ${stat.mtimeMs}\n`;
    }
    return version;
  }
}
