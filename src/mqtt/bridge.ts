import type { Configuration, NewIssues } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';
import { withTimeout } from '../host/with-timeout.ts';
import type { GivenEjpDays } from '../report/days/season.ts';
import { describeIssue } from '../text/conf-faults.ts';
import type { Texts } from '../text/index.ts';
import { accessOf } from './broker/access.ts';
import { Broker } from './broker/broker.ts';
import type { Connection } from './broker/connection.ts';
import { Lines, type Show } from './lines.ts';
import { type InjectedTotal, LogAccounts, parseInjectedTotal } from './log-accounts.ts';
import { MeterFeed } from './meter-feed.ts';
import { Publisher } from './publisher.ts';
import { LogRecords } from './records/log-records.ts';
import { type Cursor, parseCursor } from './records/place.ts';
import { RecordPump } from './records/pump.ts';
import type { StateFiles } from './state-files.ts';
import { BIRTH_TOPIC, Topics } from './topics.ts';

/** How often the cursor is saved, the conf read again, ms. */
const TICK_MS = 10_000;
/** After Home Assistant's start all is sent again within this time, not at once by every home. */
const BIRTH_DELAY_MS = 10_000;
/** How long leaving may take. */
const STOP_MS = 800;

export interface BridgeOptions {
  readonly version: string;
  /** The path of the conf. */
  readonly conf: string;
  readonly configuration: Configuration;
  readonly logs: string;
  /** What a file says of the days before the first log. */
  readonly givenEjpDays?: (() => GivenEjpDays) | undefined;
  readonly socket: string;
  readonly files: StateFiles;
  readonly texts: Texts;
  readonly show: Show;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly chance: () => number;
  /** In place of `TICK_MS`. */
  readonly tickMs?: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Hands on what the daemon and its logs say to a broker, for ever. Nothing of it can hold up the daemon. */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #lines: Lines;
  readonly #accounts: LogAccounts;
  readonly #publisher: Publisher;
  readonly #feed: MeterFeed;
  readonly #pump: RecordPump;
  readonly #broker: Broker;
  /** The id where the conf names none. */
  readonly #ownId: string;
  /** What of the conf the connection was made with; undefined while there is to be none. */
  #connectsWith: string | undefined;
  #savedCursor: Cursor | undefined;
  #savedInjected: InjectedTotal | undefined;
  #tick: NodeJS.Timeout | undefined;
  #birth: NodeJS.Timeout | undefined;
  #isFeedLost = false;
  #isStopping = false;
  #finish: (code: number) => void = () => undefined;

  /** @throws the system's error where the id of this home cannot be kept */
  constructor(options: BridgeOptions) {
    const { files, logs, socket, show, texts, chance } = options;
    this.#options = options;
    this.#ownId = files.id();
    this.#savedCursor = parseCursor(files.read('cursor'));
    this.#savedInjected = parseInjectedTotal(files.read('injected'));
    const lines = new Lines(show, texts);
    this.#lines = lines;
    this.#accounts = new LogAccounts(logs, this.#savedInjected, options.givenEjpDays);
    const publisher = new Publisher({ ...options, lines, accounts: this.#accounts }, this.#topicsOf());
    this.#publisher = publisher;
    this.#pump = new RecordPump(new LogRecords(logs), this.#savedCursor, {
      send: (record) => publisher.sendRecord(record),
      begun: () => this.#saveState(),
      unreadable: (error) => lines.unreadableLogs(logs, error),
    });
    this.#feed = new MeterFeed(socket, {
      sample: (sample) => publisher.takeSample(sample),
      status: (status) => publisher.takeStatus(status),
      record: () => this.#pump.grown(),
      online: (isOnline) => publisher.meter(isOnline),
      lost: (code) => {
        this.#isFeedLost = true;
        lines.feedLost(socket, code);
      },
      back: () => {
        this.#isFeedLost = false;
        lines.feedBack();
      },
    });
    this.#broker = new Broker(
      () => this.#connectionOptions(),
      {
        connected: (connection) => this.#onConnected(connection),
        message: (topic, payload, isRetained) => this.#onMessage(topic, payload, isRetained),
        lost: (why, retryMs) => {
          this.#onDisconnected();
          lines.noConnection(why, this.#url, retryMs);
        },
      },
      chance,
    );
  }

  /** Runs until `stop`. @returns the exit code */
  async run(): Promise<number> {
    const finished = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const { version, texts, conf, tickMs = TICK_MS } = this.#options;
    this.#lines.always(texts.mqtt.started(version, this.#publisher.topics.all));
    if (this.#settings.MQTT_URL === undefined) this.#lines.always(texts.mqtt.off(conf));
    this.#applySettings();
    this.#feed.start();
    this.#tick = setInterval(() => this.#onTick(), tickMs);
    return finished;
  }

  /** Says `offline` and stops every part, whatever state the others are in; `run` then returns. */
  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    clearInterval(this.#tick);
    this.#feed.stop();
    await this.#leave();
    this.#saveState();
    this.#lines.always(this.#options.texts.mqtt.stopped);
    this.#finish(0);
  }

  get #settings(): Settings {
    return this.#options.configuration.settings;
  }

  get #url(): string {
    return this.#settings.MQTT_URL ?? 'MQTT_URL';
  }

  #topicsOf(): Topics {
    return new Topics(this.#settings.MQTT_TOPIC, this.#settings.MQTT_ID ?? this.#ownId);
  }

  /** Puts the conf in force: connects, or connects anew, where what a connection depends on has changed. */
  #applySettings(): void {
    const { MQTT_URL, MQTT_USER, MQTT_PASSWORD_FILE, MQTT_CA, MQTT_CERT, MQTT_KEY, MQTT_TOPIC, MQTT_ID } =
      this.#settings;
    const all = [MQTT_URL, MQTT_USER, MQTT_PASSWORD_FILE, MQTT_CA, MQTT_CERT, MQTT_KEY, MQTT_TOPIC, MQTT_ID];
    const wanted = MQTT_URL === undefined ? undefined : JSON.stringify(all);
    if (wanted === this.#connectsWith) return;
    const topics = this.#topicsOf();
    const left = this.#connectsWith === undefined ? Promise.resolve() : this.#leave(topics);
    this.#connectsWith = wanted;
    void left.then(() => {
      if (wanted !== this.#connectsWith || this.#isStopping) return;
      this.#publisher.rename(topics);
      if (wanted !== undefined) this.#broker.start();
    });
  }

  /** Ends the connection, and says so before. @param next the topics of what speaks afterwards */
  async #leave(next = this.#publisher.topics): Promise<void> {
    this.#pump.stop();
    const isGone = next.all !== this.#publisher.topics.all;
    await withTimeout(isGone ? this.#publisher.vanish() : this.#publisher.leave(), STOP_MS, undefined);
    this.#onDisconnected();
    await withTimeout(this.#broker.stop(), STOP_MS, undefined);
  }

  #connectionOptions() {
    const access = accessOf(this.#settings, this.#options.env);
    if ('kind' in access) return access;
    const { topics } = this.#publisher;
    return { ...access, clientId: `linky-${topics.id}`, will: topics.message('bridge', 'offline') };
  }

  #onConnected(connection: Connection): void {
    this.#lines.connected(this.#url);
    this.#publisher.use(connection);
    const { MQTT_DISCOVERY, MQTT_BACKFILL } = this.#settings;
    if (MQTT_DISCOVERY === 'homeassistant') void this.#subscribe(connection);
    this.#pump.start(MQTT_BACKFILL);
  }

  #onDisconnected(): void {
    this.#publisher.use(undefined);
    this.#pump.stop();
    clearTimeout(this.#birth);
    this.#birth = undefined;
  }

  async #subscribe(connection: Connection): Promise<void> {
    const isAllowed = await connection.subscribe(BIRTH_TOPIC);
    if (!isAllowed && connection === this.#publisher.connection) this.#lines.noBirth();
  }

  /** Home Assistant has started. A retained message tells of a start in the past. */
  #onMessage(topic: string, payload: string, isRetained: boolean): void {
    if (topic !== BIRTH_TOPIC || payload !== 'online' || isRetained || this.#birth) return;
    this.#birth = setTimeout(() => {
      this.#birth = undefined;
      this.#publisher.repeat();
    }, this.#options.chance() * BIRTH_DELAY_MS);
  }

  #onTick(): void {
    this.#showIssues(this.#options.configuration.reload());
    this.#applySettings();
    this.#publisher.tick();
    if (this.#isFeedLost) this.#pump.grown();
    this.#saveState();
  }

  /** Of the keys that count here; the daemon's log has the others. */
  #showIssues({ issues, others }: NewIssues): void {
    const { texts, conf } = this.#options;
    for (const issue of issues) {
      const { file, key, line } = issue;
      const isOurs = file !== conf || ['', 'TIMEZONE', 'LANGUAGE'].includes(key) || key.startsWith('MQTT_');
      if (isOurs) this.#lines.limited('WARN', `conf ${key} ${line}`, describeIssue(issue, texts.lang));
    }
    if (others > 0) this.#lines.limited('WARN', 'moreFaults', texts.daemon.moreFaults(others));
  }

  #saveState(): void {
    const { files } = this.#options;
    const { cursor } = this.#pump;
    const { injected } = this.#accounts;
    try {
      if (cursor && cursor !== this.#savedCursor) files.write('cursor', cursor);
      this.#savedCursor = cursor;
      if (injected && injected !== this.#savedInjected) files.write('injected', injected);
      this.#savedInjected = injected;
    } catch (error) {
      this.#lines.unwritableState(files.directory, error);
    }
  }
}
