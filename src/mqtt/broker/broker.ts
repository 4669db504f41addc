import { Backoff } from '../../time/backoff.ts';
import { Connection, type ConnectionEvents, type ConnectionOptions } from './connection.ts';
import { type BrokerFailure, failure } from './failure.ts';

/** The pauses between tries grow from the one to the other. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** A connection that lasted less proves nothing. */
const STABLE_MS = 10_000;
/** So many short ones in a row, each ended without a word, are most likely another client's doing: not every broker says so. */
const SUSPECT = 3;

export interface BrokerEvents extends Pick<ConnectionEvents, 'message'> {
  connected(connection: Connection): void;
  /** @param retryMs the pause before the next try */
  lost(why: BrokerFailure, retryMs: number): void;
}

/** Keeps a connection to the broker: after each loss it makes another one, after pauses that grow. */
export class Broker {
  readonly #options: () => ConnectionOptions | BrokerFailure;
  readonly #events: BrokerEvents;
  readonly #chance: () => number;
  readonly #backoff = new Backoff(FIRST_RETRY_MS, LAST_RETRY_MS);
  #connection: Connection | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStarted = false;
  /** Connections in a row that were short and ended without a word. */
  #shortLives = 0;

  /**
   * @param options read for each try
   * @param chance 0 to 1: homes that lost the same broker do not come back all at once
   */
  constructor(options: () => ConnectionOptions | BrokerFailure, events: BrokerEvents, chance: () => number) {
    this.#options = options;
    this.#events = events;
    this.#chance = chance;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#connect();
  }

  async stop(): Promise<void> {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.end();
  }

  #connect(): void {
    const options = this.#options();
    if ('kind' in options) {
      this.#retry(options);
      return;
    }
    let openedAt = Number.POSITIVE_INFINITY;
    const connection = new Connection(options, {
      opened: () => {
        openedAt = performance.now();
        this.#events.connected(connection);
      },
      message: (topic, payload, isRetained) => this.#events.message(topic, payload, isRetained),
      closed: (why) => {
        const isStable = performance.now() - openedAt >= STABLE_MS;
        this.#shortLives = why.kind === 'lost' && !isStable ? this.#shortLives + 1 : 0;
        // Two clients of one id throw each other out for ever: each time later.
        if (isStable && why.kind !== 'taken') this.#backoff.reset();
        this.#connection = undefined;
        this.#retry(this.#shortLives >= SUSPECT ? failure('maybeTaken', options.clientId) : why);
      },
    });
    this.#connection = connection;
    connection.open();
  }

  #retry(why: BrokerFailure): void {
    if (!this.#isStarted) return;
    const pause = this.#backoff.next() * (0.75 + this.#chance() / 2);
    this.#timer = setTimeout(() => this.#connect(), pause);
    // Last: the listener may stop us, which must clear this timer.
    this.#events.lost(why, pause);
  }
}

/** Tries one connection and leaves it again. @returns why there is none; undefined where all is well */
export function tryConnection(options: ConnectionOptions, timeoutMs: number): Promise<BrokerFailure | undefined> {
  return new Promise((resolve) => {
    const connection = new Connection(options, {
      opened: () => void connection.end().then(() => done(undefined)),
      message: () => undefined,
      closed: (why) => done(why),
    });
    const timer = setTimeout(() => connection.abort(failure('timeout')), timeoutMs);
    const done = (why: BrokerFailure | undefined): void => {
      clearTimeout(timer);
      resolve(why);
    };
    connection.open();
  });
}
