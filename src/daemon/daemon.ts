import { basename } from 'node:path';
import { History } from '../feed/history.ts';
import { type LinkState, type StatusMessage, sampleOf } from '../feed/messages.ts';
import { MeterClock } from '../meter/clock.ts';
import { Meter } from '../meter/meter.ts';
import type { Reading } from '../meter/reading.ts';
import type { LinkError } from '../source/source.ts';
import { describeError } from '../text/errors.ts';
import type { Frame } from '../tic/frame.ts';
import { Feed } from './feed.ts';
import { DaemonJournal } from './journal.ts';
import { helloMessage, statusMessage } from './messages.ts';
import { MeterLink, type MeterLinkEvents } from './meter-link.ts';
import { ModeMemory } from './mode-memory.ts';
import type { DaemonOptions } from './options.ts';
import { PanelService } from './panel.ts';
import { Recorder } from './recorder.ts';
import { withTimeout } from './with-timeout.ts';

/** How often the link's state is looked at, ms. */
const TICK_MS = 2500;
/** A status message goes out at least so often, ms (design 4). */
const STATUS_MS = 10_000;

/** Reads the meter and hands on what it says: to the log, the feed, the panel. Each part may fail alone. */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #meterLink: MeterLink;
  readonly #meter = new Meter();
  readonly #meterClock = new MeterClock();
  readonly #recorder = new Recorder();
  readonly #history = new History();
  readonly #journal: DaemonJournal;
  readonly #feed: Feed;
  readonly #panel: PanelService;
  readonly #timers: NodeJS.Timeout[] = [];
  #reading: Reading | undefined;
  #problem: LinkError['kind'] | undefined;
  #started = 0;
  /** The same by the clock that no one sets, ms. */
  #began = 0;
  #lastStatus = 0;
  #stopping = false;
  #finish: (code: number) => void = () => undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
    const { monotonic, texts, logs, open } = options;
    this.#journal = new DaemonJournal(options, {
      recorded: (line) => this.#feed.send({ type: 'record', line }),
      faults: () => this.#sendStatus(),
      stepped: (ms, far) => this.#clockStepped(ms, far),
    });
    const now = (): number => this.#journal.clock.now();
    const memory = new ModeMemory(logs);
    const means = { now, monotonic, memory, ...(open ? { open } : {}) };
    this.#meterLink = new MeterLink(() => this.#intakeSettings(), this.#intakeEvents(), means);
    const greeting = () => [
      helloMessage(options, this.#started, this.#reading),
      this.#history.message(now()),
      ...(this.#reading ? [sampleOf(this.#reading)] : []),
      this.#statusMessage(),
    ];
    const { faults, events } = this.#journal;
    const refused = (why: 'full' | 'flood'): void => events.logLimited(why, 'WARN', texts.daemon.feedRefused[why]);
    this.#feed = new Feed({ path: options.socket, greeting, refused, faults, texts, monotonic });
    this.#panel = new PanelService(options, faults);
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
    await this.#meterLink.prepare();
    // Not before it is known that no other daemon is at work here.
    await this.#feed.start();
    this.#journal.begin();
    this.#started = this.#journal.clock.now();
    this.#journal.events.log('INFO', texts.daemon.started(version, this.#meterLink.input, logs));
    show('INFO', texts.daemon.feedAt(socket));
    this.#options.ready?.();
    this.#tellConf(faults);
    this.#began = monotonic();
    this.#endInTime();
    this.#timers.push(setInterval(() => this.#tick(), TICK_MS));
    await this.#panel.start();
    this.#showPanel();
    this.#meterLink.start();
    return done;
  }

  /** The link's state, and whether what reads the meter still does something: reads, opens, waits no longer than told. */
  get link(): { readonly state: LinkState; readonly stirs: boolean } {
    return { state: this.#meterLink.link.state, stirs: this.#meterLink.isAlive() };
  }

  /** Stops every part, whatever state the others are in; `run` then returns. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const { link } = this.#meterLink;
    await withTimeout(this.#meterLink.stop());
    link.stopped(this.#journal.clock.now());
    this.#journal.events.log('INFO', this.#options.texts.daemon.stopped);
    this.#feed.send(this.#statusMessage());
    this.#showPanel();
    await Promise.all([
      withTimeout(this.#feed.stop()),
      withTimeout(this.#panel.stop()),
      withTimeout(this.#journal.stop()),
    ]);
    const lost = this.#journal.tellLost();
    this.#finish(lost || !link.everOpened ? 1 : 0);
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

  #intakeEvents(): MeterLinkEvents {
    const texts = this.#options.texts.daemon;
    return {
      frame: (frame, quietMs) => this.#takeFrame(frame, quietMs),
      problem: (problem, fatal) => this.#tellProblem(problem, fatal),
      changed: () => this.#stateChanged(),
      silent: (ms) => this.#journal.events.logLimited('silent', 'WARN', texts.silent(Math.round(ms / 1000))),
      ended: () => {
        this.#journal.events.log('INFO', texts.ended);
        void this.stop();
      },
    };
  }

  #takeFrame(frame: Frame, quietMs: number): void {
    const { monotonic, configuration } = this.#options;
    const { clock, events } = this.#journal;
    clock.checkForStep();
    const ahead = this.#meterClock.take(frame, monotonic());
    if (ahead !== undefined) clock.applyMeterTime(ahead);
    const reading = this.#meter.take(frame, clock.now());
    if (!reading) return;
    events.reading(this.#reading, reading, quietMs);
    this.#reading = reading;
    this.#history.add(reading);
    if (this.#feed.clients > 0) this.#feed.send(sampleOf(reading));
    const { NB_PAPP, WAIT_BETWEEN_FRAMES } = configuration.settings;
    const record = this.#recorder.take(reading, { size: NB_PAPP, pause: WAIT_BETWEEN_FRAMES }, monotonic());
    if (record) {
      this.#journal.write(record);
      this.#reload();
    }
    this.#showPanel();
  }

  #tellProblem(problem: LinkError, fatal: boolean): void {
    const seconds = this.#options.configuration.settings.WAIT_BETWEEN_READ_FAILURE;
    this.#problem = problem.kind;
    this.#journal.events.problem(problem, this.#meterLink.input, { fatal, seconds });
    if (fatal) void this.stop();
  }

  #stateChanged(): void {
    const { state } = this.#meterLink.link;
    if (state === 'receiving') {
      this.#problem = undefined;
      this.#journal.faults.recovered('input');
    } else if (state === 'silent' || state === 'reconnecting') {
      this.#journal.faults.failed('input', this.#problem ?? 'silent');
    }
    this.#sendStatus();
    this.#showPanel();
  }

  #showPanel(): void {
    this.#panel.show(this.#meterLink.link, this.#reading, this.#journal.clock.now());
  }

  #tick(): void {
    const { monotonic } = this.#options;
    this.#endInTime();
    this.#journal.tick();
    this.#meterLink.tick();
    // Without frames no series ends, and the settings may be what is wrong.
    if (this.#meterLink.link.state !== 'receiving') this.#reload();
    this.#feed.tick();
    if (monotonic() - this.#lastStatus >= STATUS_MS - TICK_MS / 2) this.#sendStatus();
    this.#journal.events.reportImplausible(this.#meter.implausible, monotonic());
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
    this.#meterLink.applySettings().catch((error: unknown) => {
      this.#journal.events.log('WARN', describeError(error, this.#options.texts.lang) ?? String(error));
    });
  }

  #tellConf(news: ReturnType<DaemonOptions['configuration']['reload']>): void {
    const { events, faults } = this.#journal;
    events.faults(news);
    const [first] = this.#options.configuration.faults;
    if (first) faults.failed('conf', `${basename(first.file)}:${first.line} ${first.key || first.expected}`);
    else if (faults.fails('conf')) {
      faults.recovered('conf');
      events.logLimited('confBack', 'INFO', this.#options.texts.faults.confBack);
    }
  }

  #setZone(): void {
    const { TIMEZONE } = this.#options.configuration.settings;
    if (process.env['TZ'] !== TIMEZONE) process.env['TZ'] = TIMEZONE;
  }

  #clockStepped(ms: number, far: boolean): void {
    this.#history.shift(ms);
    this.#meterLink.link.since += ms;
    this.#started += ms;
    if (far) this.#meter.clockSet();
  }

  #sendStatus(): void {
    this.#lastStatus = this.#options.monotonic();
    this.#feed.send(this.#statusMessage());
  }

  #statusMessage(): StatusMessage {
    return statusMessage({
      meterLink: this.#meterLink,
      reading: this.#reading,
      implausible: this.#meter.implausible,
      clients: this.#feed.clients,
      faults: this.#journal.faults.list(this.#journal.clock.now()),
    });
  }
}
