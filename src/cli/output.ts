import type { Writable } from 'node:stream';

/** Writes to a stream at the pace of its reader; false once the reader has gone. One write at a time. */
export class Output {
  readonly #stream: Writable;
  #gone = false;
  #goOn: (() => void) | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    const goOn = (): void => this.#goOn?.();
    stream.on('drain', goOn);
    stream.on('close', goOn);
    // `… | head` is no failure of ours.
    stream.on('error', () => {
      this.#gone = true;
      goOn();
    });
  }

  async write(data: string | Uint8Array): Promise<boolean> {
    if (this.#gone) return false;
    if (!this.#stream.write(data) && !this.#stream.closed) {
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    }
    return !this.#gone;
  }

  /** Waits until all is written. */
  async end(): Promise<void> {
    if (this.#gone) return;
    await new Promise<void>((resolve) => {
      this.#stream.write('', () => resolve());
    });
  }
}
