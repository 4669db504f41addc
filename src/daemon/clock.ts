import { EventEmitter } from 'node:events';
import type { DaemonOptions } from './options.ts';

/**
 * Where the time comes from: nowhere yet (unset), the machine (known to be right, or unverified), the log (time goes on
 * from its last line), the meter.
 */
export type TimeSource = 'unset' | 'system' | 'unverified' | 'log' | 'meter';

/** A jump of the time by more than this between two checks is a step (ms); a clock that is slewed moves by a millisecond. */
const STEP_MS = 2000;
/** How far behind the last line of the log, or the program's own date, a right clock may be, ms. */
export const MAX_BEHIND_MS = 60_000;
/** A log that is further ahead of a possible clock was itself written under a false one (ms). */
const MAX_LOG_AHEAD_MS = 7 * 86_400_000;
/**
 * The part of the difference by which each frame corrects the time taken from the meter: DATE has whole seconds, and
 * its frame may be read half a second late, which must not show. The monotonic clock drifts by some seconds a day.
 */
const CORRECTION = 1 / 256;
/** A meter that differs by more than this was away for weeks, or was set itself (ms): it is followed at once. */
const MAX_DRIFT_MS = 5000;

/** The machine's clocks, and what is known about them. */
type ClockOptions = Pick<DaemonOptions, 'now' | 'monotonic' | 'synchronised' | 'earliestClock'>;

export interface ClockEvents {
  /** The time comes from another source now; also at the start. */
  source: [source: TimeSource];
  /** The time has jumped by this many ms; `wasKnown`: lines may have been written by the old time. */
  stepped: [ms: number, wasKnown: boolean];
}

/**
 * What time it is, and whether that is known. A Raspberry Pi has no battery-backed clock: it starts in the past, and jumps
 * by hours or years when the network gives it the time.
 */
export class Clock extends EventEmitter<ClockEvents> {
  readonly #options: ClockOptions;
  readonly #waitMs: () => number;
  readonly #startedAt: number;
  #source: TimeSource = 'unset';
  #lastLogged: number | undefined;
  /** Of a time that is not the machine's: how far it is ahead of the monotonic clock, ms. */
  #ownOffset = 0;
  /** How far the time in force was ahead of the monotonic clock at the last check, ms. */
  #checkedOffset: number;

  /** @param waitMs how long to wait for a clock that is not known to be right (CLOCK_WAIT); 0: it is believed as it is */
  constructor(options: ClockOptions, waitMs: () => number) {
    super();
    this.#options = options;
    this.#waitMs = waitMs;
    this.#startedAt = options.monotonic();
    this.#checkedOffset = options.now() - this.#startedAt;
  }

  /** Lines may be written: the time is known, or was waited for long enough. */
  get known(): boolean {
    return this.#source !== 'unset';
  }

  /** @param lastLogged the instant of the last line that the log has already, ms */
  start(lastLogged: number | undefined): void {
    this.#lastLogged = lastLogged;
    this.tick();
    if (!this.known) this.emit('source', 'unset');
  }

  /** The best time there is, ms since 1970. */
  now(): number {
    const { now, monotonic } = this.#options;
    return this.#source === 'meter' || this.#source === 'log' ? monotonic() + this.#ownOffset : now();
  }

  /** The instant, as it is known now, of a moment of the monotonic clock; both ms. */
  instantOf(monotonic: number): number {
    return monotonic + this.#offset();
  }

  checkForStep(): void {
    this.#emitStep(this.known);
  }

  /** Checks for a step, and whether the machine's clock is right by now. */
  tick(): void {
    this.checkForStep();
    if (this.#source === 'system') return;
    const waitedMs = this.#options.monotonic() - this.#startedAt;
    if (this.#isWallRight()) this.#switchTo('system');
    else if (this.#source === 'unset' && waitedMs >= this.#waitMs()) this.#fallBack();
  }

  /** Takes the meter's time, where the machine's is not known. @param offset ahead of the monotonic clock, ms */
  applyMeterTime(offset: number): void {
    if (this.#source === 'system' || this.#options.monotonic() + offset < this.#earliest) return;
    if (this.#source !== 'meter') {
      this.#ownOffset = offset;
      this.#switchTo('meter');
      return;
    }
    const drift = offset - this.#ownOffset;
    this.#ownOffset += Math.abs(drift) > MAX_DRIFT_MS ? drift : drift * CORRECTION;
    this.checkForStep();
  }

  #isWallRight(): boolean {
    const { now, synchronised } = this.#options;
    return this.#waitMs() === 0 || (synchronised() ?? now() >= this.#earliest);
  }

  get #earliest(): number {
    return Math.max(this.#options.earliestClock, this.#lastLogged ?? 0) - MAX_BEHIND_MS;
  }

  /** Nothing tells the time: the log's last line is nearer to the truth than a clock behind it, and lines keep their order. */
  #fallBack(): void {
    const { earliestClock } = this.#options;
    const [now, last] = [this.#options.now(), this.#lastLogged];
    const isBehind = last !== undefined && now < last && (now < earliestClock || last - now <= MAX_LOG_AHEAD_MS);
    if (isBehind) this.#ownOffset = last - this.#startedAt;
    this.#switchTo(isBehind ? 'log' : 'unverified');
  }

  #switchTo(source: TimeSource): void {
    const wasKnown = this.known;
    this.#source = source;
    this.#emitStep(wasKnown);
    this.emit('source', source);
  }

  #emitStep(wasKnown: boolean): void {
    const before = this.#checkedOffset;
    this.#checkedOffset = this.#offset();
    const step = this.#checkedOffset - before;
    if (Math.abs(step) >= STEP_MS) this.emit('stepped', step, wasKnown);
  }

  /** How far the time in force is ahead of the monotonic clock, ms. */
  #offset(): number {
    return this.now() - this.#options.monotonic();
  }
}
