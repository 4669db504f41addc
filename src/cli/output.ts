import type { Writable } from 'node:stream';
import { codeOf } from '../host/files.ts';
import { writeAll } from '../host/write-all.ts';
import type { Texts } from '../text/index.ts';
import { CliError, exitWith } from './errors.ts';

/** The reader has left, as in `… | head`: not an error. */
const isGone = (error: unknown): boolean => codeOf(error) === 'EPIPE';

/** For a command that prints its result at once: ends it with an error when stdout is a file that cannot be written. */
export function guardStdout(texts: Texts['cli']): void {
  process.stdout.on('error', (error) => {
    if (!isGone(error)) exitWith(new CliError(texts.unwritable('stdout', codeOf(error)), 1, error));
  });
}

/** Writes the result of a command to stdout. @throws CliError where it cannot be written */
export function print(text: string, texts: Texts['cli']): void {
  try {
    const rest = writeAll(1, text);
    if (rest.length === 0) return;
    guardStdout(texts);
    process.stdout.write(rest);
  } catch (error) {
    if (!isGone(error)) throw new CliError(texts.unwritable('stdout', codeOf(error)), 1, error);
  }
}

/** Writes to a stream at the pace of its reader, one write at a time. */
export class Output {
  readonly #stream: Writable;
  #gone = false;
  #failure: CliError | undefined;
  #resume: (() => void) | undefined;

  /** @param name of the stream, as the user knows it */
  constructor(stream: Writable, name: string, texts: Texts['cli']) {
    this.#stream = stream;
    const resume = (): void => this.#resume?.();
    stream.on('drain', resume);
    stream.on('close', resume);
    stream.on('error', (error) => {
      this.#gone = true;
      if (!isGone(error)) this.#failure = new CliError(texts.unwritable(name, codeOf(error)), 1, error);
      resume();
    });
  }

  /** @returns false once the reader has left; @throws CliError when the stream cannot be written */
  async write(data: string | Uint8Array): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    if (this.#gone) return false;
    if (!this.#stream.write(data) && !this.#stream.closed) await this.#resumed();
    if (this.#failure) throw this.#failure;
    return !this.#gone;
  }

  /** Waits until all is written. @throws CliError when it cannot be */
  async end(): Promise<void> {
    if (!this.#gone) {
      const error = await new Promise((resolve) => this.#stream.write('', resolve));
      // What failed is known from the event, which comes after this.
      if (error && !this.#gone) await this.#resumed();
    }
    if (this.#failure) throw this.#failure;
  }

  #resumed(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
}
