import type { NewIssues } from '../config/configuration.ts';
import type { LogLevel } from '../journal/log-line.ts';
import type { PendingLines } from '../journal/pending.ts';
import { masked, type Reading } from '../meter/reading.ts';
import type { LinkError } from '../source/source.ts';
import { describeIssue } from '../text/conf-faults.ts';
import type { DaemonTexts } from '../text/daemon-texts.ts';
import { describeError } from '../text/errors.ts';
import { RateLimiter } from '../time/rate-limiter.ts';
import type { Clock } from './clock.ts';
import type { DaemonOptions } from './options.ts';

/** A meter's return is logged when it was away this long, or when its loss was logged. */
const LOGGED_ABSENCE_MS = 10_000;
/** Events of one kind that are logged in an hour: a loose plug must not fill the log. */
const MAX_PER_HOUR = 6;
const HOUR_MS = 3_600_000;

/** What happens, in words: shown to the starter and written into the log. */
export class EventLog {
  readonly #options: DaemonOptions;
  readonly #lines: PendingLines;
  readonly #clock: Clock;
  readonly #texts: DaemonTexts['daemon'];
  readonly #limiter = new RateLimiter(MAX_PER_HOUR, HOUR_MS);
  readonly #implausibleLimiter = new RateLimiter(1, HOUR_MS);
  #isLossLogged = false;
  /** The meter that was logged. */
  #meter: Pick<Reading, 'contract'> | undefined;
  #implausible = 0;

  constructor(options: DaemonOptions, lines: PendingLines, clock: Clock) {
    this.#options = options;
    this.#lines = lines;
    this.#clock = clock;
    this.#texts = options.texts.daemon;
  }

  log(level: LogLevel, text: string): void {
    this.#options.show(level, text);
    this.#lines.write({ kind: 'event', at: this.#clock.now(), level, text });
  }

  /** Logs what may come again and again: a few of each kind in an hour, the next one with the number left out before. */
  logLimited(kind: string, level: LogLevel, text: string): void {
    const leftOut = this.#limiter.tryAcquire(kind, this.#clock.now());
    if (leftOut !== undefined) this.log(level, leftOut > 0 ? this.#texts.repeated(text, leftOut) : text);
  }

  configIssues({ issues, others }: NewIssues): void {
    for (const issue of issues) this.log('WARN', describeIssue(issue, this.#options.texts.lang));
    if (others > 0) this.log('WARN', this.#texts.moreFaults(others));
  }

  /** Logs the meter when its contract is known or not waited for, its return after `silentMs`, a change of its contract. */
  reading(reading: Reading, silentMs: number): void {
    const isBack = this.#isLossLogged || silentMs >= LOGGED_ABSENCE_MS;
    this.#isLossLogged = false;
    const { contract } = reading;
    const before = this.#meter;
    if (contract === undefined && (before || reading.isPartial)) return;
    this.#meter = reading;
    if (before?.contract === undefined) {
      const meter = reading.serial === undefined ? '?' : masked(reading.serial);
      this.log('INFO', this.#texts.receiving(reading.mode, contract ?? '?', meter));
      // In this mode every offer but the three old ones is sent as BASE (54E §6.1.1).
      if (reading.mode === 'historique' && reading.contract === 'BASE') this.log('INFO', this.#texts.hidden);
      return;
    }
    if (isBack) this.logLimited('back', 'INFO', this.#texts.back(Math.round(silentMs / 1000)));
    if (contract !== undefined && before.contract !== contract) {
      this.logLimited('contract', 'WARN', this.#texts.contract(before.contract, contract));
    }
  }

  /** Logs that the link is down: `fatal` when waiting cannot mend it, else it is tried again and again. */
  linkError(error: LinkError, input: string, fatal: boolean): void {
    const { texts, configuration } = this.#options;
    this.#isLossLogged = true;
    const text = describeError(error, texts.lang, input) ?? error.message;
    const seconds = configuration.settings.WAIT_BETWEEN_READ_FAILURE;
    if (fatal) this.log('ERR', text);
    else this.logLimited(error.kind, 'WARN', this.#texts.retry(text, seconds));
  }

  /** Logs a new number of implausible values since the start, at most once an hour: a noisy line has many. */
  implausible(count: number): void {
    if (count === this.#implausible) return;
    if (this.#implausibleLimiter.tryAcquire('', this.#options.monotonic()) === undefined) return;
    this.#implausible = count;
    this.log('WARN', this.#texts.implausible(count));
  }
}
