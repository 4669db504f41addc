import { basename } from 'node:path';
import { History } from '../feed/history.js';
import { type LinkState, type StatusMessage, sampleOf } from '../feed/messages.js';
import { MeterClock } from '../meter/clock.js';
import { Meter } from '../meter/meter.js';
import type { Reading } from '../meter/reading.js';
import { InputError, type Problem } from '../source/source.js';
import { inputWords } from '../text/input.js';
import type { Frame } from '../tic/frame.js';
import { Face } from './face.js';
import { Feed } from './feed.js';
import { helloOf, statusOf } from './greeting.js';
import { inTime } from './in-time.js';
import { Intake, type IntakeEvents } from './intake.js';
import { LogBook } from './log-book.js';
import { ModeMemory } from './mode-memory.js';
import type { DaemonOptions } from './options.js';
import { Recorder } from './recorder.js';

/** How often the link's state is looked at, ms. */
const TICK_MS = 2500;
/** A status message goes out at least so often, ms (design 4). */
const STATUS_MS = 10_000;

/** Reads the meter and hands on what it says: to the log, the feed, the panel. Each part may fail alone. */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #intake: Intake;
  readonly #meter = new Meter();
  readonly #meterClock = new MeterClock();
  readonly #recorder = new Recorder();
  readonly #history = new History();
  readonly #book: LogBook;
  readonly #feed: Feed;
  readonly #face: Face;
  readonly #timers: NodeJS.Timeout[] = [];
  #reading: Reading | undefined;
  #problem: Problem['kind'] | undefined;
  #started = 0;
  /** The same by the clock that no one sets, ms. */
  #began = 0;
  #lastStatus = 0;
  #stopping = false;
  #finish: (code: number) => void = () => undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
    const { monotonic, texts, logs, open } = options;
    this.#book = new LogBook(options, {
      recorded: (line) => this.#feed.send({ type: 'record', line }),
      faults: () => this.#sendStatus(),
      stepped: (ms, far) => this.#clockStepped(ms, far),
    });
    const now = (): number => this.#book.clock.now();
    const memory = new ModeMemory(logs);
    const means = { now, monotonic, memory, ...(open ? { open } : {}) };
    this.#intake = new Intake(() => this.#intakeSettings(), this.#intakeEvents(), means);
    const greeting = () => [
      helloOf(options, this.#started, this.#reading),
      this.#history.message(now()),
      ...(this.#reading ? [sampleOf(this.#reading)] : []),
      this.#statusMessage(),
    ];
    const { faults, voice } = this.#book;
    const refused = (why: 'full' | 'flood'): void => voice.sayOften(why, 'WARN', texts.daemon.feedRefused[why]);
    this.#feed = new Feed({ path: options.socket, greeting, refused, faults, texts, monotonic });
    this.#face = new Face(options, faults);
  }

  /**
   * Runs until `stop`, the end of a capture or of the time given.
   * @returns the exit code: 1 when the input could never be read or lines of the log were lost
   * @throws InputError, FeedError when it cannot begin
   */
  async run(): Promise<number> {
    const { configuration, version, logs, socket, show, texts, monotonic } = this.#options;
    const done = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const faults = configuration.reload();
    this.#setZone();
    await this.#intake.prepare();
    // Not before it is known that no other daemon is at work here.
    await this.#feed.start();
    this.#book.begin();
    this.#started = this.#book.clock.now();
    this.#book.voice.say('INFO', texts.daemon.started(version, this.#intake.input, logs));
    show('INFO', texts.daemon.feedAt(socket));
    this.#options.ready?.();
    this.#tellConf(faults);
    this.#began = monotonic();
    this.#endInTime();
    this.#timers.push(setInterval(() => this.#tick(), TICK_MS));
    await this.#face.start();
    this.#showPanel();
    this.#intake.start();
    return done;
  }

  /** The link's state, and whether what reads the meter still does something: reads, opens, waits no longer than told. */
  get link(): { readonly state: LinkState; readonly stirs: boolean } {
    return { state: this.#intake.health.state, stirs: this.#intake.stirs() };
  }

  /** Stops every part, whatever state the others are in; `run` then returns. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const { health } = this.#intake;
    await inTime(this.#intake.stop());
    health.stopped(this.#book.clock.now());
    this.#book.voice.say('INFO', this.#options.texts.daemon.stopped);
    this.#feed.send(this.#statusMessage());
    this.#showPanel();
    await Promise.all([inTime(this.#feed.stop()), inTime(this.#face.stop()), inTime(this.#book.stop())]);
    const lost = this.#book.tellLost();
    this.#finish(lost || !health.everOpened ? 1 : 0);
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

  #intakeEvents(): IntakeEvents {
    const texts = this.#options.texts.daemon;
    return {
      frame: (frame, quietMs) => this.#takeFrame(frame, quietMs),
      problem: (problem, fatal) => this.#tellProblem(problem, fatal),
      changed: () => this.#stateChanged(),
      silent: (ms) => this.#book.voice.sayOften('silent', 'WARN', texts.silent(Math.round(ms / 1000))),
      ended: () => {
        this.#book.voice.say('INFO', texts.ended);
        void this.stop();
      },
    };
  }

  #takeFrame(frame: Frame, quietMs: number): void {
    const { monotonic, configuration } = this.#options;
    const { clock, voice } = this.#book;
    clock.look();
    const ahead = this.#meterClock.take(frame, monotonic());
    if (ahead !== undefined) clock.meterSays(ahead);
    const reading = this.#meter.take(frame, clock.now());
    if (!reading) return;
    voice.reading(this.#reading, reading, quietMs);
    this.#reading = reading;
    this.#history.add(reading);
    if (this.#feed.clients > 0) this.#feed.send(sampleOf(reading));
    const { NB_PAPP, WAIT_BETWEEN_FRAMES } = configuration.settings;
    const record = this.#recorder.take(reading, { size: NB_PAPP, pause: WAIT_BETWEEN_FRAMES }, monotonic());
    if (record) {
      this.#book.write(record);
      this.#reload();
    }
    this.#showPanel();
  }

  #tellProblem(problem: Problem, fatal: boolean): void {
    const seconds = this.#options.configuration.settings.WAIT_BETWEEN_READ_FAILURE;
    this.#problem = problem.kind;
    this.#book.voice.problem(problem, this.#intake.input, { fatal, seconds });
    if (fatal) void this.stop();
  }

  #stateChanged(): void {
    const { state } = this.#intake.health;
    if (state === 'receiving') {
      this.#problem = undefined;
      this.#book.faults.recovered('input');
    } else if (state === 'silent' || state === 'reconnecting') {
      this.#book.faults.failed('input', this.#problem ?? 'silent');
    }
    this.#sendStatus();
    this.#showPanel();
  }

  #showPanel(): void {
    this.#face.show(this.#intake.health, this.#reading, this.#book.clock.now());
  }

  #tick(): void {
    const { monotonic } = this.#options;
    this.#endInTime();
    this.#book.tick();
    this.#intake.tick();
    // Without frames no series ends, and the settings may be what is wrong.
    if (this.#intake.health.state !== 'receiving') this.#reload();
    this.#feed.tick();
    if (monotonic() - this.#lastStatus >= STATUS_MS - TICK_MS / 2) this.#sendStatus();
    this.#book.voice.held(this.#meter.implausible, monotonic());
    this.#showPanel();
  }

  /** Stops when the time given has passed. MAX_TIME may have changed since the last look. */
  #endInTime(): void {
    const { seconds, configuration, monotonic } = this.#options;
    const left = this.#began + (seconds ?? configuration.settings.MAX_TIME) * 1000 - monotonic();
    if (left < TICK_MS) this.#timers.push(setTimeout(() => void this.stop(), left));
  }

  /** Reads the configuration again where it has changed. */
  #reload(): void {
    this.#tellConf(this.#options.configuration.reload());
    this.#setZone();
    this.#intake.follow().catch((error: unknown) => {
      const words = error instanceof InputError ? inputWords(error, this.#options.texts.daemon) : String(error);
      this.#book.voice.say('WARN', words);
    });
  }

  #tellConf(news: ReturnType<DaemonOptions['configuration']['reload']>): void {
    const { voice, faults } = this.#book;
    voice.faults(news);
    const [first] = this.#options.configuration.faults;
    if (first) faults.failed('conf', `${basename(first.file)}:${first.line} ${first.key || first.expected}`);
    else if (faults.fails('conf')) {
      faults.recovered('conf');
      voice.sayOften('confBack', 'INFO', this.#options.texts.faults.confBack);
    }
  }

  #setZone(): void {
    const { TIMEZONE } = this.#options.configuration.settings;
    if (process.env['TZ'] !== TIMEZONE) process.env['TZ'] = TIMEZONE;
  }

  #clockStepped(ms: number, far: boolean): void {
    this.#history.shift(ms);
    this.#intake.health.since += ms;
    this.#started += ms;
    if (far) this.#meter.clockSet();
  }

  #sendStatus(): void {
    this.#lastStatus = this.#options.monotonic();
    this.#feed.send(this.#statusMessage());
  }

  #statusMessage(): StatusMessage {
    return statusOf({
      intake: this.#intake,
      reading: this.#reading,
      implausible: this.#meter.implausible,
      clients: this.#feed.clients,
      faults: this.#book.faults.list(this.#book.clock.now()),
    });
  }
}
