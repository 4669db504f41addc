import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes to a stream at the pace of its reader; false once the reader has gone. */
export class Output {
  readonly #stream: Writable;
  #gone = false;

  constructor(stream: Writable) {
    this.#stream = stream;
    // `… | head` is no failure of ours.
    stream.on('error', () => {
      this.#gone = true;
    });
  }

  async write(data: string | Uint8Array): Promise<boolean> {
    if (this.#gone) return false;
    if (!this.#stream.write(data)) {
      await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]).catch(() => undefined);
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
