import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Day, dayOf } from '../time/local.ts';
import { filesByDay } from './reader.ts';

/** A log that changed less than this before may change again without another time of change, ms. */
const SETTLED_MS = 2000;
const QUIETLY = { throwIfNoEntry: false } as const;
/** Everybody may read it. */
const READ_BY_ALL = 0o444;

/** The files of a directory of logs, by day, and whether they have changed. */
export class LogFiles {
  readonly #directory: string;
  readonly #names: ReadonlyMap<Day, readonly string[]>;
  readonly #now = Date.now();
  /** The running day. */
  readonly today = dayOf(this.#now);

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string) {
    this.#directory = directory;
    this.#names = filesByDay(directory);
  }

  /** The days that have a log, in order. */
  get days(): Day[] {
    return [...this.#names.keys()];
  }

  has(day: Day): boolean {
    return this.#names.has(day);
  }

  /** The logs of some days, in their order. */
  pathsOf(days: readonly Day[]): string[] {
    return days.flatMap((day) => this.#namesOf(day)).map((name) => join(this.#directory, name));
  }

  /** When each log of a day changed last, ms since 1970 UTC; undefined for one that is gone, or leads nowhere. */
  changesOf(day: Day): (number | undefined)[] {
    return this.#namesOf(day).map((name) => this.#statOf(name)?.mtimeMs);
  }

  /** How many bytes the logs of some days have. */
  bytesOf(days: readonly Day[]): number {
    return days.flatMap((day) => this.#namesOf(day)).reduce((sum, name) => sum + (this.#statOf(name)?.size ?? 0), 0);
  }

  /**
   * Name, size and time of change of the logs of some days: while these are the same, so is what the logs have.
   * Undefined for logs that may still be written to, which are read each time; and for logs that may not be read now: what
   * was read of them before does not count, as it would not count without the cache.
   */
  stateOf(days: readonly Day[]): string | undefined {
    const states: string[] = [];
    for (const day of days) {
      if (day >= this.today) return undefined;
      for (const name of this.#namesOf(day)) {
        const stat = this.#statOf(name);
        if (!stat || stat.mtimeMs > this.#now - SETTLED_MS || !this.#mayRead(name, stat)) return undefined;
        states.push(stateOf(name, stat));
      }
    }
    return states.join(' ');
  }

  /** The same of the logs of one day, whether they are written to or not. */
  describe(day: Day): string {
    return this.#namesOf(day)
      .map((name) => stateOf(name, this.#statOf(name)))
      .join(' ');
  }

  /** The system is asked only where the mode leaves it open: an answer for each log of ten years takes long on a Pi Zero. */
  #mayRead(name: string, { mode }: Stats): boolean {
    if ((mode & READ_BY_ALL) === READ_BY_ALL) return true;
    try {
      accessSync(`${this.#directory}/${name}`, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  }

  #namesOf(day: Day): readonly string[] {
    return this.#names.get(day) ?? [];
  }

  /** Undefined for what is not there, leads nowhere or may not be looked at. */
  #statOf(name: string): Stats | undefined {
    try {
      // `join` would cost a third of what the system takes to answer.
      return statSync(`${this.#directory}/${name}`, QUIETLY);
    } catch {
      return undefined;
    }
  }
}

const stateOf = (name: string, stat: Stats | undefined): string => `${name} ${stat?.size} ${stat?.mtimeMs}`;
