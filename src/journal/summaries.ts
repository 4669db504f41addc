import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DaySums, flatRecordOf } from '../energy/summary.ts';
import { type Day, dayOf } from '../time/local.ts';
import { Cache } from './cache.ts';
import { type FileStamp, type Summarised, sameFiles } from './cache-row.ts';
import { filesByDay, type JournalDay, readFiles, scanFile } from './reader.ts';

/** A log that changed less than this before may change again without its time telling it, ms. */
const SETTLED_MS = 2000;

/** The days of the logs as summaries: a closed day is read once, and remembered in a file beside the logs. */
export class Summaries {
  /** The days that have a log, in order. */
  readonly list: readonly Day[];
  readonly #directory: string;
  readonly #files: ReadonlyMap<Day, readonly string[]>;
  readonly #cache: Cache;
  readonly #now = Date.now();
  readonly #today = dayOf(this.#now);

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string) {
    this.#directory = directory;
    this.#files = filesByDay(directory);
    this.list = [...this.#files.keys()];
    this.#cache = new Cache(directory);
  }

  /** Where in `list` the first day from a day on stands; behind its end when there is none. */
  firstFrom(day: Day): number {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Day) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  firstAfter(day: Day): number {
    const first = this.firstFrom(day);
    return this.list[first] === day ? first + 1 : first;
  }

  /** A day as its summary; from the cache where its logs are still the same. @throws JournalError */
  of(day: Day): Summarised {
    const files = this.#marksOf(day);
    const known = files && this.#cache.get(day, files);
    if (known) return known;
    const summarised = this.#summarise(day);
    // Not where they changed, or went, while they were read.
    if (files && sameFiles(this.#marksOf(day), files)) this.#cache.set(day, { files, ...summarised });
    return summarised;
  }

  /** All records of a day. @throws JournalError */
  read(day: Day): JournalDay {
    return readFiles(this.#directory, this.#files.get(day) ?? [], day);
  }

  /** When each log of a day changed last, ms since 1970 UTC; undefined for one that is gone. */
  changesOf(day: Day): (number | undefined)[] {
    const names = this.#files.get(day) ?? [];
    return names.map((name) => statSync(join(this.#directory, name), { throwIfNoEntry: false })?.mtimeMs);
  }

  /** Keeps what was read for the next time. */
  save(): void {
    this.#cache.save(this.list);
  }

  #summarise(day: Day): Summarised {
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
    for (const record of records) sums.add(flatRecordOf(record));
    return { summary: sums.summary, records: records.length, damaged };
  }

  /** Its logs as they are; undefined for a day that may still be written to: it is read each time. */
  #marksOf(day: Day): readonly FileStamp[] | undefined {
    if (day >= this.#today) return undefined;
    const marks: FileStamp[] = [];
    for (const name of this.#files.get(day) ?? []) {
      // `join` would cost a third of what the system takes to answer.
      const stat = statSync(`${this.#directory}/${name}`, { throwIfNoEntry: false });
      if (!stat || stat.mtimeMs > this.#now - SETTLED_MS) return undefined;
      marks.push({ name, size: stat.size, changed: stat.mtimeMs });
    }
    return marks;
  }
}
