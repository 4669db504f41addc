import { FeedClient } from '../feed/client.ts';
import type { FeedMessage, SampleMessage, StatusMessage } from '../feed/messages.ts';

/** A meter that has not been heard for so long is offline, ms: a daemon restarts in less. */
export const SILENCE_MS = 60_000;

export interface MeterFeedEvents {
  sample(sample: SampleMessage): void;
  status(status: StatusMessage): void;
  /** The log has a new line. */
  record(): void;
  /** The meter is heard again, or has not been for a minute. */
  online(isOnline: boolean): void;
  /** The daemon has gone, or is not there; the system's code. */
  lost(code: string): void;
  back(): void;
}

/** The daemon's feed, over its restarts, and whether the meter is heard. */
export class MeterFeed {
  readonly #client: FeedClient;
  readonly #events: MeterFeedEvents;
  readonly #silenceMs: number;
  #silence: NodeJS.Timeout | undefined;
  /** Undefined until it is known. */
  #isOnline: boolean | undefined;
  /** The last sample of a greeting, which may be hours old: the status behind it tells whether the meter is heard. */
  #greeted: SampleMessage | undefined;
  #isGreeting = false;

  constructor(socket: string, events: MeterFeedEvents, silenceMs = SILENCE_MS) {
    this.#events = events;
    this.#silenceMs = silenceMs;
    this.#client = new FeedClient(socket, {
      connected: () => {
        this.#isGreeting = true;
        this.#greeted = undefined;
        events.back();
      },
      message: (message) => this.#take(message),
      lost: ({ code }) => events.lost(code),
    });
  }

  /** Undefined until it is known. */
  get isOnline(): boolean | undefined {
    return this.#isOnline;
  }

  start(): void {
    this.#silence = setTimeout(() => this.#heard(false), this.#silenceMs);
    this.#client.start();
  }

  stop(): void {
    clearTimeout(this.#silence);
    this.#client.stop();
  }

  #take(message: FeedMessage): void {
    if (message.type === 'sample') {
      if (this.#isGreeting) this.#greeted = message;
      else this.#takeSample(message);
    } else if (message.type === 'status') {
      const greeted = this.#greeted;
      this.#isGreeting = false;
      this.#greeted = undefined;
      this.#events.status(message);
      if (greeted && message.state === 'receiving') this.#takeSample(greeted);
    } else if (message.type === 'record') this.#events.record();
  }

  #takeSample(sample: SampleMessage): void {
    this.#silence?.refresh();
    this.#events.sample(sample);
    if (!this.#isOnline) this.#heard(true);
  }

  #heard(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#events.online(isOnline);
  }
}
