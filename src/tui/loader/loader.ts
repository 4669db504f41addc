import { setFlagsFromString } from 'node:v8';
import { logFile } from '../../journal/writer.ts';
import { dayOf } from '../../time/local.ts';
import type { Selection } from '../model/selection.ts';
import { afterLogData, afterPast, afterSeason, afterToday, feedTime, type State } from '../model/state.ts';
import { speaksOfEjp } from '../views/ejp-words.ts';
import { viewModelOf } from '../views/view-model.ts';
import { readCostsPage } from './costs.ts';
import { readDayPage } from './day.ts';
import { readPeaksPage } from './ejp-days.ts';
import { changedAt, type LogPaths, type Steps } from './log-files.ts';
import { readPast } from './recent-samples.ts';
import { costOfDay, listOfDays, seasonSteps } from './today.ts';

/** One thing to read, and how old it may become before it is read again, ms. */
interface Job {
  readonly name: string;
  /** What it was read of: another day, or a log that has grown, is another thing. */
  readonly of: string;
  readonly every: number;
  steps(): Steps<(state: State) => State>;
}

/** A job that was begun. */
interface Work {
  readonly job: Job;
  readonly steps: ReturnType<Job['steps']>;
}

const SELDOM_MS = 60_000;
const RARELY_MS = 120_000;
/** A piece of work goes on as long as nobody would notice, ms. */
const PIECE_MS = 15;

export interface LogLoaderOptions {
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
  /** The directory that is looked into while no daemon has named one. */
  readonly home: string;
  readonly tariffsFile: string;
  /** Something was read. */
  changed(change: (state: State) => State): void;
}

/** Reads what the views want out of the logs, a piece at a time: what is looked at before what can wait. */
export class LogLoader {
  readonly #options: LogLoaderOptions;
  readonly #read = new Map<string, { readonly of: string; readonly at: number }>();
  #next: NodeJS.Immediate | undefined;
  /** What was begun; the last one goes on, the others wait for it. */
  #begun: Work[] = [];

  constructor(options: LogLoaderOptions) {
    this.#options = options;
  }

  /** Starts to read what is wanted now and was not read lately. */
  schedule(state: State, selection: Selection, now: number): void {
    const away = state.connection.kind === 'lost' ? this.#options.home : undefined;
    const logs = this.#options.logs ?? state.hello?.logs ?? away;
    if (logs === undefined) return;
    const elapsed = performance.now();
    const jobs = jobsOf({
      logPaths: { logs, tariffsFile: this.#options.tariffsFile },
      ...{ state, selection, now },
      anew: (name) => !this.#read.has(name),
    });
    const top = this.#begun.at(-1)?.job;
    // What stands before the one under way is more urgent; the same thing of another day takes its place.
    const at = jobs.findIndex(({ name }) => name === top?.name);
    const urgent = at < 0 ? jobs : jobs.slice(0, at + 1);
    const due = urgent.find(({ name, of, every }) => {
      const last = this.#read.get(name);
      if (this.#begun.some(({ job }) => job.name === name && job.of === of)) return false;
      return last?.of !== of || elapsed - last.at >= every;
    });
    if (!due) return;
    this.#begun = [...this.#begun.filter(({ job }) => job.name !== due.name), { job: due, steps: due.steps() }];
    this.#next ??= setImmediate(() => this.#go());
  }

  /** What was read may be out of date: all of it, or one thing. */
  invalidate(name?: string): void {
    if (name === undefined) this.#read.clear();
    else this.#read.delete(name);
  }

  stop(): void {
    clearImmediate(this.#next);
    this.#options.changed = () => undefined;
  }

  /** One piece of work; keys and messages come between two. */
  #go(): void {
    this.#next = undefined;
    const end = performance.now() + PIECE_MS;
    for (let work = this.#begun.at(-1); work && performance.now() < end; work = this.#begun.at(-1)) {
      const { value, done } = work.steps.next();
      // Years of logs are worth the compiler that the screen itself does without.
      if (value) setFlagsFromString('--opt');
      if (!done) {
        if (value) this.#options.changed((state) => afterLogData(state, { progress: value }));
        continue;
      }
      this.#begun.pop();
      this.#read.set(work.job.name, { of: work.job.of, at: performance.now() });
      this.#options.changed((state) => afterLogData(value(state), { progress: undefined }));
    }
    if (this.#begun.length > 0) this.#next = setImmediate(() => this.#go());
    else setFlagsFromString('--no-opt');
  }
}

interface Wanted {
  readonly logPaths: LogPaths;
  readonly state: State;
  readonly selection: Selection;
  readonly now: number;
  /** Nothing that was read before may be used again. */
  anew(name: string): boolean;
}

/** What this screen wants read, the most urgent first. */
function jobsOf({ logPaths, state, selection, now, anew }: Wanted): Job[] {
  const at = feedTime(state, now);
  const today = dayOf(at);
  const day = selection.day ?? today;
  // A running day is read again when its log has grown: a line every 20 s.
  const written = changedAt(logFile(logPaths.logs, today));
  const jobs: (Job | false)[] = [
    selection.view === 'day' && {
      name: 'day',
      of: day === today ? `${day} ${written}` : day,
      every: SELDOM_MS,
      *steps() {
        const page = yield* readDayPage(logPaths, day, at);
        const days = listOfDays(logPaths.logs);
        return (before) => afterLogData(before, { day: page, days });
      },
    },
    {
      name: 'today',
      of: `${today} ${written}`,
      every: SELDOM_MS,
      *steps() {
        yield undefined;
        const cost = costOfDay(logPaths, today);
        return (before) => afterToday(before, cost);
      },
    },
    {
      name: 'past',
      of: logPaths.logs,
      every: Number.POSITIVE_INFINITY,
      *steps() {
        const past = yield* readPast(logPaths.logs, at);
        return (before) => afterPast(before, past, now);
      },
    },
    speaksOfEjp(viewModelOf(state, now, 'fr')) && {
      name: 'season',
      of: today,
      every: SELDOM_MS,
      *steps() {
        const season = yield* seasonSteps(logPaths.logs, today);
        return (before) => afterSeason(before, season);
      },
    },
    selection.view === 'ejp' && {
      name: 'peaks',
      of: `${today} ${selection.seasonsBack}`,
      every: SELDOM_MS,
      *steps() {
        const before = anew('peaks') ? undefined : state.logData.peaks;
        const peaks = yield* readPeaksPage(logPaths, { today, back: selection.seasonsBack, before });
        return (shown) => afterLogData(shown, { peaks });
      },
    },
    {
      name: 'costs',
      of: selection.view === 'costs' ? `${today} ${written}` : today,
      every: selection.view === 'costs' ? SELDOM_MS : RARELY_MS,
      *steps() {
        const costs = yield* readCostsPage(logPaths, at, anew('costs') ? undefined : state.logData.costs);
        return (before) => afterLogData(before, { costs });
      },
    },
  ];
  return jobs.filter((job) => job !== false);
}
