import { addDays, dayOf } from '../meter/time.js';
import { momentOf, speaksOfEjp } from './facts.js';
import { readCostsPage } from './logs/costs.js';
import { readDayPage } from './logs/day.js';
import { readPast } from './logs/past.js';
import { readPeaksPage } from './logs/peaks.js';
import type { Shelf, Steps } from './logs/shelf.js';
import { costOfDay, listOfDays, seasonSteps } from './logs/today.js';
import { afterArchive, afterPast, afterSeason, afterToday, feedTime, type State } from './state.js';
import type { Ui } from './ui.js';

/** One thing to read, and how old it may become before it is read again, ms. */
interface Job {
  readonly name: string;
  /** What it was read of: another day is another thing. */
  readonly of: string;
  readonly every: number;
  steps(): Steps<(state: State) => State>;
}

const OFTEN_MS = 10_000;
const SELDOM_MS = 60_000;
const RARELY_MS = 600_000;
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

/** Reads what the views want out of the logs, one thing after the other, a piece at a time. */
export class Archivist {
  readonly #options: ArchivistOptions;
  readonly #read = new Map<string, { readonly of: string; readonly at: number }>();
  #next: NodeJS.Immediate | undefined;
  #running: Job | undefined;

  constructor(options: ArchivistOptions) {
    this.#options = options;
  }

  /** Starts to read what is wanted now and was not read lately. */
  look(state: State, ui: Ui, now: number): void {
    const away = state.connection.kind === 'lost' ? this.#options.home : undefined;
    const logs = this.#options.logs ?? state.hello?.logs ?? away;
    if (logs === undefined || this.#running) return;
    const elapsed = performance.now();
    const due = jobsOf({ logs, tariffsFile: this.#options.tariffsFile }, state, ui, now).find(({ name, of, every }) => {
      const last = this.#read.get(name);
      return last?.of !== of || elapsed - last.at >= every;
    });
    if (!due) return;
    this.#running = due;
    this.#go(due, due.steps());
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

  #go(job: Job, steps: ReturnType<Job['steps']>): void {
    this.#next = setImmediate(() => {
      const end = performance.now() + PIECE_MS;
      do {
        const { value, done } = steps.next();
        if (done) {
          this.#read.set(job.name, { of: job.of, at: performance.now() });
          this.#running = undefined;
          this.#options.changed((state) => afterArchive(value(state), { progress: undefined }));
          return;
        }
        if (value) this.#options.changed((state) => afterArchive(state, { progress: value }));
      } while (performance.now() < end);
      this.#go(job, steps);
    });
  }
}

/** What this screen wants read, the most urgent first. */
function jobsOf(shelf: Shelf, state: State, ui: Ui, now: number): Job[] {
  const at = feedTime(state, now);
  const today = dayOf(at);
  const day = ui.day ?? today;
  const jobs: (Job | false)[] = [
    ui.view === 'day' && {
      name: 'day',
      of: day,
      every: day >= addDays(today, -1) ? OFTEN_MS : SELDOM_MS,
      *steps() {
        const page = yield* readDayPage(shelf, day, at);
        const days = listOfDays(shelf.logs);
        return (before) => afterArchive(before, { day: page, days });
      },
    },
    {
      name: 'today',
      of: today,
      every: OFTEN_MS,
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
      of: today,
      every: SELDOM_MS,
      *steps() {
        const peaks = yield* readPeaksPage(shelf, today, at);
        return (before) => afterArchive(before, { peaks });
      },
    },
    {
      name: 'costs',
      of: today,
      every: ui.view === 'costs' ? SELDOM_MS : RARELY_MS,
      *steps() {
        const costs = yield* readCostsPage(shelf, at);
        return (before) => afterArchive(before, { costs });
      },
    },
  ];
  return jobs.filter((job) => job !== false);
}
