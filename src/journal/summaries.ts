import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DaySteps, StepsBuilder } from '../energy/day-steps.ts';
import { type FlatRecord, flatten } from '../energy/flat-record.ts';
import { type Run, RunBuilder } from '../energy/run.ts';
import { type Day, dayOf, type Month, monthOf } from '../time/local.ts';
import { DayCache } from './cache.ts';
import { filesByDay, type JournalDay, readable, readFiles, scanFile, type UnreadLog } from './reader.ts';

/** A log that changed less than this before may change again without another time of change, ms. */
const SETTLED_MS = 2000;

/** What the logs of a day hold, summed up. */
export interface DaySummary {
  /** None where there is no record. */
  readonly runs: readonly Run[];
  /** Lines that could not be read. */
  readonly damaged: number;
  /** Logs of which nothing, or not all, could be read; absent where all could. */
  readonly unread?: readonly UnreadLog[];
}

/** The logs summed up by day. A closed day is read once and then remembered in a file beside the logs. */
export class Summaries {
  /** The days that have a log, in order. */
  readonly list: readonly Day[];
  readonly #directory: string;
  readonly #files: ReadonlyMap<Day, readonly string[]>;
  readonly #runs: DayCache<DaySummary>;
  /** By month, `YYYY-MM`: opened only for who asks for steps. */
  readonly #steps = new Map<Month, DayCache<{ readonly steps: DaySteps }>>();
  readonly #now = Date.now();
  readonly #today = dayOf(this.#now);

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string) {
    this.#directory = directory;
    this.#files = filesByDay(directory);
    this.list = [...this.#files.keys()];
    this.#runs = new DayCache(directory, '.summaries');
  }

  /** Place in `list` of the first day that is not before `day`; its length when there is none. */
  firstFrom(day: Day): number {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Day) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Place in `list` of the first day after `day`; its length when there is none. */
  firstAfter(day: Day): number {
    const first = this.firstFrom(day);
    return this.list[first] === day ? first + 1 : first;
  }

  /** The runs of a day; from the cache where its logs are unchanged. */
  of(day: Day): DaySummary {
    return this.#remembered(this.#runs, day, () => {
      const builder = new RunBuilder();
      const scanned = this.#scan(day, (record) => builder.add(record));
      return { runs: builder.finish(), ...scanned };
    });
  }

  /** The 10-minute steps of a day; from the cache where its logs are unchanged. */
  stepsOf(day: Day): DaySteps {
    const month = monthOf(day);
    let cache = this.#steps.get(month);
    if (!cache) {
      cache = new DayCache(this.#directory, `.steps-${month}`);
      this.#steps.set(month, cache);
    }
    return this.#remembered(cache, day, () => {
      const builder = new StepsBuilder(day);
      const { unread } = this.#scan(day, (record) => builder.add(record));
      return { steps: builder.finish(), ...(unread ? { unread } : {}) };
    }).steps;
  }

  /** All records of a day. */
  read(day: Day): JournalDay {
    return readFiles(this.#directory, this.#files.get(day) ?? [], day);
  }

  /** When each log of a day changed last, ms since 1970 UTC; undefined for one that is gone, or leads nowhere. */
  changesOf(day: Day): (number | undefined)[] {
    const names = this.#files.get(day) ?? [];
    return names.map((name) => statOf(join(this.#directory, name))?.mtimeMs);
  }

  /** Keeps what was read for the next time. */
  save(): void {
    this.#runs.save(this.list);
    for (const [month, cache] of this.#steps) cache.save(this.list.filter((day) => day.startsWith(month)));
  }

  #remembered<T extends object>(cache: DayCache<T>, day: Day, read: () => T & Pick<DaySummary, 'unread'>): T {
    const logs = this.#stateOf(day);
    const known = logs === undefined ? undefined : cache.get(day, logs);
    if (known) return known;
    const value = read();
    // Logs that changed or went while they were read, or could not be read, are read again the next time.
    if (logs !== undefined && !value.unread && this.#stateOf(day) === logs) cache.set(day, logs, value);
    return value;
  }

  /** Gives each record of a day to `take`, in the order of its file. @returns what could not be read */
  #scan(day: Day, take: (record: FlatRecord) => void): Omit<DaySummary, 'runs'> {
    const names = this.#files.get(day) ?? [];
    if (names.length > 1) {
      // The records of several files have to be put in order first.
      const { records, damaged, unread } = this.read(day);
      for (const record of records) take(flatten(record));
      return { damaged, ...(unread ? { unread } : {}) };
    }
    let damaged = 0;
    const unread = readable(names, (name) => {
      damaged = scanFile(join(this.#directory, name), day, take).damaged;
    });
    return { damaged, ...(unread.length > 0 ? { unread } : {}) };
  }

  /**
   * Name, size and time of change of a day's logs: while these are the same, so is what the logs have. Undefined for a
   * day that may still be written to, which is read each time.
   */
  #stateOf(day: Day): string | undefined {
    if (day >= this.#today) return undefined;
    let state = '';
    for (const name of this.#files.get(day) ?? []) {
      // `join` would cost a third of what the system takes to answer.
      const stat = statOf(`${this.#directory}/${name}`);
      if (!stat || stat.mtimeMs > this.#now - SETTLED_MS) return undefined;
      state += `${state && ' '}${name} ${stat.size} ${stat.mtimeMs}`;
    }
    return state;
  }
}

/** Undefined for what is not there, leads nowhere or may not be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
