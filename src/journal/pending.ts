import { DiskSync } from './sync.ts';
import { appendLine } from './writer.ts';

interface Waiting {
  readonly at: number;
  readonly line: string;
}

/** Lines that wait at most: two thirds of a day of series, about 300 KB. */
export const MOST_WAITING = 2500;

export interface KeeperEvents {
  readonly monotonic: () => number;
  /** The disk has the line: no crash of ours takes it away. */
  readonly written: (line: string) => void;
  /** The disk begins to refuse lines; the system's code. */
  readonly failed: (code: string) => void;
  /** It takes them again: so many had waited, and so many more had been given up. */
  readonly back: (waited: number, dropped: number) => void;
}

/** Writes the log, and keeps the lines that the disk does not take until it does, in their order. */
export class JournalKeeper {
  readonly #directory: string;
  readonly #events: KeeperEvents;
  readonly #sync: DiskSync;
  #waiting: Waiting[] = [];
  #refused: string | undefined;
  #unsynced: string | undefined;
  #told = false;
  /** Lines given up because too many waited: since the start, and since the disk began to refuse. */
  dropped = 0;
  #droppedNow = 0;
  #mostWaiting = 0;
  /** At least one line has reached the disk. */
  everWritten = false;

  constructor(directory: string, events: KeeperEvents) {
    this.#directory = directory;
    this.#events = events;
    this.#sync = new DiskSync({
      monotonic: events.monotonic,
      result: (code) => {
        this.#unsynced = code;
        this.#tell();
      },
    });
  }

  /** Lines not on the disk yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Writes a line under the local day of `at`, after those that wait. */
  write(at: number, line: string): void {
    this.#waiting.push({ at, line });
    this.flush();
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#waiting.shift();
    this.dropped++;
    this.#droppedNow++;
  }

  /** Tries to write what waits, and to bring onto the disk what is written. */
  flush(): void {
    const waiting = this.#waiting;
    let done = 0;
    this.#refused = undefined;
    try {
      for (; done < waiting.length; done++) {
        const { at, line } = waiting[done] as Waiting;
        this.#sync.written(appendLine(this.#directory, at, line));
        this.everWritten = true;
        this.#events.written(line);
      }
    } catch (error) {
      this.#refused = (error as NodeJS.ErrnoException).code ?? String(error);
    }
    this.#mostWaiting = Math.max(this.#mostWaiting, done > 0 ? waiting.length : 0);
    waiting.splice(0, done);
    this.#sync.tick();
    this.#tell();
  }

  /** Waits until the disk has what was written. */
  async stop(): Promise<void> {
    await this.#sync.stop();
  }

  #tell(): void {
    const code = this.#refused ?? this.#unsynced;
    if (code !== undefined && !this.#told) {
      this.#told = true;
      this.#events.failed(code);
    } else if (code === undefined && this.#told) {
      this.#told = false;
      const dropped = this.#droppedNow;
      this.#droppedNow = 0;
      this.#events.back(this.#mostWaiting, dropped);
    }
    if (!this.#told) this.#mostWaiting = 0;
  }
}
