import { codeOf } from '../host/files.ts';
import type { Texts } from '../text/index.ts';
import { RateLimiter } from '../time/rate-limiter.ts';
import { type BrokerFailure, describeFailure } from './broker/failure.ts';
import { NOT_AUTHORIZED } from './broker/outcome.ts';
import { BIRTH_TOPIC, type Topics } from './topics.ts';

/** Lines in a minute at most, whatever happens. */
const MAX_PER_MINUTE = 4;
const MINUTE_MS = 60_000;
/** What goes on is told again after this time, with how often it was not. */
const AGAIN_MS = 15 * MINUTE_MS;

export type Show = (level: 'INFO' | 'WARN' | 'ERR', text: string) => void;

/** The lines that the bridge shows to whoever started it: few, whatever a broker does. */
export class Lines {
  readonly #show: Show;
  readonly #texts: Texts;
  readonly #all = new RateLimiter(MAX_PER_MINUTE, MINUTE_MS);
  readonly #kinds = new RateLimiter(1, AGAIN_MS);
  #isFeedLost = false;
  /** The last word on the connection is that there is none, or there was no word yet. */
  #isAway = true;

  constructor(show: Show, texts: Texts) {
    this.#show = show;
    this.#texts = texts;
  }

  /** What belongs to the start and the end. */
  always(text: string): void {
    this.#show('INFO', text);
  }

  /** Something that may come again and again. @returns whether it was shown */
  limited(level: 'INFO' | 'WARN', kind: string, text: string): boolean {
    const now = performance.now();
    const leftOut = this.#kinds.tryAcquire(kind, now);
    if (leftOut === undefined || this.#all.tryAcquire('', now) === undefined) return false;
    this.#show(level, leftOut > 0 ? this.#texts.daemon.repeated(text, leftOut) : text);
    return true;
  }

  /** There is a connection: told where the last word was that there is none. */
  connected(url: string): void {
    if (!this.#isAway || this.#all.tryAcquire('', performance.now()) === undefined) return;
    this.#isAway = false;
    this.#show('INFO', this.#texts.mqtt.connected(url));
  }

  /** There is no connection; the next try comes after this time. */
  noConnection(why: BrokerFailure, url: string, retryMs: number): void {
    const { mqtt } = this.#texts;
    const seconds = Math.max(1, Math.round(retryMs / 1000));
    if (this.limited('WARN', why.kind, mqtt.retry(describeFailure(why, url, mqtt), seconds))) this.#isAway = true;
  }

  /** The broker does not take a message. */
  refused(topic: string, reason: number, topics: Topics): void {
    const { mqtt } = this.#texts;
    if (reason !== NOT_AUTHORIZED) this.limited('WARN', `refused ${reason}`, mqtt.notTaken(topic, reason));
    else if (topics.has(topic)) this.limited('WARN', 'notAllowed', mqtt.notAllowed(topic, topics.all));
    else this.limited('WARN', 'noDiscovery', mqtt.noDiscovery(topic));
  }

  noBirth(): void {
    this.limited('WARN', 'noBirth', this.#texts.mqtt.noBirth(BIRTH_TOPIC));
  }

  unreadableLogs(logs: string, error: unknown): void {
    this.limited('WARN', 'logs', this.#texts.mqtt.logsUnreadable(logs, codeOf(error)));
  }

  unwritableState(directory: string, error: unknown): void {
    this.limited('WARN', 'noState', this.#texts.mqtt.noState(directory, codeOf(error)));
  }

  feedLost(socket: string, code: string): void {
    if (!this.#isFeedLost) this.limited('WARN', 'feedLost', this.#texts.mqtt.feedLost(socket, code));
    this.#isFeedLost = true;
  }

  feedBack(): void {
    if (this.#isFeedLost) this.limited('INFO', 'feedBack', this.#texts.mqtt.feedBack);
    this.#isFeedLost = false;
  }
}
