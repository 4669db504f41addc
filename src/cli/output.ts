import type { Writable } from 'node:stream';
import { codeOf } from '../host/files.ts';
import type { Texts } from '../text/index.ts';
import { CliError, exitWith } from './errors.ts';

/** Whether the reader has gone, as in `… | head`: no failure of ours. */
const isGone = (error: unknown): boolean => codeOf(error) === 'EPIPE';

/** For a command that prints its result at once: stdout may lose its reader; a disk that takes nothing is a failure. */
export function guardStdout(texts: Texts['cli']): void {
  process.stdout.on('error', (error) => {
    if (!isGone(error)) exitWith(new CliError(texts.unwritable('stdout', codeOf(error)), 1, error));
  });
}

/** Writes to a stream at the pace of its reader; false once the reader has gone. One write at a time. @throws Failure when nothing can be written */
export class Output {
  readonly #stream: Writable;
  #gone = false;
  #failure: CliError | undefined;
  #goOn: (() => void) | undefined;

  /** @param name of the stream, as the user knows it */
  constructor(stream: Writable, name: string, texts: Texts['cli']) {
    this.#stream = stream;
    const goOn = (): void => this.#goOn?.();
    stream.on('drain', goOn);
    stream.on('close', goOn);
    stream.on('error', (error) => {
      this.#gone = true;
      if (!isGone(error)) this.#failure = new CliError(texts.unwritable(name, codeOf(error)));
      goOn();
    });
  }

  async write(data: string | Uint8Array): Promise<boolean> {
    if (this.#failure) throw this.#failure;
    if (this.#gone) return false;
    if (!this.#stream.write(data) && !this.#stream.closed) {
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
    return !this.#gone;
  }

  /** Waits until all is written. */
  async end(): Promise<void> {
    if (!this.#gone) {
      await new Promise<void>((resolve) => {
        this.#stream.write('', () => resolve());
      });
    }
    if (this.#failure) throw this.#failure;
  }
}
