import type { FeedMessage } from '../feed/messages.ts';
import { FeedServer } from '../feed/server.ts';
import { FeedError } from '../feed/socket.ts';
import { describeError } from '../text/errors.ts';
import type { DaemonJournal } from './journal.ts';
import type { DaemonOptions } from './options.ts';

/** After this time a socket that could not be made, or is gone, is tried again. */
const RETRY_MS = 10_000;

/** The feed as a part that may fail: the meter is read and logged without it, and it is tried again. */
export class Feed extends FeedServer {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  #isRestarting = false;
  #isStopped = false;
  /** Monotonic clock, ms. */
  #nextCheckAt = 0;

  /** @param greeting the first messages for a new reader */
  constructor(options: DaemonOptions, journal: DaemonJournal, greeting: () => readonly FeedMessage[]) {
    const { feedRefused } = options.texts.daemon;
    super(options.socket, greeting, (why) => journal.events.logLimited(why, 'WARN', feedRefused[why]));
    this.#options = options;
    this.#journal = journal;
  }

  /** @throws FeedError when another daemon serves the socket, or the path is too long for one */
  override async start(): Promise<void> {
    this.#nextCheckAt = this.#options.monotonic() + RETRY_MS;
    try {
      await super.start();
    } catch (error) {
      if (!(error instanceof FeedError) || error.kind === 'inUse' || error.kind === 'tooLong') throw error;
      this.#fail(error);
    }
  }

  /** Tries again what failed, and checks that the socket is still where readers find it. */
  tick(): void {
    const now = this.#options.monotonic();
    if (this.#isStopped || this.#isRestarting || now < this.#nextCheckAt) return;
    this.#nextCheckAt = now + RETRY_MS;
    if (!this.isServing) this.#restart().catch((error: unknown) => this.#fail(error));
  }

  override async stop(): Promise<void> {
    this.#isStopped = true;
    await super.stop();
  }

  async #restart(): Promise<void> {
    const { socket, texts } = this.#options;
    const { faults } = this.#journal;
    if (!faults.fails('feed')) this.#fail(new FeedError('failed', socket, 'ENOENT'));
    this.#isRestarting = true;
    try {
      await super.stop();
      await super.start();
    } finally {
      this.#isRestarting = false;
    }
    if (this.#isStopped) await super.stop();
    else faults.recovered('feed', texts.faults.feedBack(socket));
  }

  #fail(cause: unknown): void {
    const { socket, texts } = this.#options;
    const error = cause instanceof FeedError ? cause : new FeedError('failed', socket, String(cause));
    const text = describeError(error, texts.lang) ?? error.message;
    this.#journal.faults.failed('feed', error.detail || error.kind, text);
  }
}
