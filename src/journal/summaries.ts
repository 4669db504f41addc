import type { ClockParts } from '../energy/clock-parts.ts';
import { type DaySteps, STEP_MS, StepsBuilder } from '../energy/day-steps.ts';
import { type FlatRecord, unflatten } from '../energy/flat-record.ts';
import { PartRunBuilder } from '../energy/part-runs.ts';
import type { EnergyRecord } from '../energy/record.ts';
import { type Run, RunBuilder } from '../energy/run.ts';
import { StepsOfDays } from '../energy/time-parts.ts';
import { type Day, dayOf, type Month } from '../time/local.ts';
import { DayCache } from './cache.ts';
import { type CompactRuns, compactRuns, wholeRuns } from './compact-runs.ts';
import { type DayLog, type RecordTaker, readDayLog } from './day-log.ts';
import { LogFiles } from './log-files.ts';
import type { Calendar } from './log-line.ts';
import { LogPlaces, MAX_NEAR_LOGS, type Others } from './log-places.ts';
import { MonthCaches } from './month-caches.ts';
import { MonthValues, type Reach } from './month-values.ts';
import type { OpenLogs } from './open-logs.ts';
import type { UnreadLog } from './reader.ts';

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
  readonly others: Others;
}

const NOTHING: OwnSummary = { runs: [], damaged: 0, leftOut: 0, others: {} };

/** All that the logs have of one day. */
export interface JournalDay extends Pick<DayLog, 'lines' | 'damaged' | 'leftOut' | 'unread'> {
  /** In the order of time. */
  readonly records: readonly EnergyRecord[];
}

export interface SummariesOptions {
  /** Told before logs are read how many bytes they have, of many at once about how many: those of the cache are not. */
  readonly onReading?: ((bytes: number) => void) | undefined;
  /** What is known of the logs of the running day. */
  readonly open?: OpenLogs | undefined;
  /** Told of each day that something is asked of: what is made of these days changes with their logs and those near to them. */
  readonly onAsked?: ((day: Day) => void) | undefined;
  /** Directory of what is kept of closed days, where that is not the logs'. */
  readonly caches?: string | undefined;
}

/** The logs summed up by day. A closed day is read once and then remembered in a file beside the logs. */
export class Summaries {
  /** The days that have a log of their own, in order. */
  readonly list: readonly Day[];
  /** Which days have lines, and where. */
  readonly places: LogPlaces;
  readonly #onReading: (bytes: number) => void;
  readonly #onAsked: (day: Day) => void;
  readonly #open: OpenLogs | undefined;
  readonly #files: LogFiles;
  readonly #own: DayCache<OwnSummary>;
  /** Of the days that other days' logs have lines of, too. */
  readonly #joined: DayCache<DaySummary>;
  readonly #months: MonthValues<object>;
  readonly #steps: MonthCaches<{ readonly steps: DaySteps }>;
  readonly #stepRuns: MonthCaches<{ readonly runs: CompactRuns }>;
  readonly #partRuns: MonthCaches<{ readonly runs: CompactRuns }>;
  /** What was asked for last: a day is asked for as a neighbour before and after it is asked for itself. */
  readonly #last = new Map<Day, OwnSummary>();
  /** Of the running day, whose logs are read at each opening: its neighbours ask for it, too. */
  #running: OwnSummary | undefined;
  readonly #others = new Map<Day, Others | undefined>();
  /** Days whose logs it is told of that they will be read. */
  #expected: Reach | undefined;

  /** @throws JournalError when the directory cannot be read */
  constructor(directory: string, options: SummariesOptions = {}) {
    const { onReading = () => undefined, onAsked = () => undefined, open, caches = directory } = options;
    this.#open = open;
    this.#onReading = onReading;
    this.#onAsked = onAsked;
    this.#files = new LogFiles(directory);
    this.list = this.#files.days;
    this.places = new LogPlaces(this.list, (log) => this.#othersOf(log));
    this.#own = new DayCache(caches, '.summaries');
    this.#joined = new DayCache(caches, '.joined');
    this.#months = new MonthValues(new DayCache(caches, '.months'), this.#files, this.places);
    this.#steps = new MonthCaches(caches, '.steps');
    this.#stepRuns = new MonthCaches(caches, '.energy');
    this.#partRuns = new MonthCaches(caches, '.periods');
  }

  /**
   * To be called before the runs of a span of days are asked for. Where none of any day are kept, what has to be read is
   * told at once: who compiles for long work does so from its first log on.
   */
  expect(span: Reach): void {
    if (!this.#own.isEmpty) return;
    const place = this.places.firstFrom(span.from);
    const first = this.list[place];
    if (first === undefined) return;
    // Logs are about alike; to ask for the size of each would take long.
    this.#onReading(this.#files.bytesOf([first]) * (this.places.firstAfter(span.to) - place));
    this.#expected = span;
  }

  /** The runs of a day; from the cache where its logs are unchanged. */
  of(day: Day): DaySummary {
    this.#onAsked(day);
    const sources = this.places.sourcesOf(day);
    const hasLog = this.#files.has(day);
    const { others, ...own } = hasLog ? this.#ownOf(day) : NOTHING;
    const damaged = own.damaged + this.places.countFar(day, others);
    if (sources.length === (hasLog ? 1 : 0)) return { ...own, damaged };
    const joined = this.#remembered(this.#joined, day, sources, () =>
      summaryOf(this.#read(sources, day, () => new RunBuilder())),
    );
    return { ...joined, damaged };
  }

  /** The 10-minute steps of a day; from the cache where its logs are unchanged. */
  stepsOf(day: Day): DaySteps {
    this.#onAsked(day);
    const sources = this.places.sourcesOf(day);
    return this.#remembered(this.#steps.of(day), day, sources, () => {
      const { log, taker } = this.#read(sources, day, () => new StepsBuilder(day));
      return { steps: taker.finish(), ...unreadOf(log) };
    }).steps;
  }

  /** The runs of a day, none of which lies in two 10-minute steps; from the cache where its logs are unchanged. */
  stepRunsOf(day: Day): Run[] {
    this.#onAsked(day);
    const sources = this.places.sourcesOf(day);
    const { runs } = this.#remembered(this.#stepRuns.of(day), day, sources, () => {
      const { log, taker } = this.#read(sources, day, () => new PartRunBuilder(new StepsOfDays(STEP_MS)));
      return { runs: compactRuns(taker.finish()), ...unreadOf(log) };
    });
    return wholeRuns(runs);
  }

  /** The runs of a day, none of which lies in two parts of it; from the cache where it knows the same parts of the same logs. */
  partRunsOf(day: Day, time: ClockParts): Run[] {
    this.#onAsked(day);
    const sources = this.places.sourcesOf(day);
    const make = () => {
      const { log, taker } = this.#read(sources, day, () => new PartRunBuilder(time));
      return { runs: compactRuns(taker.finish()), ...unreadOf(log) };
    };
    const { runs } = this.#remembered(this.#partRuns.of(day), day, sources, make, ` cut ${time.minutes}`);
    return wholeRuns(runs);
  }

  /** The runs of a day up to an instant of it, ms since 1970 UTC; its logs are read. */
  runsUpTo(day: Day, until: number): Run[] {
    this.#onAsked(day);
    return this.#read(this.places.sourcesOf(day), day, () => new RunsUpTo(until)).taker.finish();
  }

  /** All records of a day. */
  read(day: Day): JournalDay {
    this.#onAsked(day);
    const { log, taker } = this.#read(this.places.sourcesOf(day), day, () => new RecordList());
    const { lines, leftOut } = log;
    return { records: taker.records, lines, damaged: this.of(day).damaged, leftOut, ...unreadOf(log) };
  }

  /** What was kept of a month, in the form that it was given; undefined where that is out of date. */
  keptOf(month: Month): object | undefined {
    const kept = this.#months.get(month);
    if (kept) for (const day of this.places.near(kept.reach.from, kept.reach.to)) this.#onAsked(day);
    return kept;
  }

  /** Keeps what was made of a month, and of the days before and after it that were asked for. */
  keep(month: Month, reach: Reach, value: object): void {
    this.#months.set(month, reach, value);
  }

  /** When each log of a day changed last, ms since 1970 UTC; undefined for one that is gone, or leads nowhere. */
  changesOf(day: Day): (number | undefined)[] {
    return this.#files.changesOf(day);
  }

  /** Names, sizes and times of change of the logs of a day: while these are the same, so is what they have. */
  describe(day: Day): string {
    return this.#files.describe(day);
  }

  /** Keeps what was read for the next time. */
  save(): void {
    this.#own.save(this.list);
    this.#joined.save(this.list);
    this.#months.save(this.list);
    for (const months of [this.#steps, this.#stepRuns, this.#partRuns]) months.save(this.list);
  }

  #othersOf(log: Day): Others | undefined {
    if (!this.#others.has(log)) {
      const { others } = this.#ownOf(log);
      this.#others.set(log, Object.keys(others).length > 0 ? others : undefined);
    }
    return this.#others.get(log);
  }

  #ownOf(day: Day): OwnSummary {
    const last = this.#last.get(day) ?? (day === this.#files.today ? this.#running : undefined);
    if (last) return last;
    const own = this.#remembered(this.#own, day, [day], () => {
      if (!this.#isExpected(day)) this.#tell([day]);
      const read = this.#readTold([day], day, () => new RunBuilder());
      return { ...summaryOf(read), others: Object.fromEntries(read.log.others) };
    });
    if (day === this.#files.today) this.#running = own;
    this.#last.set(day, own);
    const [oldest] = this.#last.size > MAX_NEAR_LOGS ? this.#last.keys() : [];
    if (oldest !== undefined) this.#last.delete(oldest);
    return own;
  }

  #read<T extends RecordTaker>(sources: readonly Day[], day: Day, make: () => T): { log: DayLog; taker: T } {
    this.#tell(sources);
    return this.#readTold(sources, day, make);
  }

  #tell(sources: readonly Day[]): void {
    this.#onReading(this.#files.bytesOf(sources));
  }

  #isExpected(day: Day): boolean {
    return this.#expected !== undefined && day >= this.#expected.from && day <= this.#expected.to;
  }

  #readTold<T extends RecordTaker>(sources: readonly Day[], day: Day, make: () => T): { log: DayLog; taker: T } {
    // Of logs that have ended nothing is added.
    const open = day >= dayOf(Date.now()) ? this.#open : undefined;
    return readDayLog(this.#files.pathsOf(sources), day, make, open);
  }

  /** @param made what the value depends on besides the logs */
  #remembered<T extends object>(
    cache: DayCache<T>,
    day: Day,
    sources: readonly Day[],
    read: () => T & Pick<DaySummary, 'unread'>,
    made = '',
  ): T {
    const state = this.#files.stateOf(sources);
    const logs = state === undefined ? undefined : state + made;
    const known = logs === undefined ? undefined : cache.get(day, logs);
    if (known) return known;
    const value = read();
    // Logs that changed or went while they were read, or could not be read, are read again the next time.
    if (logs !== undefined && !value.unread && this.#files.stateOf(sources) === state) cache.set(day, logs, value);
    return value;
  }
}

/** Takes lasting copies of records. */
class RecordList implements RecordTaker {
  readonly records: EnergyRecord[] = [];

  add(record: FlatRecord): void {
    this.records.push(unflatten(record));
  }
}

/** Takes the records up to an instant, ms since 1970 UTC. */
class RunsUpTo extends RunBuilder implements RecordTaker {
  readonly #until: number;

  constructor(until: number) {
    super();
    this.#until = until;
  }

  override add(record: FlatRecord): void {
    if (record.at <= this.#until) super.add(record);
  }
}

function summaryOf({ log, taker }: { readonly log: DayLog; readonly taker: RunBuilder }): DaySummary {
  const { damaged, leftOut, calendar } = log;
  return { runs: taker.finish(), damaged, leftOut, ...(calendar ? { calendar } : {}), ...unreadOf(log) };
}

const unreadOf = ({ unread }: Pick<DayLog, 'unread'>): Pick<DaySummary, 'unread'> => (unread ? { unread } : {});
