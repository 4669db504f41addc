import { LinkError, type Source, type SourceEvents, type SourceSettings } from './source.ts';

/** Closes one opening of a link; never fails. */
export type Close = () => Promise<void>;

/** Opens a link; rejects with a LinkError when that fails, and calls `lost` once when it goes down afterwards. */
export type Connect = (
  settings: SourceSettings,
  on: { bytes(chunk: Uint8Array): void; lost(error: LinkError): void },
) => Promise<Close>;

/**
 * A link that is kept open for ever: reopened by its path after each loss, and closed and reopened when no byte comes.
 * That watchdog is needed: a USB adapter pulled at the wrong moment leaves a port that is open, never gives a byte and
 * never fails.
 */
export class ReconnectingSource implements Source {
  readonly #connect: Connect;
  readonly #settings: () => SourceSettings;
  #events: SourceEvents | undefined;
  #closeLink: Close | undefined;
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
        (close) => {
          if (!close || !isCurrent()) return close?.();
          this.#closeLink = close;
          this.#watch();
          this.#events?.opened();
          return undefined;
        },
        (error: unknown) => on.lost(error instanceof LinkError ? error : new LinkError('other', String(error))),
      )
      .catch((error: unknown) => on.lost(new LinkError('other', String(error))));
  }

  #watch(): void {
    const { readTimeout } = this.#settings();
    this.#hasReceived = false;
    this.#timer = setTimeout(() => {
      if (this.#hasReceived) this.#watch();
      else this.#onLost(new LinkError('quiet', `${readTimeout} s`));
    }, readTimeout * 1000);
  }

  #onLost(error: LinkError): void {
    this.#close();
    this.#timer = setTimeout(() => this.#open(), this.#settings().waitAfterFailure * 1000);
    this.#events?.lost(error);
  }

  #close(): void {
    this.#opening++;
    clearTimeout(this.#timer);
    if (this.#closeLink) this.#released = this.#released.then(this.#closeLink);
    this.#closeLink = undefined;
  }
}
