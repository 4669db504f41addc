import type { EnergyRecord } from '../energy/record.ts';
import { latestInstant } from '../journal/last-line.ts';
import { formatData } from '../journal/log-line.ts';
import { JournalKeeper } from '../journal/pending.ts';
import { BEHIND_MS, Clock, type TimeSource } from './clock.ts';
import { DayLog } from './day-log.ts';
import { EventLog } from './event-log.ts';
import { FaultRegistry } from './faults.ts';
import type { DaemonOptions } from './options.ts';

/** Length of `2021/02/20 19:10:22`. */
const STAMP_LENGTH = 19;

export interface DaemonJournalEvents {
  /** A DATA line has been written: no crash of ours takes it away any more. */
  readonly recorded: (line: string) => void;
  /** What fails has changed. */
  readonly faults: () => void;
  /** The time has jumped by so many ms; `far`: what was worked out by the old one is not true. */
  readonly stepped: (ms: number, far: boolean) => void;
}

/** All that the daemon writes down, and by which clock: records, what it has to say, what fails. */
export class DaemonJournal {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly faults: FaultRegistry;
  readonly #options: DaemonOptions;
  readonly #journal: JournalKeeper;
  readonly #log: DayLog;
  /** The instant of the last line that the logs had at the start, ms. */
  #logged: number | undefined;

  constructor(options: DaemonOptions, events: DaemonJournalEvents) {
    this.#options = options;
    const { monotonic, logs, texts, configuration } = options;
    const wait = (): number => configuration.settings.CLOCK_WAIT;
    this.clock = new Clock(
      {
        wall: options.now,
        monotonic,
        synchronised: () => (wait() === 0 ? true : options.synchronised()),
        earliestClock: options.earliestClock,
        lastLogged: () => this.#logged,
        clockWaitMs: () => wait() * 1000,
      },
      {
        changed: (source) => this.#timeFrom(source),
        stepped: (ms, wasKnown) => {
          if (wasKnown) this.events.log('INFO', texts.faults.clockStepped(ms));
          events.stepped(ms, Math.abs(ms) > BEHIND_MS);
        },
      },
    );
    this.#journal = new JournalKeeper(logs, {
      monotonic,
      written: (line) => {
        if (line.startsWith(' DATA ', STAMP_LENGTH)) events.recorded(line);
      },
      failed: (code) => this.faults.failed('log', code, texts.daemon.journalFailed(logs, code)),
      back: (waited, dropped) => this.#journalBack(waited, dropped),
    });
    this.#log = new DayLog(this.#journal, this.clock, monotonic);
    this.events = new EventLog({
      texts: texts.daemon,
      lang: texts.lang,
      show: options.show,
      write: (at, lineAt) => this.#log.write(at, lineAt),
      now: () => this.clock.now(),
    });
    this.faults = new FaultRegistry({
      monotonic,
      changed: events.faults,
      say: (level, text) => this.events.log(level, text),
    });
  }

  /** Looks what the logs hold already, and whether the time is known. */
  begin(): void {
    this.#logged = latestInstant(this.#options.logs);
    this.#log.begin(this.#logged);
    this.clock.tick();
    if (!this.clock.known) this.#timeFrom('unset');
  }

  write(record: EnergyRecord): void {
    this.#log.write(record.at, (at) => formatData({ ...record, at }));
  }

  tick(): void {
    this.clock.tick();
    this.#journal.flush();
  }

  /** Waits until the disk has what was written. */
  async stop(): Promise<void> {
    await this.#journal.stop();
  }

  /** Tells the lines that were lost, at the end. @returns whether there are any */
  tellLost(): boolean {
    const { lost } = this.#log;
    // A directory that never took a line has been told at the start.
    if (lost > 0 && (this.#journal.everWritten || !this.clock.known)) {
      this.#options.show('ERR', this.#options.texts.daemon.journalLost(lost, this.#options.logs));
    }
    return lost > 0;
  }

  #journalBack(waited: number, dropped: number): void {
    const words = this.#options.texts.faults.journalBack(waited, dropped);
    const told = this.faults.recovered('log', words);
    // A disk that comes and goes is not told each time, what it cost is.
    if (!told && dropped > 0) this.events.log('WARN', words);
  }

  #timeFrom(source: TimeSource): void {
    const { faults: texts } = this.#options.texts;
    if (source === 'unset') {
      this.faults.failed('clock', source, texts.clockUnset(this.#options.configuration.settings.CLOCK_WAIT));
      return;
    }
    this.#log.release();
    if (source === 'system') this.faults.recovered('clock', texts.clockKnown.system);
    else {
      this.faults.failed('clock', source);
      this.events.log('WARN', texts.clockKnown[source]);
    }
  }
}
