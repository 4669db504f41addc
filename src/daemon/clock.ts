/** Whom the time is taken from: nobody yet, the machine (known to be right, or not), the log that goes on, the meter. */
export type TimeSource = 'unset' | 'system' | 'unverified' | 'log' | 'meter';

/** The time jumped by more than this from one look to the next, ms: a clock that is slewed moves by a millisecond. */
const STEP_MS = 2000;
/** A clock may be behind the last line of the log, or behind the program, by this much, ms. */
export const BEHIND_MS = 60_000;
/** A log that is further ahead of a clock that may be right was written under a false one itself, ms. */
const MOST_BEHIND_MS = 7 * 86_400_000;
/**
 * The meter's time is followed by this part of the difference at each frame: it has whole seconds, and is read in pieces
 * of half a second, which must not show. The clock that no one sets goes wrong by some seconds a day.
 */
const FOLLOWED = 1 / 256;
/** A meter that differs by more was away for weeks, or was set itself, ms. */
const MOST_DRIFT_MS = 5000;

export interface ClockOptions {
  /** The machine's clock, ms since 1970. */
  readonly wall: () => number;
  /** Ms of a clock that no one sets. */
  readonly monotonic: () => number;
  /** Whether the machine's clock is known to be right; undefined where nothing tells. */
  readonly synchronised: () => boolean | undefined;
  /** Before these it cannot be, ms: the program was not written yet, the log goes further. */
  readonly earliestClock: number;
  readonly lastLogged: () => number | undefined;
  /** How long a clock that is not known to be right is waited for, ms (CLOCK_WAIT). */
  readonly clockWaitMs: () => number;
}

export interface ClockEvents {
  /** The time is taken from somebody else now. */
  readonly changed: (source: TimeSource) => void;
  /** The time has jumped by so many ms; after the first time it was known, this is an event of its own. */
  readonly stepped: (ms: number, wasKnown: boolean) => void;
}

/**
 * What time it is, and whether that is known. A Raspberry Pi has no clock of its own: it starts in the past, and jumps
 * by hours or years when the network gives it the time.
 */
export class Clock {
  readonly #options: ClockOptions;
  readonly #events: ClockEvents;
  readonly #began: number;
  #source: TimeSource = 'unset';
  /** How far a time that is not the machine's is ahead of the monotonic clock, ms. */
  #ahead = 0;
  /** The same of the time in force, at the last look. */
  #offset: number;

  constructor(options: ClockOptions, events: ClockEvents) {
    this.#options = options;
    this.#events = events;
    this.#began = options.monotonic();
    this.#offset = options.wall() - this.#began;
  }

  get source(): TimeSource {
    return this.#source;
  }

  /** Lines may be written: the time is known, or was waited for long enough. */
  get known(): boolean {
    return this.#source !== 'unset';
  }

  /** The best time there is, ms since 1970. */
  now(): number {
    const { wall, monotonic } = this.#options;
    return this.#source === 'meter' || this.#source === 'log' ? monotonic() + this.#ahead : wall();
  }

  /** The instant, as it is known now, of a moment of the monotonic clock. */
  instantOf(monotonic: number): number {
    return monotonic + this.now() - this.#options.monotonic();
  }

  /** Looks whether the time has jumped. */
  checkForStep(): void {
    const offset = this.now() - this.#options.monotonic();
    const step = offset - this.#offset;
    this.#offset = offset;
    if (Math.abs(step) >= STEP_MS) this.#events.stepped(step, this.known);
  }

  /** Looks also whether the machine's clock is right by now. */
  tick(): void {
    this.checkForStep();
    if (this.#source === 'system') return;
    const { wall, monotonic, synchronised, clockWaitMs } = this.#options;
    const right = synchronised();
    if (right === true || (right === undefined && wall() >= this.#earliest)) this.#switchTo('system');
    else if (this.#source === 'unset' && monotonic() - this.#began >= clockWaitMs()) this.#fallBack();
  }

  /** The meter says what time it is: taken where the machine does not know. @param offset ahead of the monotonic clock, ms */
  applyMeterTime(offset: number): void {
    if (this.#source === 'system' || this.#options.monotonic() + offset < this.#earliest) return;
    if (this.#source !== 'meter') {
      this.#ahead = offset;
      this.#switchTo('meter');
      return;
    }
    const drift = offset - this.#ahead;
    this.#ahead += Math.abs(drift) > MOST_DRIFT_MS ? drift : drift * FOLLOWED;
    this.checkForStep();
  }

  get #earliest(): number {
    const { earliestClock, lastLogged } = this.#options;
    return Math.max(earliestClock, lastLogged() ?? 0) - BEHIND_MS;
  }

  /** Nobody tells: the log's last line is nearer to the truth than a clock that is behind it, and lines keep their order. */
  #fallBack(): void {
    const { wall, earliestClock, lastLogged } = this.#options;
    const [now, last] = [wall(), lastLogged()];
    const isBehind = last !== undefined && now < last && (now < earliestClock || last - now <= MOST_BEHIND_MS);
    if (isBehind) this.#ahead = last - this.#began;
    this.#switchTo(isBehind ? 'log' : 'unverified');
  }

  #switchTo(source: TimeSource): void {
    const wasKnown = this.known;
    this.#source = source;
    const offset = this.now() - this.#options.monotonic();
    const step = offset - this.#offset;
    this.#offset = offset;
    if (Math.abs(step) >= STEP_MS) this.#events.stepped(step, wasKnown);
    this.#events.changed(source);
  }
}
