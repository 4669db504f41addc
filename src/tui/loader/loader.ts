import { monotonicMs } from '../../host/monotonic.ts';
import { OpenLogs } from '../../journal/open-logs.ts';
import type { Progress, Work } from '../../report/sums/read-logs.ts';
import type { Selection } from '../model/selection.ts';
import { afterLogData, type State } from '../model/state.ts';
import { type Change, type Job, jobsOf } from './jobs.ts';
import { type ContractSources, type LogPaths, LogSource } from './log-source.ts';

/** Work goes on as long as nobody notices a pause, ms. */
const PIECE_MS = 15;
/** The jobs of one refresh begin within this, ms. */
const REFRESH_MS = 2000;
/** Fewer logs are read before their progress could be seen. */
const MIN_PROGRESS = 4;
/** From so many bytes of logs on reading them takes long: ten days. */
const LONG_BYTES = 4 << 20;

/** Where the logs and the prices may be. */
export interface LogPlaces {
  /** The directory of the logs that was asked for; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
  /** The directory that is looked into while no daemon has named one. */
  readonly home: string;
  readonly tariffsFile: string;
  readonly contracts?: ContractSources | undefined;
}

export interface LogLoaderOptions extends LogPlaces {
  /** Something was read. */
  changed(change: Change): void;
  /** All that was due has been read. */
  idle?(): void;
  /** Reading takes long, or is done. */
  working?(isLong: boolean): void;
  /** Monotonic clock, ms. */
  monotonic?(): number;
}

/** Reads what the views want out of the logs, a piece at a time: what is shown before what can wait. */
export class LogLoader {
  readonly #options: LogLoaderOptions;
  readonly #monotonic: () => number;
  /** What was read, by the name of its job; `at` on the monotonic clock, ms. */
  readonly #read = new Map<string, { readonly of: string; readonly at: number }>();
  /** The logs as they were opened for what is due together, and when: monotonic clock, ms. */
  #source: LogSource | undefined;
  #open = new OpenLogs();
  #openedAt = 0;
  #next: NodeJS.Immediate | undefined;
  /** Bytes of logs that were read since all was last read. */
  #bytes = 0;
  /** A stack: the last one runs, the others wait for it. */
  #begun: { readonly job: Job; readonly steps: Work<Change> }[] = [];

  constructor(options: LogLoaderOptions) {
    this.#options = options;
    this.#monotonic = options.monotonic ?? monotonicMs;
  }

  /** Starts to read what is wanted now and was not read lately. @param columns of the curve that is shown */
  schedule(state: State, selection: Selection, now: number, columns: number): void {
    const { home, tariffsFile, contracts } = this.#options;
    const logs = this.#options.logs ?? state.hello?.logs ?? (state.connection.kind === 'lost' ? home : undefined);
    if (logs === undefined) return;
    const paths = { logs, tariffsFile, contracts };
    const jobs = jobsOf({ paths, state, selection, now, columns, mayReuse: (name) => this.#read.has(name) });
    const due = this.#mostUrgentDue(jobs);
    if (due) {
      const steps = due.steps(this.#sourceFor(paths));
      this.#begun = [...this.#begun.filter(({ job }) => job.name !== due.name), { job: due, steps }];
      this.#next ??= setImmediate(() => this.#work());
    } else if (this.#begun.length === 0) this.#source = undefined;
  }

  /** Everything that was read may be out of date. */
  invalidate(): void {
    this.#read.clear();
    this.#source = undefined;
    this.#open = new OpenLogs();
  }

  stop(): void {
    clearImmediate(this.#next);
    this.#options.changed = () => undefined;
  }

  /** Before the job under way only a more urgent one begins, or the same of another day. */
  #mostUrgentDue(jobs: readonly Job[]): Job | undefined {
    const underWay = this.#begun.at(-1)?.job.name;
    const place = jobs.findIndex(({ name }) => name === underWay);
    const candidates = place < 0 ? jobs : jobs.slice(0, place + 1);
    return candidates.find(({ name, of, maxAgeMs }) => {
      if (this.#begun.some(({ job }) => job.name === name && job.of === of)) return false;
      const last = this.#read.get(name);
      return last?.of !== of || this.#monotonic() - last.at >= maxAgeMs;
    });
  }

  /** The logs, opened once for all jobs of one refresh. */
  #sourceFor(paths: LogPaths): LogSource {
    const at = this.#monotonic();
    if (this.#source?.paths.logs === paths.logs && at - this.#openedAt < REFRESH_MS) return this.#source;
    this.#openedAt = at;
    this.#source = new LogSource(paths, this.#open, (bytes) => this.#count(bytes));
    return this.#source;
  }

  #count(bytes: number): void {
    const isLong = this.#bytes > LONG_BYTES;
    this.#bytes += bytes;
    if (!isLong && this.#bytes > LONG_BYTES) this.#options.working?.(true);
  }

  /** One piece of work; keys and messages come between two. */
  #work(): void {
    this.#next = undefined;
    const end = this.#monotonic() + PIECE_MS;
    for (let work = this.#begun.at(-1); work && this.#monotonic() < end; work = this.#begun.at(-1)) {
      const { value, done } = work.steps.next();
      if (done) this.#finish(work.job, value);
      else this.#show(value);
    }
    if (this.#begun.length > 0) this.#next = setImmediate(() => this.#work());
    else {
      if (this.#bytes > LONG_BYTES) this.#options.working?.(false);
      this.#bytes = 0;
      this.#options.idle?.();
    }
  }

  #finish(job: Job, change: Change): void {
    this.#begun.pop();
    this.#read.set(job.name, { of: job.of, at: this.#monotonic() });
    this.#options.changed((state) => afterLogData(change(state), { progress: undefined }));
  }

  #show(progress: Progress): void {
    if (progress.of < MIN_PROGRESS) return;
    this.#options.changed((state) => afterLogData(state, { progress }));
  }
}
