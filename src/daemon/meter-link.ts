import { hasSpeed, type OpenSource, openSource } from '../source/open.ts';
import type { LinkError, Source } from '../source/source.ts';
import { type Frame, FrameReader, type TicCounts } from '../tic/frame.ts';
import { BAUD, LABELS, type TicMode } from '../tic/labels.ts';
import { LinkTracker } from './link-state.ts';
import type { ModeMemory } from './mode-memory.ts';

/** In automatic mode: this long without a valid group at one speed, and the other is tried, ms. */
const TRY_SPEED_MS = 5000;
/** The shortest frame has five groups, all but these may be damaged. */
const LEAST_GROUPS = 2;
/** A line that neither gives bytes nor opens nor fails for this much longer than it may wait is stuck, ms. */
const STUCK_MS = 60_000;

/** What is read, and how; asked for at each use, since the configuration may change. Durations in seconds. */
export interface MeterLinkSettings {
  readonly input: string;
  readonly mode: TicMode | 'auto';
  readonly readTimeout: number;
  readonly waitAfterFailure: number;
}

export interface MeterLinkEvents {
  /** @param quietMs how long no complete frame had come */
  frame(frame: Frame, quietMs: number): void;
  /** The line is down for another reason than before; `fatal` when waiting cannot mend it. */
  problem(problem: LinkError, fatal: boolean): void;
  /** `health.state` has changed. */
  changed(): void;
  /** No valid frame has come for so long, though the line is up. */
  silent(ms: number): void;
  ended(): void;
}

/** The way in: opens what the settings name, finds the mode, reads frames, knows the link's health. */
export class MeterLink {
  readonly link: LinkTracker;
  readonly #settings: () => MeterLinkSettings;
  readonly #events: MeterLinkEvents;
  readonly #monotonic: () => number;
  readonly #now: () => number;
  readonly #open: OpenSource;
  readonly #reader: FrameReader;
  #source: Source | undefined;
  #input = '';
  #baud = 0;
  readonly #memory: ModeMemory;
  /** The speed that automatic mode tries, or has found. */
  #speed: TicMode = 'historique';
  #groups = 0;
  #lastGroupAt = 0;
  #isOpen = false;
  /** When the source last told anything, ms. */
  #lastActivity = 0;
  #lastReported: LinkError['kind'] | undefined;
  /** An input of the settings that cannot be read. */
  #refused: string | undefined;
  #applying = false;
  #stopped = false;

  constructor(
    settings: () => MeterLinkSettings,
    events: MeterLinkEvents,
    {
      now,
      monotonic,
      memory,
      open = openSource,
    }: { now(): number; monotonic(): number; memory: ModeMemory; open?: OpenSource },
  ) {
    this.#settings = settings;
    this.#events = events;
    this.#now = now;
    this.#monotonic = monotonic;
    this.#memory = memory;
    this.#open = open;
    this.link = new LinkTracker(monotonic(), now());
    this.#reader = new FrameReader((frame) => this.#takeFrame(frame));
  }

  get input(): string {
    return this.#input;
  }

  get counts(): Readonly<TicCounts> {
    return this.#reader.counts;
  }

  /**
   * Makes ready to read what the settings name.
   * @throws InputError when that is nothing that can be read
   */
  async prepare(): Promise<void> {
    this.#speed = this.#memory.load() ?? this.#speed;
    await this.#take(this.#settings().input);
  }

  start(): void {
    this.#isOpen = false;
    this.#lastGroupAt = this.#monotonic();
    this.#lastActivity = this.#lastGroupAt;
    this.#source?.start({
      opened: () => {
        this.#lastActivity = this.#monotonic();
        this.#isOpen = true;
        // What was heard before says nothing of this opening's speed.
        this.#lastGroupAt = this.#lastActivity;
        this.#reader.reset();
        if (this.link.opened(this.#lastActivity, this.#now())) this.#events.changed();
      },
      bytes: (chunk) => {
        this.#lastActivity = this.#monotonic();
        this.#reader.push(chunk);
      },
      lost: (problem) => {
        this.#lastActivity = this.#monotonic();
        this.#onLost(problem);
      },
      ended: () => {
        this.#reader.end();
        this.#events.ended();
      },
    });
  }

  /** False when the source has told nothing for longer than the settings let it wait: it hangs. */
  isAlive(): boolean {
    const { readTimeout, waitAfterFailure } = this.#settings();
    return this.#monotonic() - this.#lastActivity < (readTimeout + waitAfterFailure) * 1000 + STUCK_MS;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const source = this.#source;
    this.#source = undefined;
    await source?.stop();
  }

  /**
   * Follows settings that have changed: another input, another speed.
   * @throws InputError, once, of an input that cannot be read; the one before is gone on with
   */
  async applySettings(): Promise<void> {
    const { input } = this.#settings();
    if (this.#applying || this.#stopped) return;
    if (input === this.#input) {
      this.#refused = undefined;
      if (this.#sourceSettings().baud !== this.#baud) this.#reopen();
    } else if (input !== this.#refused) {
      this.#applying = true;
      await this.#change(input).finally(() => {
        this.#applying = false;
      });
    }
  }

  async #change(input: string): Promise<void> {
    const old = this.#source;
    try {
      await this.#take(input);
    } catch (error) {
      this.#refused = input;
      throw error;
    }
    // Not before the last one is closed: both may be on one port.
    await old?.stop();
    if (!this.#stopped) this.start();
  }

  async #take(input: string): Promise<void> {
    this.#source = await this.#open(input, this.#sourceSettings);
    this.#input = input;
    this.#baud = this.#sourceSettings().baud;
  }

  /** Looks at the clock: says whether the meter has fallen silent, and tries the other speed where that is asked. */
  tick(): void {
    const monotonic = this.#monotonic();
    if (this.counts.valid !== this.#groups) this.#lastGroupAt = monotonic;
    this.#groups = this.counts.valid;
    // A line that is closed is no sign of another speed.
    const mute = this.#isOpen && monotonic - this.#lastGroupAt >= TRY_SPEED_MS;
    if (mute && this.#tryOtherSpeed()) this.#reopen();
    if (!this.link.tick(monotonic, this.#now(), this.#searching())) return;
    if (this.link.state === 'silent') this.#events.silent(this.link.quietFor(monotonic));
    this.#events.changed();
  }

  readonly #sourceSettings = () => {
    const { mode, readTimeout, waitAfterFailure } = this.#settings();
    return { readTimeout, waitAfterFailure, baud: BAUD[mode === 'auto' ? this.#speed : mode] };
  };

  #takeFrame(frame: Frame): void {
    const quietMs = this.link.quietFor(this.#monotonic());
    // Noise passes for a group once in days, and for the two ends of a frame each second: that is no meter yet.
    const sound = frame.complete && frame.groups.filter(({ label }) => LABELS.has(label)).length >= LEAST_GROUPS;
    const changed = sound && this.link.frame(this.#monotonic(), this.#now());
    if (sound) {
      this.#lastReported = undefined;
      if (this.#searching()) this.#memory.save(frame.mode);
    }
    this.#events.frame(frame, quietMs);
    if (changed) this.#events.changed();
  }

  #onLost(problem: LinkError): void {
    this.#isOpen = false;
    const changed = this.link.lost(problem, this.#now());
    // A port that has gone and is not there is one piece of news.
    const news =
      problem.kind !== this.#lastReported && !(this.#lastReported === 'hangup' && problem.kind === 'missing');
    if (news) this.#lastReported = problem.kind;
    const fatal = !this.link.everOpened && (problem.kind === 'busy' || problem.kind === 'notTty');
    // Told once, however often the line is tried.
    if (news) this.#events.problem(problem, fatal);
    if (changed) this.#events.changed();
    if (problem.kind === 'quiet') this.#tryOtherSpeed();
  }

  #searching(): boolean {
    return this.#settings().mode === 'auto' && hasSpeed(this.#input);
  }

  #tryOtherSpeed(): boolean {
    if (!this.#searching()) return false;
    this.#speed = this.#speed === 'historique' ? 'standard' : 'historique';
    // The next opening is at this one: `follow` is not to take it for a change of the settings.
    this.#baud = this.#sourceSettings().baud;
    this.#lastGroupAt = this.#monotonic();
    return true;
  }

  #reopen(): void {
    this.#baud = this.#sourceSettings().baud;
    this.#source?.reopen();
  }
}
