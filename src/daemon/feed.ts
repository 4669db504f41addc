import { existsSync } from 'node:fs';
import type { FeedMessage } from '../feed/messages.ts';
import { FeedServer } from '../feed/server.ts';
import { FeedError } from '../feed/socket.ts';
import { describeError } from '../text/errors.ts';
import type { Texts } from '../text/index.ts';
import type { FaultRegistry } from './faults.ts';

/** A socket that could not be made, or has gone, is tried again after this, ms. */
const RETRY_MS = 10_000;

export interface FeedOptions {
  readonly path: string;
  readonly greeting: () => readonly FeedMessage[];
  /** Readers were turned away. */
  readonly refused: (why: 'full' | 'flood') => void;
  readonly faults: FaultRegistry;
  readonly texts: Texts;
  readonly monotonic: () => number;
}

/** The feed as a part that may fail: without it the meter is read and logged all the same, and it is tried again. */
export class Feed {
  readonly #options: FeedOptions;
  readonly #server: FeedServer;
  #serving = false;
  #starting = false;
  #stopped = false;
  #lookAt = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#server = new FeedServer(options.path, options);
  }

  get clients(): number {
    return this.#server.clients;
  }

  send(message: FeedMessage): void {
    this.#server.send(message);
  }

  /** @throws FeedError when another daemon serves the socket, or no system could make one of this name */
  async start(): Promise<void> {
    try {
      await this.#try();
    } catch (error) {
      if (!(error instanceof FeedError) || error.kind === 'inUse' || error.kind === 'tooLong') throw error;
      this.#fail(error);
    }
  }

  /** Tries again what failed, and looks whether the socket is still where readers find it. */
  tick(): void {
    if (this.#starting || this.#stopped || this.#options.monotonic() < this.#lookAt) return;
    this.#lookAt = this.#options.monotonic() + RETRY_MS;
    if (this.#serving && (this.#server.isPaused || existsSync(this.#options.path))) return;
    this.#again().catch((error: unknown) => this.#fail(error));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#server.stop();
  }

  async #again(): Promise<void> {
    const { path, faults, texts } = this.#options;
    if (this.#serving) {
      this.#serving = false;
      this.#fail(new FeedError('failed', path, 'ENOENT'));
      await this.#server.stop();
    }
    await this.#try();
    if (this.#stopped) await this.#server.stop();
    else faults.recovered('feed', texts.faults.feedBack(path));
  }

  async #try(): Promise<void> {
    this.#starting = true;
    this.#lookAt = this.#options.monotonic() + RETRY_MS;
    try {
      await this.#server.start();
      this.#serving = true;
    } finally {
      this.#starting = false;
    }
  }

  #fail(error: unknown): void {
    const { path, faults, texts } = this.#options;
    const failure = error instanceof FeedError ? error : new FeedError('failed', path, String(error));
    faults.failed('feed', failure.detail || failure.kind, describeError(failure, texts.lang) ?? failure.message);
  }
}
