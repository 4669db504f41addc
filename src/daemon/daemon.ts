import { withTimeout } from '../host/with-timeout.ts';
import { SeriesSampler } from '../journal/series.ts';
import { MeterClock } from '../meter/clock.ts';
import { Meter } from '../meter/meter.ts';
import type { Reading } from '../meter/reading.ts';
import { describeError } from '../text/errors.ts';
import type { Frame } from '../tic/frame.ts';
import { Actions } from './actions.ts';
import { CalendarLog } from './calendar-log.ts';
import { MAX_BEHIND_MS } from './clock.ts';
import { Feed } from './feed.ts';
import { DaemonJournal } from './journal.ts';
import { LabelFaults } from './label-faults.ts';
import { MeterLink } from './meter-link.ts';
import { type Known, Metrics } from './metrics.ts';
import type { DaemonOptions } from './options.ts';
import { PanelService } from './panel.ts';
import { StateFile } from './state-file.ts';
import { SystemdNotifier } from './systemd.ts';
import { viewOf } from './view.ts';

/** A reading is not shown as the present one for longer than this when no other follows it, though frames come. */
const MAX_READING_AGE_MS = 10_000;
/** How often the parts look at the clock. */
const TICK_MS = 2500;
/** How long a part may take to stop: all of them must have stopped within 2 s. */
const STOP_MS = 800;

/** Waits for a part to stop, but not for ever; a failure counts as stopped. */
const stopped = (part: { stop(): Promise<void> }): Promise<void> => withTimeout(part.stop(), STOP_MS, undefined);

/** Reads the meter and hands on what it says: to the log, the feed, the panel, the house. Each part may fail alone. */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #journal: DaemonJournal;
  readonly #meterLink: MeterLink;
  readonly #meter = new Meter();
  readonly #meterClock = new MeterClock();
  readonly #sampler = new SeriesSampler();
  readonly #calendarLog: CalendarLog;
  readonly #labelFaults: LabelFaults;
  readonly #state: StateFile;
  readonly #panel: PanelService;
  readonly #actions: Actions;
  readonly #feed: Feed;
  readonly #metrics: Metrics;
  readonly #notifier: SystemdNotifier;
  readonly #timers: NodeJS.Timeout[] = [];
  #reading: Reading | undefined;
  /** When it came; monotonic clock, ms. */
  #readAt = 0;
  /** When it was started; monotonic clock, ms. */
  #startedAt = 0;
  /** Waiting could not mend why the input does not open, which was told. */
  #isRefused = false;
  #isStopping = false;
  #finish: (code: number) => void = () => undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
    const { texts, show } = options;
    this.#journal = new DaemonJournal(options);
    const { clock, events, faults } = this.#journal;
    this.#calendarLog = new CalendarLog(events);
    this.#labelFaults = new LabelFaults(options.monotonic, texts.faults, events, faults);
    this.#meterLink = new MeterLink(options, () => clock.now());
    this.#state = new StateFile(options.logs, options.monotonic);
    this.#panel = new PanelService(options, faults);
    this.#actions = new Actions(options, this.#journal, this.#state, () => this.#feed.sendStatus());
    this.#feed = new Feed(options, this.#journal, this.#meterLink, this.#meter, () => this.#actions.relay);
    this.#metrics = new Metrics(options, this.#journal, this.#state);
    const { source, tracker } = this.#meterLink;
    this.#notifier = new SystemdNotifier({
      env: process.env,
      alive: () => source.isAlive(),
      state: () => texts.daemon.states[tracker.state],
      failed: (code) => show('WARN', texts.daemon.notifyFailed(code)),
    });
    this.#subscribe();
  }

  /**
   * Runs until `stop`, the end of a capture or of the time given.
   * @returns the exit code: 1 when the input could never be read or lines of the log were lost
   * @throws InputError, FeedError when it cannot begin
   */
  async run(): Promise<number> {
    const { configuration, version, logs, socket, show, texts, monotonic } = this.#options;
    const finished = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const issues = configuration.reload();
    await this.#meterLink.source.prepare();
    // Only now is it known that no other daemon is at work here.
    await this.#feed.start();
    this.#journal.start();
    this.#journal.events.log('INFO', texts.daemon.started(version, this.#meterLink.source.input, logs));
    show('INFO', texts.daemon.feedAt(socket));
    this.#notifier.ready();
    this.#journal.configurationRead(issues);
    this.#startedAt = monotonic();
    this.#stopInTime();
    this.#timers.push(setInterval(() => this.#tick(), TICK_MS));
    this.#actions.start();
    this.#show();
    await this.#panel.start();
    this.#show();
    this.#meterLink.start();
    return finished;
  }

  /** Stops every part, whatever state the others are in; `run` then returns. */
  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const { tracker } = this.#meterLink;
    await Promise.all([this.#meterLink.source, this.#actions].map(stopped));
    tracker.stopped(this.#journal.clock.now());
    this.#journal.events.log('INFO', this.#options.texts.daemon.stopped);
    this.#feed.sendStatus();
    this.#show();
    await Promise.all([this.#feed, this.#panel, this.#journal.lines].map(stopped));
    this.#metrics.stop();
    this.#state.tick(true);
    this.#notifier.stop();
    const isLost = this.#journal.reportLost();
    const { show, texts } = this.#options;
    if (!tracker.everOpened && !this.#isRefused) show('ERR', texts.daemon.neverOpened(this.#meterLink.source.input));
    this.#finish(isLost || !tracker.everOpened ? 1 : 0);
  }

  /** What each part reports, and what is done about it. */
  #subscribe(): void {
    const { clock, lines, events, faults } = this.#journal;
    const { silent, ended } = this.#options.texts.daemon;
    this.#meterLink.on('frame', (frame, silentMs) => this.#takeFrame(frame, silentMs));
    this.#meterLink.on('linkError', (error, fatal) => {
      events.linkError(error, this.#meterLink.source.input, fatal);
      if (!fatal) return;
      this.#isRefused = true;
      void this.stop();
    });
    this.#meterLink.on('state', () => this.#onLinkState());
    this.#meterLink.on('silent', (ms) => events.logLimited('silent', 'WARN', silent(Math.round(ms / 1000))));
    this.#meterLink.on('ended', () => {
      events.log('INFO', ended);
      void this.stop();
    });
    clock.on('stepped', (ms) => {
      this.#feed.shift(ms);
      this.#meterLink.tracker.since += ms;
      if (Math.abs(ms) > MAX_BEHIND_MS) this.#meter.clockSet(ms);
    });
    lines.on('written', (line, text) => {
      if (line.kind === 'record') this.#feed.sendRecord(text);
    });
    faults.on('changed', () => this.#feed.sendStatus());
  }

  #takeFrame(frame: Frame, silentMs: number): void {
    const { monotonic, configuration } = this.#options;
    const { clock, events } = this.#journal;
    clock.checkForStep();
    const ahead = this.#meterClock.take(frame, this.#journal.monotonic());
    if (ahead !== undefined) clock.applyMeterTime(ahead);
    const reading = this.#meter.take(frame, clock.now());
    if (!reading) return;
    events.reading(reading, silentMs);
    this.#calendarLog.take(reading);
    this.#reading = reading;
    this.#readAt = monotonic();
    this.#feed.sendSample(reading);
    const { NB_PAPP, WAIT_BETWEEN_FRAMES } = configuration.settings;
    const series = { size: NB_PAPP, pause: WAIT_BETWEEN_FRAMES };
    const record = this.#sampler.take(reading, series, this.#journal.monotonic());
    if (record) {
      this.#journal.lines.write({ kind: 'record', ...record });
      this.#reload();
    }
    this.#show();
  }

  #onLinkState(): void {
    const { tracker, reportedError } = this.#meterLink;
    const { faults } = this.#journal;
    if (tracker.state === 'receiving') faults.recovered('input');
    else if (tracker.state === 'silent' || tracker.state === 'reconnecting')
      faults.failed('input', reportedError ?? 'silent');
    this.#feed.sendStatus();
    this.#show();
  }

  #tick(): void {
    const { clock, lines, events } = this.#journal;
    this.#stopInTime();
    clock.tick();
    lines.flush();
    this.#meterLink.tick();
    // Without frames no series ends, and the settings may be what is wrong.
    if (this.#meterLink.tracker.state !== 'receiving') this.#reload();
    this.#dropOldReading();
    if (this.#meterLink.tracker.state === 'receiving') this.#labelFaults.take(this.#meter.lacking);
    this.#feed.tick();
    this.#metrics.tick(() => this.#known());
    this.#state.tick();
    events.implausible(this.#meter.implausible);
    this.#show();
  }

  /** What metrics are made of. */
  #known(): Known {
    const { tracker, counts } = this.#meterLink;
    const silentMs = counts.complete > 0 ? tracker.silentFor(this.#options.monotonic()) : undefined;
    return { status: this.#feed.status(), sample: this.#feed.sample, silentMs };
  }

  /** Frames come, but nothing that a reading is made of: the last one is not the present. */
  #dropOldReading(): void {
    const isReceiving = this.#meterLink.tracker.state === 'receiving';
    if (!isReceiving || this.#options.monotonic() - this.#readAt <= MAX_READING_AGE_MS) return;
    this.#reading = undefined;
    this.#feed.forgetSample();
  }

  /** Stops when the time given is over; MAX_TIME may have changed since the last tick. */
  #stopInTime(): void {
    const { seconds, configuration, monotonic } = this.#options;
    const leftMs = this.#startedAt + (seconds ?? configuration.settings.MAX_TIME) * 1000 - monotonic();
    if (leftMs < TICK_MS) this.#timers.push(setTimeout(() => void this.stop(), leftMs));
  }

  /** Reads the configuration again where it has changed. */
  #reload(): void {
    this.#journal.configurationRead(this.#options.configuration.reload());
    this.#meterLink.source.applySettings().catch((error: unknown) => {
      this.#journal.events.log('WARN', describeError(error, this.#options.texts.lang) ?? String(error));
    });
  }

  /** Panel and actions follow what is so now. */
  #show(): void {
    const { clock } = this.#journal;
    const { monotonic } = this.#options;
    const view = viewOf(this.#meterLink.tracker, this.#reading, this.#meter.lacking, monotonic(), clock.now());
    this.#actions.show(view);
    this.#panel.show({ isRelayOpen: this.#actions.relay?.open === true, ...view });
  }
}
