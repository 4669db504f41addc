import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DaySteps, StepsBuilder } from '../energy/day-steps.ts';
import { type FlatRecord, unflatten } from '../energy/flat-record.ts';
import type { EnergyRecord } from '../energy/record.ts';
import { type Run, RunBuilder } from '../energy/run.ts';
import { addDays, type Day, dayOf, type Month, monthOf } from '../time/local.ts';
import { DayCache } from './cache.ts';
import { type DayLog, type RecordTaker, readDayLog } from './day-log.ts';
import type { Calendar } from './log-line.ts';
import { filesByDay, type UnreadLog } from './reader.ts';

/** A log that changed less than this before may change again without another time of change, ms. */
const SETTLED_MS = 2000;
/** Logs before and after that of a day in which its lines may stand: a line belongs to the day of its date. */
const LOGS_BEFORE = 7;
const LOGS_AFTER = 1;
/** Logs of which what was read is kept in memory: those near a day. */
const MAX_LAST = LOGS_BEFORE + LOGS_AFTER;
/** A log of more bytes has ten times the usual lines. */
const LARGE_BYTES = 4 << 20;
const FIRST_DAY: Day = '0000-01-01';
const LAST_DAY: Day = '9999-12-31';

/** What the logs have of a day, summed up. */
export interface DaySummary {
  /** None where there is no record. */
  readonly runs: readonly Run[];
  /** Lines that could not be read, and lines of a day from which this log is too far. */
  readonly damaged: number;
  /** Records that are not counted: their clock was wrong. */
  readonly leftOut: number;
  /** The supplier's calendar, where the log names one. */
  readonly calendar?: Calendar | undefined;
  /** Logs of which nothing, or not all, could be read; absent where all could. */
  readonly unread?: readonly UnreadLog[];
}

/** What is kept of the logs that have a day's name: of the lines of that day, and how many of other days stand there. */
interface OwnSummary extends DaySummary {
  readonly others: Readonly<Record<Day, number>>;
}

const NOTHING: OwnSummary = { runs: [], damaged: 0, leftOut: 0, others: {} };

/** All that the logs have of one day. */
export interface JournalDay extends Pick<DayLog, 'lines' | 'damaged' | 'leftOut' | 'unread'> {
  /** In the order of time. */
  readonly records: readonly EnergyRecord[];
}

/** The logs summed up by day. A closed day is read once and then remembered in a file beside the logs. */
export class Summaries {
  /** The days that have a log of their own, in order. */
  readonly list: readonly Day[];
  readonly #directory: string;
  readonly #files: ReadonlyMap<Day, readonly string[]>;
  readonly #own: DayCache<OwnSummary>;
  /** Of the days that other days' logs have lines of, too. */
  readonly #joined: DayCache<DaySummary>;
  /** By month, `YYYY-MM`: opened only for who asks for steps. */
  readonly #steps = new Map<Month, DayCache<{ readonly steps: DaySteps }>>();
  /** What was asked for last. */
  #last = new Map<Day, OwnSummary>();
  readonly #others = new Map<Day, OwnSummary['others'] | undefined>();
  readonly #now = Date.now();
  readonly #today = dayOf(this.#now);

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string) {
    this.#directory = directory;
    this.#files = filesByDay(directory);
    this.list = [...this.#files.keys()];
    this.#own = new DayCache(directory, '.summaries');
    this.#joined = new DayCache(directory, '.joined');
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

  /** The days of a span that have lines, in whatever log, in order. @throws JournalError */
  *daysWithin(from: Day, to: Day): Generator<Day> {
    let start = from;
    for (let place = this.firstFrom(from); start <= to; place++) {
      const own = this.list[place];
      const end = own === undefined || own > to ? undefined : own;
      yield* this.#daysWithoutLog(start, end ? addDays(end, -1) : to, place);
      if (end === undefined) return;
      yield end;
      start = addDays(end, 1);
    }
  }

  /** The days before a day that have lines, the latest first. @throws JournalError */
  *daysBefore(day: Day): Generator<Day> {
    let end = addDays(day, -1);
    for (let place = this.firstFrom(day); place >= 0; place--) {
      const own = this.list[place - 1];
      yield* this.#daysWithoutLog(own === undefined ? FIRST_DAY : addDays(own, 1), end, place).reverse();
      if (own === undefined) return;
      yield own;
      end = addDays(own, -1);
    }
  }

  /** The days after a day that have lines, the first one first. @throws JournalError */
  daysAfter(day: Day): Generator<Day> {
    return this.daysWithin(addDays(day, 1), LAST_DAY);
  }

  /** The runs of a day; from the cache where its logs are unchanged. @throws JournalError */
  of(day: Day): DaySummary {
    const sources = this.#sourcesOf(day);
    const hasLog = this.#files.has(day);
    const { others, ...own } = hasLog ? this.#ownOf(day) : NOTHING;
    const far = Object.entries(others).filter(([other]) => !this.#isNear(day, other as Day));
    const damaged = far.reduce((sum, [, count]) => sum + count, own.damaged);
    if (sources.length === (hasLog ? 1 : 0)) return { ...own, damaged };
    const joined = this.#remembered(this.#joined, day, sources, () =>
      summaryOf(this.#read(sources, day, () => new RunBuilder())),
    );
    return { ...joined, damaged };
  }

  /** The 10-minute steps of a day; from the cache where its logs are unchanged. @throws JournalError */
  stepsOf(day: Day): DaySteps {
    const month = monthOf(day);
    let cache = this.#steps.get(month);
    if (!cache) {
      cache = new DayCache(this.#directory, `.steps-${month}`);
      this.#steps.set(month, cache);
    }
    const sources = this.#sourcesOf(day);
    return this.#remembered(cache, day, sources, () => {
      const { log, taker } = this.#read(sources, day, () => new StepsBuilder(day));
      return { steps: taker.finish(), ...unreadOf(log) };
    }).steps;
  }

  /** All records of a day. @throws JournalError */
  read(day: Day): JournalDay {
    const { log, taker } = this.#read(this.#sourcesOf(day), day, () => new RecordList());
    const { lines, leftOut } = log;
    return { records: taker.records, lines, damaged: this.of(day).damaged, leftOut, ...unreadOf(log) };
  }

  /** When each log of a day changed last, ms since 1970 UTC; undefined for one that is gone, or leads nowhere. */
  changesOf(day: Day): (number | undefined)[] {
    const names = this.#files.get(day) ?? [];
    return names.map((name) => statOf(join(this.#directory, name))?.mtimeMs);
  }

  /** Whether a log of the first days of a span is far larger than a day's lines. */
  hasLargeLog(from: Day): boolean {
    const first = this.firstFrom(from);
    const names = this.list.slice(first, first + MAX_LAST).flatMap((day) => this.#files.get(day) ?? []);
    return names.some((name) => (statOf(`${this.#directory}/${name}`)?.size ?? 0) > LARGE_BYTES);
  }

  /** Keeps what was read for the next time. */
  save(): void {
    this.#own.save(this.list);
    this.#joined.save(this.list);
    for (const [month, cache] of this.#steps) cache.save(this.list.filter((day) => day.startsWith(month)));
  }

  /** The days of a span without a log of their own, before the log at a place, of which other logs have lines. */
  #daysWithoutLog(from: Day, to: Day, place: number): Day[] {
    if (from > to) return [];
    const near = this.list.slice(Math.max(0, place - LOGS_BEFORE), place + LOGS_AFTER);
    const days = near.flatMap((log) =>
      (Object.keys(this.#othersOf(log) ?? {}) as Day[]).filter((day) => this.#isNear(log, day)),
    );
    return [...new Set(days)].filter((day) => day >= from && day <= to).sort();
  }

  /** Whether lines of a day count where they stand in the logs of another day. */
  #isNear(log: Day, day: Day): boolean {
    const place = this.firstFrom(log);
    const [first, after] = [this.firstFrom(day), this.firstAfter(day)];
    return place < first ? place >= first - LOGS_BEFORE : place >= after && place < after + LOGS_AFTER;
  }

  /** The days in whose logs lines of a day stand: itself where it has a log, then the others in order. */
  #sourcesOf(day: Day): Day[] {
    const first = this.firstFrom(day);
    const sources = this.list[first] === day ? [day] : [];
    const after = first + sources.length;
    for (let place = Math.max(0, first - LOGS_BEFORE); place < after + LOGS_AFTER; place++) {
      const log = this.list[place];
      if (log === undefined || log === day) continue;
      const others = this.#othersOf(log);
      if (others && others[day] !== undefined && this.#isNear(log, day)) sources.push(log);
    }
    return sources;
  }

  /** The other days that a log has lines of; undefined where there are none. */
  #othersOf(log: Day): OwnSummary['others'] | undefined {
    if (!this.#others.has(log)) {
      const { others } = this.#ownOf(log);
      this.#others.set(log, Object.keys(others).length > 0 ? others : undefined);
    }
    return this.#others.get(log);
  }

  #ownOf(day: Day): OwnSummary {
    const last = this.#last.get(day);
    if (last) return last;
    const own = this.#remembered(this.#own, day, [day], () => {
      const read = this.#read([day], day, () => new RunBuilder());
      return { ...summaryOf(read), others: Object.fromEntries(read.log.others) };
    });
    // A day is asked for as a neighbour before and after it is asked for itself.
    this.#last.set(day, own);
    const [oldest] = this.#last.size > MAX_LAST ? this.#last.keys() : [];
    if (oldest !== undefined) this.#last.delete(oldest);
    return own;
  }

  #read<T extends RecordTaker>(sources: readonly Day[], day: Day, make: () => T): { log: DayLog; taker: T } {
    const names = sources.flatMap((each) => this.#files.get(each) ?? []);
    const paths = names.map((name) => join(this.#directory, name));
    return readDayLog(paths, day, make);
  }

  #remembered<T extends object>(
    cache: DayCache<T>,
    day: Day,
    sources: readonly Day[],
    read: () => T & Pick<DaySummary, 'unread'>,
  ): T {
    const logs = this.#stateOf(sources);
    const known = logs === undefined ? undefined : cache.get(day, logs);
    if (known) return known;
    const value = read();
    // Logs that changed or went while they were read, or could not be read, are read again the next time.
    if (logs !== undefined && !value.unread && this.#stateOf(sources) === logs) cache.set(day, logs, value);
    return value;
  }

  /**
   * Name, size and time of change of logs: while these are the same, so is what the logs have. Undefined for the logs of
   * a day that may still be written to, which are read each time.
   */
  #stateOf(sources: readonly Day[]): string | undefined {
    let state = '';
    for (const day of sources) {
      if (day >= this.#today) return undefined;
      for (const name of this.#files.get(day) ?? []) {
        // `join` would cost a third of what the system takes to answer.
        const stat = statOf(`${this.#directory}/${name}`);
        if (!stat || stat.mtimeMs > this.#now - SETTLED_MS) return undefined;
        state += `${state && ' '}${name} ${stat.size} ${stat.mtimeMs}`;
      }
    }
    return state;
  }
}

/** Takes lasting copies of records. */
class RecordList implements RecordTaker {
  readonly records: EnergyRecord[] = [];

  add(record: FlatRecord): void {
    this.records.push(unflatten(record));
  }
}

function summaryOf({ log, taker }: { readonly log: DayLog; readonly taker: RunBuilder }): DaySummary {
  const { damaged, leftOut, calendar } = log;
  return { runs: taker.finish(), damaged, leftOut, ...(calendar ? { calendar } : {}), ...unreadOf(log) };
}

const unreadOf = ({ unread }: Pick<DayLog, 'unread'>): Pick<DaySummary, 'unread'> => (unread ? { unread } : {});

/** Undefined for what is not there, leads nowhere or may not be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
