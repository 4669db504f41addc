import { setFlagsFromString } from 'node:v8';
import { logFile } from '../journal/writer.js';
import { dayOf } from '../meter/time.js';
import { speaksOfEjp } from './ejp-facts.js';
import { momentOf } from './facts.js';
import { readCostsPage } from './logs/costs.js';
import { readDayPage } from './logs/day.js';
import { readPast } from './logs/past.js';
import { readPeaksPage } from './logs/peaks.js';
import { changedAt, type Shelf, type Steps } from './logs/shelf.js';
import { costOfDay, listOfDays, seasonSteps } from './logs/today.js';
import { afterArchive, afterPast, afterSeason, afterToday, feedTime, type State } from './state.js';
import type { Ui } from './ui.js';

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

export interface ArchivistOptions {
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
  /** The directory that is looked into while no daemon has named one. */
  readonly home: string;
  readonly tariffsFile: string;
  /** Something was read. */
  changed(change: (state: State) => State): void;
}

/** Reads what the views want out of the logs, a piece at a time: what is looked at before what can wait. */
export class Archivist {
  readonly #options: ArchivistOptions;
  readonly #read = new Map<string, { readonly of: string; readonly at: number }>();
  #next: NodeJS.Immediate | undefined;
  /** What was begun; the last one goes on, the others wait for it. */
  #begun: Work[] = [];

  constructor(options: ArchivistOptions) {
    this.#options = options;
  }

  /** Starts to read what is wanted now and was not read lately. */
  look(state: State, ui: Ui, now: number): void {
    const away = state.connection.kind === 'lost' ? this.#options.home : undefined;
    const logs = this.#options.logs ?? state.hello?.logs ?? away;
    if (logs === undefined) return;
    const elapsed = performance.now();
    const jobs = jobsOf({
      shelf: { logs, tariffsFile: this.#options.tariffsFile },
      ...{ state, ui, now },
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
  forget(name?: string): void {
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
        if (value) this.#options.changed((state) => afterArchive(state, { progress: value }));
        continue;
      }
      this.#begun.pop();
      this.#read.set(work.job.name, { of: work.job.of, at: performance.now() });
      this.#options.changed((state) => afterArchive(value(state), { progress: undefined }));
    }
    if (this.#begun.length > 0) this.#next = setImmediate(() => this.#go());
    else setFlagsFromString('--no-opt');
  }
}

interface Wanted {
  readonly shelf: Shelf;
  readonly state: State;
  readonly ui: Ui;
  readonly now: number;
  /** Nothing that was read before may be used again. */
  anew(name: string): boolean;
}

/** What this screen wants read, the most urgent first. */
function jobsOf({ shelf, state, ui, now, anew }: Wanted): Job[] {
  const at = feedTime(state, now);
  const today = dayOf(at);
  const day = ui.day ?? today;
  // A running day is read again when its log has grown: a line every 20 s.
  const written = changedAt(logFile(shelf.logs, today));
  const jobs: (Job | false)[] = [
    ui.view === 'day' && {
      name: 'day',
      of: day === today ? `${day} ${written}` : day,
      every: SELDOM_MS,
      *steps() {
        const page = yield* readDayPage(shelf, day, at);
        const days = listOfDays(shelf.logs);
        return (before) => afterArchive(before, { day: page, days });
      },
    },
    {
      name: 'today',
      of: `${today} ${written}`,
      every: SELDOM_MS,
      *steps() {
        yield undefined;
        const cost = costOfDay(shelf, today);
        return (before) => afterToday(before, cost);
      },
    },
    {
      name: 'past',
      of: shelf.logs,
      every: Number.POSITIVE_INFINITY,
      *steps() {
        const past = yield* readPast(shelf.logs, at);
        return (before) => afterPast(before, past, now);
      },
    },
    speaksOfEjp(momentOf(state, now, 'fr')) && {
      name: 'season',
      of: today,
      every: SELDOM_MS,
      *steps() {
        const season = yield* seasonSteps(shelf.logs, today);
        return (before) => afterSeason(before, season);
      },
    },
    ui.view === 'ejp' && {
      name: 'peaks',
      of: `${today} ${ui.season}`,
      every: SELDOM_MS,
      *steps() {
        const before = anew('peaks') ? undefined : state.archive.peaks;
        const peaks = yield* readPeaksPage(shelf, { today, back: ui.season, before });
        return (shown) => afterArchive(shown, { peaks });
      },
    },
    {
      name: 'costs',
      of: ui.view === 'costs' ? `${today} ${written}` : today,
      every: ui.view === 'costs' ? SELDOM_MS : RARELY_MS,
      *steps() {
        const costs = yield* readCostsPage(shelf, at, anew('costs') ? undefined : state.archive.costs);
        return (before) => afterArchive(before, { costs });
      },
    },
  ];
  return jobs.filter((job) => job !== false);
}
