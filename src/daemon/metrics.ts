import { rmSync } from 'node:fs';
import type { SampleMessage, StatusMessage } from '../feed/messages.ts';
import { codeOf, replaceFile } from '../host/files.ts';
import { expositionOf } from '../metrics/exposition.ts';
import { type Counters, metricsOf } from '../metrics/house-metrics.ts';
import type { DaemonJournal } from './journal.ts';
import type { DaemonOptions } from './options.ts';
import type { StateFile } from './state-file.ts';

/** Between two writings, ms. */
const INTERVAL_MS = 10_000;
/**
 * How far counters are saved ahead of what is told: after a power cut they go on from there, and never fall. An hour of
 * frames or more.
 */
const AHEAD = 4096;

const NOTHING: Counters = { frames: 0, checksum: 0, parity: 0, format: 0, implausible: 0 };
const KEYS = Object.keys(NOTHING) as readonly (keyof Counters)[];

/** What the daemon knows now. */
export interface Known {
  readonly status: StatusMessage;
  readonly sample: SampleMessage | undefined;
  /** Time since the last frame, ms; undefined before the first. */
  readonly silentMs: number | undefined;
}

/** METRICS_FILE. A part that may fail alone: it is tried again. */
export class Metrics {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #state: StateFile;
  /** When the next writing is due; monotonic clock, ms. */
  #nextAt = Number.NEGATIVE_INFINITY;
  /** One writing has seen a reading, and left it out: by the next one an index that came damaged at first is mended. */
  #hasRead = false;
  /** The file that was written last. */
  #written: string | undefined;
  /** What the daemons before this one have counted. */
  #before: Counters | undefined;
  /** What is saved; no counter is told above it. */
  #saved = NOTHING;
  #told: Counters | undefined;

  constructor(options: DaemonOptions, journal: DaemonJournal, state: StateFile) {
    this.#options = options;
    this.#journal = journal;
    this.#state = state;
  }

  /** Writes the file, when it is time. @param known asked for only then */
  tick(known: () => Known): void {
    const path = this.#options.configuration.settings.METRICS_FILE;
    if (path !== this.#written) this.#remove();
    if (path === undefined) return;
    const now = this.#options.monotonic();
    if (now < this.#nextAt) return;
    this.#nextAt = now + INTERVAL_MS;
    const { status, sample: last, silentMs } = known();
    const sample = this.#hasRead ? last : undefined;
    this.#hasRead ||= last !== undefined;
    const counters = this.#count(status);
    const { clock, faults } = this.#journal;
    const lastFrameAt = silentMs !== undefined && clock.known ? clock.now() - silentMs : undefined;
    const { version, texts } = this.#options;
    try {
      replaceFile(path, expositionOf(metricsOf({ version, status, sample, counters, lastFrameAt })), true);
      this.#written = path;
      faults.recovered('metrics', texts.metrics.back(path));
    } catch (error) {
      faults.failed('metrics', codeOf(error), texts.metrics.failed(path, codeOf(error)));
    }
  }

  /** The daemon ends: what it has told is the present no longer. */
  stop(): void {
    if (this.#told) this.#state.set({ counters: this.#told });
    this.#remove();
  }

  /** The counters of all daemons so far; saves them, a good deal higher, where they have reached what is saved. */
  #count({ frames, rejected }: StatusMessage): Counters {
    this.#before ??= this.#state.load().counters ?? NOTHING;
    const before = this.#before;
    const own: Counters = { frames, ...rejected };
    const sum = mapped((key) => before[key] + own[key]);
    if (KEYS.some((key) => sum[key] > this.#saved[key])) {
      this.#saved = mapped((key) => sum[key] + AHEAD);
      this.#state.set({ counters: this.#saved });
    }
    this.#told = sum;
    return sum;
  }

  #remove(): void {
    if (this.#written === undefined) return;
    try {
      rmSync(this.#written, { force: true });
    } catch {
      // It says itself how old it is.
    }
    this.#written = undefined;
  }
}

const mapped = (of: (key: keyof Counters) => number): Counters =>
  Object.fromEntries(KEYS.map((key) => [key, of(key)])) as unknown as Counters;
