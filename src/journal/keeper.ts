import { appendLine } from './writer.js';

interface Waiting {
  readonly at: number;
  readonly line: string;
}

/** Lines that wait at most: two thirds of a day of series, about 300 KB. */
const MOST_WAITING = 2500;

/** Writes the log, and keeps the lines that the disk does not take until it does, in their order. */
export class JournalKeeper {
  readonly #directory: string;
  readonly #problem: (code: string | undefined) => void;
  #waiting: Waiting[] = [];
  #failed: string | undefined;
  /** Lines given up because too many waited. */
  dropped = 0;
  /** At least one line has reached the disk. */
  everWritten = false;

  /** @param problem told the error's code when writing begins to fail, undefined when it works again */
  constructor(directory: string, problem: (code: string | undefined) => void) {
    this.#directory = directory;
    this.#problem = problem;
  }

  /** Lines not on the disk yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Writes a line under the local day of `at`, after those that wait. */
  write(at: number, line: string): void {
    this.#waiting.push({ at, line });
    this.flush();
    if (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.dropped++;
    }
  }

  /** Tries to write what waits. */
  flush(): void {
    let code: string | undefined;
    let done = 0;
    try {
      for (const { at, line } of this.#waiting) {
        appendLine(this.#directory, at, line);
        done++;
        this.everWritten = true;
      }
    } catch (error) {
      code = (error as NodeJS.ErrnoException).code ?? String(error);
    }
    this.#waiting.splice(0, done);
    if (code === this.#failed) return;
    this.#failed = code;
    this.#problem(code);
  }
}
