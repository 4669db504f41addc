import { History } from '../feed/history.ts';
import { type FeedMessage, type HelloMessage, PROTOCOL, type StatusMessage, sampleOf } from '../feed/messages.ts';
import type { Meter } from '../meter/meter.ts';
import type { Reading } from '../meter/reading.ts';
import { isoOf } from '../time/local.ts';
import { Feed } from './feed.ts';
import type { DaemonJournal } from './journal.ts';
import type { MeterLink } from './meter-link.ts';
import type { DaemonOptions } from './options.ts';

/** After this time the next tick sends a status: with a tick each 2.5 s one in 10 s, besides one on each change. */
const STATUS_AFTER_MS = 8750;

/** What the readers of the feed are sent: a greeting, then samples, records and statuses as they come. */
export class Publisher {
  readonly feed: Feed;
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #meterLink: MeterLink;
  readonly #meter: Meter;
  readonly #history = new History();
  #reading: Reading | undefined;
  /** Wall time, ms since 1970. */
  #startedAt: number;
  /** Monotonic clock, ms. */
  #statusSentAt = 0;

  constructor(options: DaemonOptions, journal: DaemonJournal, meterLink: MeterLink, meter: Meter) {
    this.#options = options;
    this.#journal = journal;
    this.#meterLink = meterLink;
    this.#meter = meter;
    this.#startedAt = journal.clock.now();
    this.feed = new Feed(options, journal, () => this.#greeting());
  }

  sendSample(reading: Reading): void {
    this.#reading = reading;
    this.#history.add(reading);
    if (this.feed.clients > 0) this.feed.send(sampleOf(reading));
  }

  sendStatus(): void {
    this.#statusSentAt = this.#options.monotonic();
    this.feed.send(this.#status());
  }

  tick(): void {
    this.feed.tick();
    if (this.#options.monotonic() - this.#statusSentAt >= STATUS_AFTER_MS) this.sendStatus();
  }

  /** The clock was set by this many ms: the past is dated by the new time. */
  shift(ms: number): void {
    this.#history.shift(ms);
    this.#startedAt += ms;
  }

  #greeting(): FeedMessage[] {
    return [
      this.#hello(),
      this.#history.message(this.#journal.clock.now()),
      ...(this.#reading ? [sampleOf(this.#reading)] : []),
      this.#status(),
    ];
  }

  #hello(): HelloMessage {
    const { version, logs } = this.#options;
    const { mode = null, contract = null } = this.#reading ?? {};
    const started = isoOf(this.#startedAt);
    return { type: 'hello', protocol: PROTOCOL, version, pid: process.pid, started, mode, contract, logs };
  }

  #status(): StatusMessage {
    const { link, counts, source } = this.#meterLink;
    const { checksum, parity, format } = counts.rejected;
    return {
      type: 'status',
      state: link.state,
      since: isoOf(link.since),
      input: source.input,
      mode: this.#reading?.mode ?? null,
      frames: counts.complete,
      rejected: { checksum, parity, format, implausible: this.#meter.implausible },
      clients: this.feed.clients,
      faults: this.#journal.faults.list(this.#journal.clock.now()),
    };
  }
}
