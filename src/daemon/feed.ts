import { existsSync } from 'node:fs';
import type { FeedMessage } from '../feed/messages.ts';
import { FeedServer } from '../feed/server.ts';
import { FeedError } from '../feed/socket.ts';
import { describeError } from '../text/errors.ts';
import type { Texts } from '../text/index.ts';
import type { PartFaults } from './faults.ts';

/** After this time a socket that could not be made, or is gone, is tried again. */
const RETRY_MS = 10_000;

export interface FeedOptions {
  readonly path: string;
  readonly greeting: () => readonly FeedMessage[];
  /** Readers were refused: too many at once, or too many a second. */
  readonly refused: (why: 'full' | 'flood') => void;
  readonly faults: PartFaults;
  readonly texts: Texts;
  readonly monotonic: () => number;
}

/** The feed as a part that may fail: the meter is read and logged without it, and it is tried again. */
export class Feed {
  readonly #options: FeedOptions;
  readonly #server: FeedServer;
  #isServing = false;
  #isStarting = false;
  #isStopped = false;
  /** Monotonic clock, ms. */
  #nextCheckAt = 0;

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

  /** @throws FeedError when another daemon serves the socket, or the path is too long for one */
  async start(): Promise<void> {
    try {
      await this.#startServer();
    } catch (error) {
      if (!(error instanceof FeedError) || error.kind === 'inUse' || error.kind === 'tooLong') throw error;
      this.#fail(error);
    }
  }

  /** Tries again what failed, and checks that the socket is still where readers find it. */
  tick(): void {
    if (this.#isStarting || this.#isStopped || this.#options.monotonic() < this.#nextCheckAt) return;
    this.#nextCheckAt = this.#options.monotonic() + RETRY_MS;
    if (this.#isServing && (this.#server.isPaused || existsSync(this.#options.path))) return;
    this.#restart().catch((error: unknown) => this.#fail(error));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#server.stop();
  }

  async #restart(): Promise<void> {
    const { path, faults, texts } = this.#options;
    if (this.#isServing) {
      this.#isServing = false;
      this.#fail(new FeedError('failed', path, 'ENOENT'));
      await this.#server.stop();
    }
    await this.#startServer();
    if (this.#isStopped) await this.#server.stop();
    else faults.recovered('feed', texts.faults.feedBack(path));
  }

  async #startServer(): Promise<void> {
    this.#isStarting = true;
    this.#nextCheckAt = this.#options.monotonic() + RETRY_MS;
    try {
      await this.#server.start();
      this.#isServing = true;
    } finally {
      this.#isStarting = false;
    }
  }

  #fail(cause: unknown): void {
    const { path, faults, texts } = this.#options;
    const error = cause instanceof FeedError ? cause : new FeedError('failed', path, String(cause));
    faults.failed('feed', error.detail || error.kind, describeError(error, texts.lang) ?? error.message);
  }
}
