import { LinkError, type Source, type SourceEvents, type SourceSettings } from './source.ts';

/** One opening of a line. `close` never fails. */
export interface Connection {
  close(): Promise<void>;
}

/** Opens a line; rejects with a LinkError when that fails, and calls `lost` once when it goes down afterwards. */
export type Connect = (
  settings: SourceSettings,
  on: { bytes(chunk: Uint8Array): void; lost(problem: LinkError): void },
) => Promise<Connection>;

/**
 * A line that is kept open for ever: reopened by its path after each loss, and closed and reopened when
 * it stays silent. The watchdog is no luxury: a USB adapter pulled at the wrong moment leaves a port
 * that is open, never gives a byte and never says so (facts/platform.md 2).
 */
export class ReconnectingSource implements Source {
  readonly #connect: Connect;
  readonly #settings: () => SourceSettings;
  #events: SourceEvents | undefined;
  #connection: Connection | undefined;
  /** Counts openings: what an earlier one still says is not listened to. */
  #opening = 0;
  /** Settled when nothing of ours holds the port: what was opened is closed, what is being opened is known. */
  #free: Promise<void> = Promise.resolve();
  #heard = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(connect: Connect, settings: () => SourceSettings) {
    this.#connect = connect;
    this.#settings = settings;
  }

  start(events: SourceEvents): void {
    this.#events = events;
    this.#timer = setTimeout(() => this.#open(), 0);
  }

  async stop(): Promise<void> {
    this.#events = undefined;
    this.#close();
    await this.#free;
  }

  reopen(): void {
    if (!this.#events) return;
    this.#close();
    this.#open();
  }

  #open(): void {
    const opening = ++this.#opening;
    const current = (): boolean => opening === this.#opening && this.#events !== undefined;
    const on = {
      bytes: (chunk: Uint8Array): void => {
        if (!current()) return;
        this.#heard = true;
        this.#events?.bytes(chunk);
      },
      lost: (problem: LinkError): void => {
        if (current()) this.#lose(problem);
      },
    };
    // Not while an earlier opening holds the port: its lock would make ours fail.
    this.#free = this.#free
      .then(() => (current() ? this.#connect(this.#settings(), on) : undefined))
      .then(
        (connection) => {
          if (!connection || !current()) return connection?.close();
          this.#connection = connection;
          this.#heard = false;
          this.#watch();
          this.#events?.opened();
          return undefined;
        },
        (problem: LinkError) => on.lost(problem),
      )
      .catch((error: unknown) => on.lost(new LinkError('other', String(error))));
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      if (!this.#heard) {
        this.#lose(new LinkError('quiet', `${this.#settings().readTimeout} s`));
        return;
      }
      this.#heard = false;
      this.#watch();
    }, this.#settings().readTimeout * 1000);
  }

  #lose(problem: LinkError): void {
    this.#close();
    this.#timer = setTimeout(() => this.#open(), this.#settings().waitAfterFailure * 1000);
    this.#events?.lost(problem);
  }

  #close(): void {
    this.#opening++;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.#free = this.#free.then(() => connection.close());
  }
}
