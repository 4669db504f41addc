import { History } from '../feed/history.js';
import { type FeedMessage, PROTOCOL, type StatusMessage, sampleOf } from '../feed/messages.js';
import { FeedServer } from '../feed/server.js';
import { JournalKeeper } from '../journal/keeper.js';
import { formatData, type LogLevel } from '../journal/line.js';
import { Meter } from '../meter/meter.js';
import type { Reading } from '../meter/reading.js';
import { isoOf } from '../meter/time.js';
import type { Panel } from '../panel/panel.js';
import type { Problem } from '../source/source.js';
import type { Texts } from '../text/index.js';
import type { Frame } from '../tic/frame.js';
import type { TicMode } from '../tic/labels.js';
import type { Configuration } from './configuration.js';
import { Intake } from './intake.js';
import { ModeMemory } from './mode-memory.js';
import { Recorder } from './recorder.js';
import { Voice } from './voice.js';

/** How often the link's state is looked at, ms. */
const TICK_MS = 2500;
/** A status message goes out at least so often, ms (design 4). */
const STATUS_MS = 10_000;
/** What a part may take to stop, ms: all of it must be done within 2 s. */
const STOP_MS = 800;
/** The longest time that a timer of Node can hold, ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface DaemonOptions {
  readonly version: string;
  readonly configuration: Configuration;
  readonly logs: string;
  readonly socket: string;
  /** In place of INPUT_DEV. */
  readonly input: string | undefined;
  /** In place of LINKY_MODE. */
  readonly mode: TicMode | 'auto' | undefined;
  /** In place of MAX_TIME, s. */
  readonly seconds: number | undefined;
  readonly texts: Texts;
  readonly panel: Panel | undefined;
  /** Shows a line to whoever started the daemon. */
  readonly show: (level: LogLevel, text: string) => void;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** Ms of a clock that no one sets. */
  readonly monotonic: () => number;
}

/** Reads the meter and hands on what it says: to the log, the feed, the panel. Each part may fail alone. */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #texts: Texts['daemon'];
  readonly #intake: Intake;
  readonly #meter = new Meter();
  readonly #recorder = new Recorder();
  readonly #history = new History();
  readonly #journal: JournalKeeper;
  readonly #voice: Voice;
  readonly #feed: FeedServer;
  readonly #timers: NodeJS.Timeout[] = [];
  #reading: Reading | undefined;
  #lastStatus = 0;
  #stopping = false;
  #finish: (code: number) => void = () => undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.#texts = options.texts.daemon;
    const events = {
      frame: (frame: Frame, quietMs: number) => this.#takeFrame(frame, quietMs),
      problem: (problem: Problem, fatal: boolean) => this.#tellProblem(problem, fatal),
      changed: () => this.#stateChanged(),
      silent: (ms: number) => this.#voice.say('WARN', this.#texts.silent(Math.round(ms / 1000))),
      ended: () => {
        this.#voice.say('INFO', this.#texts.ended);
        void this.stop();
      },
    };
    const { now, monotonic } = options;
    const memory = new ModeMemory(options.logs);
    this.#intake = new Intake(() => this.#intakeSettings(), events, { now, monotonic, memory });
    this.#journal = new JournalKeeper(options.logs, (code) => this.#journalProblem(code));
    const write = (at: number, line: string): void => this.#journal.write(at, line);
    this.#voice = new Voice({ texts: this.#texts, show: options.show, write, now });
    const started = isoOf(options.now());
    this.#feed = new FeedServer(options.socket, () => this.#greeting(started));
  }

  /**
   * Runs until `stop`, the end of a capture or of the time given.
   * @returns the exit code: 1 when the input could never be read or lines of the log were lost
   * @throws InputError, FeedError when it cannot begin
   */
  async run(): Promise<number> {
    const { configuration, version, logs, socket, seconds, show } = this.#options;
    const done = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const faults = configuration.reload();
    this.#setZone();
    await this.#intake.prepare();
    await this.#feed.start();
    this.#voice.say('INFO', this.#texts.started(version, this.#intake.input, logs));
    show('INFO', this.#texts.feedAt(socket));
    this.#voice.faults(faults);
    const lasts = (seconds ?? configuration.settings.MAX_TIME) * 1000;
    const limit = this.#options.monotonic() + lasts;
    if (lasts <= LONGEST_TIMER_MS) this.#timers.push(setTimeout(() => void this.stop(), lasts));
    this.#timers.push(setInterval(() => this.#tick(limit), TICK_MS));
    this.#showPanel();
    this.#intake.start();
    return done;
  }

  /** Stops every part, whatever state the others are in; `run` then returns. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const { health } = this.#intake;
    await inTime(this.#intake.stop());
    health.stopped(this.#options.now());
    this.#voice.say('INFO', this.#texts.stopped);
    this.#feed.send(this.#statusMessage());
    await Promise.all([inTime(this.#feed.stop()), inTime(this.#options.panel?.stop())]);
    const lost = this.#journal.waiting + this.#journal.dropped;
    // A directory that never took a line has been told at the start.
    if (lost > 0 && this.#journal.everWritten) {
      this.#options.show('ERR', this.#texts.journalLost(lost, this.#options.logs));
    }
    this.#finish(lost > 0 || !health.everOpened ? 1 : 0);
  }

  #intakeSettings() {
    const { settings } = this.#options.configuration;
    const modes = { H: 'historique', S: 'standard', A: 'auto' } as const;
    return {
      input: this.#options.input ?? settings.INPUT_DEV,
      mode: this.#options.mode ?? modes[settings.LINKY_MODE],
      readTimeout: settings.READ_TIMEOUT,
      waitAfterFailure: settings.WAIT_BETWEEN_READ_FAILURE,
    };
  }

  #takeFrame(frame: Frame, quietMs: number): void {
    const { now, monotonic, configuration } = this.#options;
    const reading = this.#meter.take(frame, now());
    if (!reading) return;
    this.#voice.reading(this.#reading, reading, quietMs);
    this.#reading = reading;
    this.#history.add(reading);
    if (this.#feed.clients > 0) this.#feed.send(sampleOf(reading));
    const { NB_PAPP, WAIT_BETWEEN_FRAMES } = configuration.settings;
    const record = this.#recorder.take(reading, { size: NB_PAPP, pause: WAIT_BETWEEN_FRAMES }, monotonic());
    if (record) {
      const line = formatData(record);
      this.#journal.write(record.at, line);
      this.#feed.send({ type: 'record', line });
      this.#reload();
    }
    this.#showPanel();
  }

  #tellProblem(problem: Problem, fatal: boolean): void {
    const seconds = this.#options.configuration.settings.WAIT_BETWEEN_READ_FAILURE;
    this.#voice.problem(problem, this.#intake.input, { fatal, seconds });
    if (fatal) void this.stop();
  }

  #stateChanged(): void {
    this.#sendStatus();
    this.#showPanel();
  }

  #showPanel(): void {
    const { state } = this.#intake.health;
    const reading = this.#reading;
    this.#options.panel?.show({
      ejp: reading?.ejp,
      papp: reading?.papp,
      pinj: reading?.pinj,
      link: state === 'receiving' ? 'live' : state === 'stopped' ? 'stopped' : 'silent',
    });
  }

  #tick(limit: number): void {
    const { monotonic } = this.#options;
    if (monotonic() >= limit) {
      void this.stop();
      return;
    }
    this.#intake.tick();
    if (monotonic() - this.#lastStatus >= STATUS_MS - TICK_MS / 2) this.#sendStatus();
    if (this.#journal.waiting > 0) this.#journal.flush();
    this.#voice.held(this.#meter.implausible, monotonic());
  }

  /** Reads the configuration again, at the end of each series. */
  #reload(): void {
    this.#voice.faults(this.#options.configuration.reload());
    this.#setZone();
    this.#intake.follow().catch(() => this.#voice.say('WARN', this.#texts.inputUnknown(this.#intakeSettings().input)));
  }

  #setZone(): void {
    const { TIMEZONE } = this.#options.configuration.settings;
    if (process.env['TZ'] !== TIMEZONE) process.env['TZ'] = TIMEZONE;
  }

  #journalProblem(code: string | undefined): void {
    if (code === undefined) this.#voice.say('INFO', this.#texts.journalBack);
    else this.#options.show('WARN', this.#texts.journalFailed(this.#options.logs, code));
  }

  #greeting(started: string): FeedMessage[] {
    const { version, logs, now } = this.#options;
    const reading = this.#reading;
    return [
      {
        type: 'hello',
        protocol: PROTOCOL,
        version,
        pid: process.pid,
        started,
        mode: reading?.mode ?? null,
        contract: reading?.contract ?? null,
        logs,
      },
      this.#history.message(now()),
      ...(reading ? [sampleOf(reading)] : []),
      this.#statusMessage(),
    ];
  }

  #sendStatus(): void {
    this.#lastStatus = this.#options.monotonic();
    this.#feed.send(this.#statusMessage());
  }

  #statusMessage(): StatusMessage {
    const { health, counts, input } = this.#intake;
    const { checksum, parity, format } = counts.rejected;
    return {
      type: 'status',
      state: health.state,
      since: isoOf(health.since),
      input,
      mode: this.#reading?.mode ?? null,
      frames: counts.complete,
      rejected: { checksum, parity, format, implausible: this.#meter.implausible },
      clients: this.#feed.clients,
    };
  }
}

/** Waits for a part to stop, but not for ever, and whatever becomes of it. */
async function inTime(stopping: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([stopping?.catch(() => undefined), late]);
  clearTimeout(timer);
}
