import { History } from '../feed/history.ts';
import {
  type FeedMessage,
  PROTOCOL,
  type RelayMessage,
  type SampleMessage,
  type StatusMessage,
  sampleOf,
} from '../feed/messages.ts';
import { FeedServer } from '../feed/server.ts';
import { FeedError } from '../feed/socket.ts';
import type { Meter } from '../meter/meter.ts';
import type { Reading } from '../meter/reading.ts';
import { describeError } from '../text/errors.ts';
import { isoOf } from '../time/local.ts';
import type { DaemonJournal } from './journal.ts';
import type { MeterLink } from './meter-link.ts';
import type { DaemonOptions } from './options.ts';

/** After this time the next tick looks after the socket, and tries it again: with a tick each 2.5 s within 10 s. */
const RETRY_MS = 7250;
/** After this time the next tick sends a status: with a tick each 2.5 s one in 10 s, besides one on each change. */
const STATUS_AFTER_MS = 8750;

/** Labels that a status names. */
const MAX_LOST = 5;

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

/**
 * The daemon's feed: a greeting, then samples, records and statuses as they come. It may fail as any part: the meter is
 * read and logged without it, and it is tried again.
 */
export class Feed {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #meterLink: MeterLink;
  readonly #meter: Meter;
  readonly #relay: () => RelayMessage | undefined;
  readonly #history = new History();
  readonly #server: FeedServer;
  #reading: Reading | undefined;
  /** Wall time, ms since 1970. */
  #startedAt: number;
  /** Monotonic clock, ms. */
  #statusSentAt = 0;
  #nextCheckAt = 0;
  #isRestarting = false;
  #isStopped = false;

  /** @param relay as it is now; undefined where there is none */
  constructor(
    options: DaemonOptions,
    journal: DaemonJournal,
    meterLink: MeterLink,
    meter: Meter,
    relay: () => RelayMessage | undefined,
  ) {
    this.#options = options;
    this.#journal = journal;
    this.#meterLink = meterLink;
    this.#meter = meter;
    this.#relay = relay;
    this.#startedAt = journal.clock.now();
    const { feedRefused } = options.texts.daemon;
    this.#server = new FeedServer(
      options.socket,
      () => this.#greeting(),
      (why) => journal.events.logLimited(why, 'WARN', feedRefused[why]),
    );
  }

  /** @throws FeedError when another daemon serves the socket, or there can never be one at its path */
  async start(): Promise<void> {
    this.#nextCheckAt = this.#options.monotonic() + RETRY_MS;
    try {
      await this.#server.start();
    } catch (error) {
      if (!(error instanceof FeedError) || isForEver(error)) throw error;
      this.#fail(error);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#server.stop();
  }

  sendSample(reading: Reading): void {
    this.#reading = reading;
    this.#history.add(reading);
    if (this.#server.clients > 0) this.#server.send(sampleOf(reading));
  }

  /** The last sample is too old to be what a new reader is told. */
  forgetSample(): void {
    this.#reading = undefined;
  }

  /** @param line as it stands in the log */
  sendRecord(line: string): void {
    this.#server.send({ type: 'record', line });
  }

  sendStatus(): void {
    this.#statusSentAt = this.#options.monotonic();
    this.#server.send(this.status());
  }

  /** Tries again what failed, checks that the socket is still where readers find it, and sends a status when it is time. */
  tick(): void {
    const now = this.#options.monotonic();
    if (!this.#isRestarting && now >= this.#nextCheckAt) {
      this.#nextCheckAt = now + RETRY_MS;
      const { displacement } = this.#server;
      if (displacement) this.#restart(displacement).catch((error: unknown) => this.#fail(error));
    }
    if (now - this.#statusSentAt >= STATUS_AFTER_MS) this.sendStatus();
  }

  /** The clock was set by this many ms: the past is dated by the new time. */
  shift(ms: number): void {
    this.#history.shift(ms);
    this.#startedAt += ms;
  }

  async #restart(why: FeedError): Promise<void> {
    const { socket, texts } = this.#options;
    const { faults } = this.#journal;
    if (!faults.fails('feed')) this.#fail(why);
    this.#isRestarting = true;
    try {
      await this.#server.start();
    } finally {
      this.#isRestarting = false;
    }
    if (!this.#isStopped) faults.recovered('feed', texts.faults.feedBack(socket));
  }

  #fail(cause: unknown): void {
    const { socket, texts } = this.#options;
    const error = cause instanceof FeedError ? cause : new FeedError('failed', socket, String(cause));
    const text = describeError(error, texts.lang) ?? error.message;
    const detail = error.kind === 'inUse' ? error.kind : error.detail || error.kind;
    this.#journal.faults.failed('feed', detail, text);
  }

  #greeting(): FeedMessage[] {
    const { version, logs } = this.#options;
    const { mode = null, contract = null } = this.#reading ?? {};
    const started = isoOf(this.#startedAt);
    return [
      { type: 'hello', protocol: PROTOCOL, version, pid: process.pid, started, mode, contract, logs },
      this.#history.message(this.#journal.clock.now()),
      ...(this.sample ? [this.sample] : []),
      this.status(),
    ];
  }

  /** The last sample, as a new reader is told it. */
  get sample(): SampleMessage | undefined {
    return this.#reading && sampleOf(this.#reading);
  }

  status(): StatusMessage {
    const { tracker, counts, source } = this.#meterLink;
    const { checksum, parity, format } = counts.rejected;
    return {
      type: 'status',
      state: tracker.state,
      since: isoOf(tracker.since),
      input: source.input,
      mode: this.#reading?.mode ?? null,
      frames: counts.complete,
      rejected: { checksum, parity, format, implausible: this.#meter.implausible },
      clients: this.#server.clients,
      lost: this.#meter.lostLabels.slice(0, MAX_LOST).map(({ label, share }) => ({ label, share: rounded(share) })),
      faults: this.#journal.faults.list(this.#journal.clock.now()),
      relay: this.#relay(),
    };
  }
}

/** Whether waiting cannot mend it. Where a directory could be made, ENOENT would not be said: /proc and the like have none. */
const isForEver = ({ kind, detail }: FeedError): boolean => ['inUse', 'tooLong'].includes(kind) || detail === 'ENOENT';
