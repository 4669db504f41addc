import { basename } from 'node:path';
import type { NewIssues } from '../config/configuration.ts';
import { latestInstant } from '../journal/last-line.ts';
import { PendingLines } from '../journal/pending.ts';
import { Clock, type TimeSource } from './clock.ts';
import { EventLog } from './event-log.ts';
import { PartFaults } from './faults.ts';
import type { DaemonOptions } from './options.ts';

/** All that the daemon writes down, and by which clock: records, events, which parts fail. */
export class DaemonJournal {
  readonly clock: Clock;
  readonly lines: PendingLines;
  readonly events: EventLog;
  readonly faults: PartFaults;
  /** Monotonic clock, ms, as fast as the time that lines are dated by. */
  readonly monotonic: () => number;
  readonly #options: DaemonOptions;

  constructor(options: DaemonOptions) {
    this.#options = options;
    const { configuration, texts, logs, speed = 1 } = options;
    const monotonic = speed === 1 ? options.monotonic : (): number => options.monotonic() * speed;
    this.monotonic = monotonic;
    this.clock = new Clock({ ...options, monotonic }, () => configuration.settings.CLOCK_WAIT * 1000);
    this.lines = new PendingLines(logs, monotonic);
    this.events = new EventLog(options, this.lines, this.clock);
    this.faults = new PartFaults(monotonic, this.events);
    this.clock.on('source', (source) => this.#onTimeSource(source));
    this.clock.on('stepped', (ms, wasKnown) => {
      if (wasKnown) this.events.log('INFO', texts.faults.clockStepped(ms));
    });
    this.lines.on('failed', (code) => this.faults.failed('log', code, texts.daemon.journalFailed(logs, code)));
    this.lines.on('recovered', (waited, dropped) => {
      const text = texts.faults.journalBack(waited, dropped);
      const isLogged = this.faults.recovered('log', text);
      // A disk that comes and goes is not logged each time, but lost lines always are.
      if (!isLogged && dropped > 0) this.events.log('WARN', text);
    });
  }

  /** Finds out what the logs hold already, and whether the time is known. */
  start(): void {
    const last = latestInstant(this.#options.logs);
    if (last !== undefined) this.lines.continueAfter(last);
    this.clock.start(last);
  }

  /** Logs what is newly wrong in the configuration; as long as anything is, it is a part that fails. */
  configurationRead(newIssues: NewIssues): void {
    const { configuration, texts } = this.#options;
    this.events.configIssues(newIssues);
    const [first] = configuration.issues;
    if (first) {
      const what = first.line === 0 && first.key === '' ? first.expected : first.key;
      this.faults.failed('conf', `${basename(first.file)}:${first.line} ${what}`.trimEnd());
    } else if (this.faults.fails('conf')) {
      this.faults.recovered('conf');
      this.events.logLimited('confBack', 'INFO', texts.faults.confBack);
    }
  }

  /** Shows how many lines were lost, at the end. @returns whether any were */
  reportLost(): boolean {
    const { lost, everWritten } = this.lines;
    // That the directory never took a line was reported at the start.
    if (lost > 0 && (everWritten || !this.clock.known)) {
      this.#options.show('ERR', this.#options.texts.daemon.journalLost(lost, this.#options.logs));
    }
    return lost > 0;
  }

  #onTimeSource(source: TimeSource): void {
    const { texts, configuration } = this.#options;
    const { clockUnset, clockKnown } = texts.faults;
    if (source === 'unset') {
      this.faults.failed('clock', source, clockUnset(configuration.settings.CLOCK_WAIT));
      return;
    }
    this.lines.dateAll((monotonic) => this.clock.instantOf(monotonic));
    if (source === 'system') this.faults.recovered('clock', clockKnown.system);
    else {
      this.faults.failed('clock', source);
      this.events.log('WARN', clockKnown[source]);
    }
  }
}
