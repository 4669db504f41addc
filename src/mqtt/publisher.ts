import type { Configuration } from '../config/configuration.ts';
import type { SampleMessage, StatusMessage } from '../feed/messages.ts';
import type { Texts } from '../text/index.ts';
import { Announcement } from './announcement.ts';
import type { Connection } from './broker/connection.ts';
import type { Lines } from './lines.ts';
import type { LogAccounts } from './log-accounts.ts';
import { Outbox } from './outbox.ts';
import { EventWatch, type MeterEvent } from './payloads/events.ts';
import { recordOf } from './payloads/record.ts';
import { type Presentation, Publication } from './publication.ts';
import type { LogRecord } from './records/open-log.ts';
import type { StateFiles } from './state-files.ts';
import type { Topics } from './topics.ts';

const INDEX_MS = 60_000;
const ACCOUNTS_MS = 900_000;

export interface PublisherOptions {
  readonly version: string;
  readonly configuration: Configuration;
  readonly logs: string;
  readonly files: StateFiles;
  readonly accounts: LogAccounts;
  readonly texts: Texts;
  readonly lines: Lines;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
}

/** Decides when which message is sent. Without a connection it only learns: nothing waits. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #outbox: Outbox;
  readonly #publication: Publication;
  readonly #announcement: Announcement;
  readonly #events = new EventWatch();
  #topics: Topics;
  #isMeterOnline: boolean | undefined;
  #isReadingLogs = false;
  /** When the next of each is due; monotonic clock, ms. */
  #liveAt = 0;
  #indexAt = 0;
  #accountsAt = 0;
  /** Day and period whose sums were read last. */
  #accounted = '';
  #stateKey = '';

  constructor(options: PublisherOptions, topics: Topics) {
    const { files, accounts, lines } = options;
    this.#options = options;
    this.#topics = topics;
    this.#outbox = new Outbox(({ topic }, reason) => lines.refused(topic, reason, this.#topics));
    this.#publication = new Publication(accounts.injected !== undefined);
    this.#announcement = new Announcement(files, this.#outbox, this.#publication);
  }

  get connection(): Connection | undefined {
    return this.#outbox.connection;
  }

  get topics(): Topics {
    return this.#topics;
  }

  /** Another home speaks from now on. */
  rename(topics: Topics): void {
    this.#topics = topics;
  }

  /** There is another connection: all that is retained is sent. Or none. */
  use(connection: Connection | undefined): void {
    this.#outbox.use(connection);
    if (!connection) return;
    this.#liveAt = 0;
    this.#sayAll();
    // The logs went on meanwhile.
    const { sample } = this.#publication;
    if (sample) void this.#readLogs(sample);
  }

  /** Sends all that is retained, once more. */
  repeat(): void {
    this.#outbox.forget();
    this.#sayAll();
  }

  /** Says that this program ends. */
  async leave(): Promise<void> {
    await this.#outbox.send(this.#topics.message('bridge', 'offline'));
  }

  /** Takes all back that is retained: the home has another name from now on. */
  async vanish(): Promise<void> {
    const names = ['index', 'state', 'cost', 'meter', 'bridge'] as const;
    const messages = [this.#topics.discovery(''), ...names.map((name) => this.#topics.message(name, ''))];
    await Promise.all(messages.map((message) => this.#outbox.send(message)));
  }

  sendRecord({ record, t }: LogRecord) {
    return this.#outbox.send(this.#topics.message('record', JSON.stringify(recordOf(record, t))));
  }

  takeSample(sample: SampleMessage): void {
    const now = performance.now();
    this.#publication.takeSample(sample);
    const events = this.#events.takeSample(sample);
    if (!this.connection) return;
    this.#sendEvents(events);
    this.#updateState();
    if (now >= this.#liveAt || events.some(({ event }) => event === 'overload-start')) this.#sendLive(now);
    if (now >= this.#indexAt) {
      this.#indexAt = now + INDEX_MS;
      this.#updateIndex();
    }
    if (now >= this.#accountsAt || spanOf(sample) !== this.#accounted) void this.#readLogs(sample);
  }

  takeStatus(status: StatusMessage): void {
    this.#publication.takeStatus(status);
    this.#sendEvents(this.#events.takeStatus(status, this.#options.now()));
    this.#updateState();
  }

  /** The meter is heard, or not any more. */
  meter(isOnline: boolean): void {
    this.#isMeterOnline = isOnline;
    this.#updateMeter();
  }

  /** The conf, the prices or the names of a calendar may have changed. */
  tick(): void {
    if (!this.connection) return;
    this.#announce();
    this.#updateCost();
  }

  #sayAll(): void {
    this.#outbox.update(this.#topics.message('bridge', 'online'));
    this.#updateMeter();
    this.#announce();
    this.#updateIndex();
    this.#outbox.update(this.#publication.state(this.#topics));
    this.#updateCost();
  }

  #sendLive(now: number): void {
    const interval = this.#options.configuration.settings.MQTT_INTERVAL * 1000;
    // By the clock, not by the message before: samples come when they come.
    this.#liveAt = now - this.#liveAt < interval ? this.#liveAt + interval : now + interval;
    const live = this.#publication.live(this.#topics);
    if (live) void this.#outbox.send(live);
  }

  #sendEvents(events: readonly MeterEvent[]): void {
    for (const event of events) void this.#outbox.send(this.#topics.message('event', JSON.stringify(event)));
  }

  #updateMeter(): void {
    if (this.#isMeterOnline === undefined) return;
    this.#outbox.update(this.#topics.message('meter', this.#isMeterOnline ? 'online' : 'offline'));
  }

  #updateIndex(): void {
    this.#outbox.update(this.#publication.index(this.#topics));
  }

  #updateCost(): void {
    this.#outbox.update(this.#publication.cost(this.#topics, this.#options.configuration.prices));
  }

  /** Sends the state where something else has changed than the count of rejected groups. */
  #updateState(): void {
    if (!this.connection) return;
    const key = this.#publication.state(this.#topics, false)?.payload ?? '';
    if (key === this.#stateKey) return;
    this.#stateKey = key;
    this.#outbox.update(this.#publication.state(this.#topics));
    this.#announce();
  }

  #announce(): void {
    const { version, texts, configuration, files, lines } = this.#options;
    const { MQTT_INTERVAL: interval, MQTT_ID, MQTT_DISCOVERY } = configuration.settings;
    const isNamed = MQTT_ID !== undefined;
    const presentation: Presentation = { topics: this.#topics, texts: texts.mqttEntities, version, interval, isNamed };
    this.#announcement
      .update(presentation, MQTT_DISCOVERY === 'homeassistant')
      .catch((error: unknown) => lines.unwritableState(files.directory, error));
  }

  /** Reads the sums of the logs again, in the time of the meter. */
  async #readLogs(sample: SampleMessage): Promise<void> {
    if (this.#isReadingLogs) return;
    this.#isReadingLogs = true;
    this.#accountsAt = performance.now() + ACCOUNTS_MS;
    this.#accounted = spanOf(sample);
    const { at, contract, ejp } = sample;
    const { accounts, configuration, lines, logs } = this.#options;
    try {
      const peaks = contract === 'EJP' ? { isPeak: ejp.active && !ejp.unknown } : undefined;
      const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
      const read = await accounts.read({ now: Date.parse(at), prices: configuration.prices, ejp: peaks }, rest);
      this.#publication.takeAccounts(read);
      this.#updateState();
      // With the count of rejected groups, which alone makes no new state.
      this.#outbox.update(this.#publication.state(this.#topics));
      this.#updateIndex();
      this.#updateCost();
    } catch (error) {
      lines.unreadableLogs(logs, error);
    } finally {
      this.#isReadingLogs = false;
    }
  }
}

/** The sums of the logs change at once where this does: another day, another period. */
const spanOf = ({ at, period }: SampleMessage): string => `${at.slice(0, 'YYYY-MM-DD'.length)} ${period}`;
