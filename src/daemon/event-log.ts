import type { ConfigIssue } from '../config/issue.ts';
import { KNOWN_KEYS, ROOT_ONLY } from '../config/settings.ts';
import { formatEvent, type LogLevel } from '../journal/log-line.ts';
import { masked, type Reading } from '../meter/reading.ts';
import type { LinkError } from '../source/source.ts';
import { describeError } from '../text/errors.ts';
import type { Lang } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { RateLimiter } from './rate-limiter.ts';

/** A meter that was away for so long, or whose line was told to be down, is told when it is back, ms. */
const AWAY_MS = 10_000;
/** Index values held back are told at most this often, ms. */
const TELL_HELD_MS = 3_600_000;

export interface EventLogOptions {
  readonly texts: Texts['daemon'];
  readonly lang: Lang;
  /** Shows a line to whoever started the daemon. */
  readonly show: (level: LogLevel, text: string) => void;
  /** Writes a line of an instant (ms) to the log, which may date it better. */
  readonly write: (at: number, lineAt: (at: number) => string) => void;
  readonly now: () => number;
}

/** What the daemon has to say, in words: to its starter and into the log. */
export class EventLog {
  readonly #options: EventLogOptions;
  readonly #texts: Texts['daemon'];
  readonly #quota = new RateLimiter();
  /** A line that is down has been told of. */
  #down = false;
  #held = 0;
  #heldAgainAt = 0;

  constructor(options: EventLogOptions) {
    this.#options = options;
    this.#texts = options.texts;
  }

  log(level: LogLevel, text: string): void {
    this.#options.show(level, text);
    this.#options.write(this.#options.now(), (at) => formatEvent(at, level, text));
  }

  /** Says what may come again and again: of each kind a few in an hour, then how often it came. */
  logLimited(kind: string, level: LogLevel, text: string): void {
    const held = this.#quota.tryAcquire(kind, this.#options.now());
    if (held !== undefined) this.log(level, held > 0 ? this.#texts.heldBack(text, held) : text);
  }

  faults(faults: readonly ConfigIssue[]): void {
    for (const { file, line, key, value, expected } of faults) {
      const { unknownKey, rootOnly, fault } = this.#texts;
      const text = expected === KNOWN_KEYS ? unknownKey : key === ROOT_ONLY.key ? rootOnly : fault;
      this.log('WARN', text(file, line, key, value, expected));
    }
  }

  /** The news of a meter: it is there, it is back after `quietMs`, it has another contract. */
  reading(before: Reading | undefined, reading: Reading, quietMs: number): void {
    const back = this.#down || quietMs >= AWAY_MS;
    this.#down = false;
    if (!before) {
      const meter = reading.serial === undefined ? '?' : masked(reading.serial);
      this.log('INFO', this.#texts.receiving(reading.mode, reading.contract, meter));
      // Every offer that is not one of the historic three says BASE there (54E §6.1.1).
      if (reading.mode === 'historique' && reading.contract === 'BASE') this.log('INFO', this.#texts.hidden);
      return;
    }
    if (back) this.logLimited('back', 'INFO', this.#texts.back(Math.round(quietMs / 1000)));
    if (before.contract !== reading.contract) {
      this.logLimited('contract', 'WARN', this.#texts.contract(before.contract, reading.contract));
    }
  }

  /** A line that is down; `fatal` when waiting cannot mend it, else tried again every `seconds`. */
  problem(problem: LinkError, input: string, { fatal, seconds }: { fatal: boolean; seconds: number }): void {
    this.#down = true;
    const words = describeError(problem, this.#options.lang, input) ?? problem.message;
    if (fatal) this.log('ERR', words);
    else this.logLimited(problem.kind, 'WARN', this.#texts.retry(words, seconds));
  }

  /** Values held back since the start: told, but not each one: a noisy line has many. */
  reportImplausible(count: number, monotonic: number): void {
    if (count === this.#held || monotonic < this.#heldAgainAt) return;
    this.#held = count;
    this.#heldAgainAt = monotonic + TELL_HELD_MS;
    this.log('WARN', this.#texts.implausible(count));
  }
}
