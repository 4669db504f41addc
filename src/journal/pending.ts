import { EventEmitter } from 'node:events';
import { codeOf } from '../host/files.ts';
import { formatLine, type LogLine } from './log-line.ts';
import { DiskSync } from './sync.ts';
import { appendLine } from './writer.ts';

/** Most lines that wait: two thirds of a day of series, about 500 KB. */
export const MAX_PENDING = 2500;
/** After a clock was set back by at most this (ms), lines bear the time of the last one until the clock is past it. */
const SMALL_STEP_MS = 60_000;

export interface PendingLinesEvents {
  /** A line is written, as this text: a crash of ours no longer takes it away. */
  written: [line: LogLine, text: string];
  /** The disk begins to refuse lines; the system's code. */
  failed: [code: string];
  /** It takes them again: lines written that it had refused, and lines dropped meanwhile. */
  recovered: [waited: number, dropped: number];
}

/**
 * The queue of lines on their way to the log. They wait, in their order, while the time is not known (nothing is written
 * under a false day) and while the disk refuses them.
 */
export class PendingLines extends EventEmitter<PendingLinesEvents> {
  readonly #directory: string;
  readonly #monotonic: () => number;
  readonly #sync: DiskSync;
  #pending: LogLine[] = [];
  /** The time is known: every line that waits has its true instant, where it had the monotonic clock's before. */
  #areDated = false;
  /** The instant of the last line, ms. */
  #lastAt = Number.NEGATIVE_INFINITY;
  #refusal: string | undefined;
  #syncError: string | undefined;
  #dropped = 0;
  /** The failure that is reported. `droppedBefore`: lines dropped until it began; `waited`: lines refused and written since. */
  #failure: { readonly droppedBefore: number; waited: number } | undefined;
  /** At least one line has been written. */
  everWritten = false;

  constructor(directory: string, monotonic: () => number) {
    super();
    this.#directory = directory;
    this.#monotonic = monotonic;
    this.#sync = new DiskSync(monotonic, (code) => {
      this.#syncError = code;
      this.#reportDisk();
    });
  }

  /** Lines that are not in the log: they wait, or were dropped because too many waited. */
  get lost(): number {
    return this.#pending.length + this.#dropped;
  }

  /** Lines come after those that the log has already, the last of which is of the instant `at` (ms). */
  continueAfter(at: number): void {
    this.#lastAt = at;
  }

  /** The time is known from now on. @param instantOf the instant (ms) of a moment of the monotonic clock */
  dateAll(instantOf: (monotonic: number) => number): void {
    if (this.#areDated) return;
    this.#areDated = true;
    this.#pending = this.#pending.map((line) => this.#inOrder({ ...line, at: instantOf(line.at) }));
    this.flush();
  }

  /** Writes a line of now, after those that wait. */
  write(line: LogLine): void {
    this.#pending.push(this.#areDated ? this.#inOrder(line) : { ...line, at: this.#monotonic() });
    this.flush();
    if (this.#pending.length <= MAX_PENDING) return;
    this.#pending.shift();
    this.#dropped++;
  }

  /** Tries to write what waits, and to bring what is written onto the disk. */
  flush(): void {
    if (!this.#areDated) return;
    const wasRefused = this.#refusal !== undefined;
    const written = this.#writePending();
    if (wasRefused && this.#failure) this.#failure.waited += written;
    this.#pending.splice(0, written);
    this.#sync.tick();
    this.#reportDisk();
  }

  /** Waits until the disk has what was written. */
  async stop(): Promise<void> {
    await this.#sync.stop();
  }

  /** @returns lines written until the disk refused one */
  #writePending(): number {
    let written = 0;
    this.#refusal = undefined;
    try {
      for (const line of this.#pending) {
        const text = formatLine(line);
        this.#sync.written(appendLine(this.#directory, line.at, text));
        written++;
        this.everWritten = true;
        this.emit('written', line, text);
      }
    } catch (error) {
      this.#refusal = codeOf(error);
    }
    return written;
  }

  #inOrder(line: LogLine): LogLine {
    const back = this.#lastAt - line.at;
    if (back <= 0 || back > SMALL_STEP_MS) this.#lastAt = line.at;
    return { ...line, at: this.#lastAt };
  }

  #reportDisk(): void {
    const code = this.#refusal ?? this.#syncError;
    const failure = this.#failure;
    if (code !== undefined && !failure) {
      this.#failure = { droppedBefore: this.#dropped, waited: 0 };
      this.emit('failed', code);
    } else if (code === undefined && failure) {
      this.#failure = undefined;
      this.emit('recovered', failure.waited, this.#dropped - failure.droppedBefore);
    }
  }
}
