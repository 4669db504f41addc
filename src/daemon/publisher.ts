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

/** The parts whose state is published. */
export interface MeterParts {
  readonly meterLink: MeterLink;
  readonly meter: Meter;
}

/** What the readers of the feed are sent: a greeting, then samples, records and statuses as they come. */
export class Publisher {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #parts: MeterParts;
  readonly #history = new History();
  readonly #feed: Feed;
  #reading: Reading | undefined;
  /** Wall time, ms since 1970. */
  #startedAt = 0;
  /** Monotonic clock, ms. */
  #statusSentAt = 0;

  constructor(options: DaemonOptions, journal: DaemonJournal, parts: MeterParts) {
    this.#options = options;
    this.#journal = journal;
    this.#parts = parts;
    const { events, faults } = journal;
    this.#feed = new Feed({
      path: options.socket,
      greeting: () => this.#greeting(),
      refused: (why) => events.logLimited(why, 'WARN', options.texts.daemon.feedRefused[why]),
      faults,
      texts: options.texts,
      monotonic: options.monotonic,
    });
  }

  /** @throws FeedError when another daemon serves the socket, or the path is too long for one */
  async start(): Promise<void> {
    this.#startedAt = this.#journal.clock.now();
    await this.#feed.start();
  }

  async stop(): Promise<void> {
    await this.#feed.stop();
  }

  sendSample(reading: Reading): void {
    this.#reading = reading;
    this.#history.add(reading);
    if (this.#feed.clients > 0) this.#feed.send(sampleOf(reading));
  }

  /** @param line as it is in the log */
  sendRecord(line: string): void {
    this.#feed.send({ type: 'record', line });
  }

  sendStatus(): void {
    this.#statusSentAt = this.#options.monotonic();
    this.#feed.send(this.#status());
  }

  tick(): void {
    this.#feed.tick();
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
    const { meter, meterLink } = this.#parts;
    const { link, counts, source } = meterLink;
    const { checksum, parity, format } = counts.rejected;
    return {
      type: 'status',
      state: link.state,
      since: isoOf(link.since),
      input: source.input,
      mode: this.#reading?.mode ?? null,
      frames: counts.complete,
      rejected: { checksum, parity, format, implausible: meter.implausible },
      clients: this.#feed.clients,
      faults: this.#journal.faults.list(this.#journal.clock.now()),
    };
  }
}
