import { LinkError, type Source, type SourceEvents, type SourceSettings } from './source.ts';

/** One opening of a link. `close` never fails. */
export interface Connection {
  close(): Promise<void>;
}

/** Opens a link; rejects with a LinkError when that fails, and calls `lost` once when it goes down afterwards. */
export type Connect = (
  settings: SourceSettings,
  on: { bytes(chunk: Uint8Array): void; lost(error: LinkError): void },
) => Promise<Connection>;

/**
 * A link that is kept open for ever: reopened by its path after each loss, and closed and reopened when no byte comes.
 * That watchdog is needed: a USB adapter pulled at the wrong moment leaves a port that is open, never gives a byte and
 * never fails.
 */
export class ReconnectingSource implements Source {
  readonly #connect: Connect;
  readonly #settings: () => SourceSettings;
  #events: SourceEvents | undefined;
  #connection: Connection | undefined;
  /** Number of the current opening: events of an earlier one are ignored. */
  #opening = 0;
  /** Settled when we hold the port no longer: what was opened is closed, what is being opened has ended. */
  #released: Promise<void> = Promise.resolve();
  #hasReceived = false;
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
    await this.#released;
  }

  reopen(): void {
    if (!this.#events) return;
    this.#close();
    this.#open();
  }

  #open(): void {
    const opening = ++this.#opening;
    const isCurrent = (): boolean => opening === this.#opening && this.#events !== undefined;
    const on = {
      bytes: (chunk: Uint8Array): void => {
        if (!isCurrent()) return;
        this.#hasReceived = true;
        this.#events?.bytes(chunk);
      },
      lost: (error: LinkError): void => {
        if (isCurrent()) this.#onLost(error);
      },
    };
    // Not while an earlier opening holds the port: its lock would make this one fail.
    this.#released = this.#released
      .then(() => (isCurrent() ? this.#connect(this.#settings(), on) : undefined))
      .then(
        (connection) => {
          if (!connection || !isCurrent()) return connection?.close();
          this.#connection = connection;
          this.#hasReceived = false;
          this.#watch();
          this.#events?.opened();
          return undefined;
        },
        (error: LinkError) => on.lost(error),
      )
      .catch((error: unknown) => on.lost(new LinkError('other', String(error))));
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      if (!this.#hasReceived) {
        this.#onLost(new LinkError('quiet', `${this.#settings().readTimeout} s`));
        return;
      }
      this.#hasReceived = false;
      this.#watch();
    }, this.#settings().readTimeout * 1000);
  }

  #onLost(error: LinkError): void {
    this.#close();
    this.#timer = setTimeout(() => this.#open(), this.#settings().waitAfterFailure * 1000);
    this.#events?.lost(error);
  }

  #close(): void {
    this.#opening++;
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.#released = this.#released.then(() => connection.close());
  }
}
