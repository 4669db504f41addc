import { type JournalKeeper, MOST_WAITING } from '../journal/pending.ts';
import type { Clock } from './clock.ts';

/** A line whose instant (ms) is still to be told. */
type LineAt = (at: number) => string;

/** A clock set back by no more than this keeps the log's order, ms: the lines wait for it to come round. */
const SMALL_STEP_MS = 60_000;

/**
 * The daily log as the daemon writes it. While the time is not known lines wait, by a clock that no one sets, and are
 * dated when it is: nothing is written under a false day.
 */
export class DayLog {
  readonly #keeper: JournalKeeper;
  readonly #clock: Clock;
  readonly #monotonic: () => number;
  readonly #held: { readonly monotonic: number; readonly lineAt: LineAt }[] = [];
  /** The instant of the last line, ms. */
  #last = Number.NEGATIVE_INFINITY;
  /** Lines given up while the time was not known. */
  #dropped = 0;

  constructor(keeper: JournalKeeper, clock: Clock, monotonic: () => number) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#monotonic = monotonic;
  }

  /** Goes on after the last line that the logs have, of the instant `last` (ms). */
  begin(last: number | undefined): void {
    this.#last = last ?? this.#last;
  }

  /** Lines that no disk has: they wait, or were given up. */
  get lost(): number {
    return this.#held.length + this.#dropped + this.#keeper.waiting + this.#keeper.dropped;
  }

  /** Writes a line of the instant `at`, ms, which is now. */
  write(at: number, lineAt: LineAt): void {
    if (this.#clock.known) {
      this.#put(at, lineAt);
      return;
    }
    this.#held.push({ monotonic: this.#monotonic(), lineAt });
    if (this.#held.length <= MOST_WAITING) return;
    this.#held.shift();
    this.#dropped++;
  }

  /** The time is known: dates and writes what has waited for it. */
  release(): void {
    for (const { monotonic, lineAt } of this.#held.splice(0)) this.#put(this.#clock.instantOf(monotonic), lineAt);
  }

  #put(at: number, lineAt: LineAt): void {
    const back = this.#last - at;
    const ordered = back > 0 && back <= SMALL_STEP_MS ? this.#last : at;
    this.#last = ordered;
    this.#keeper.write(ordered, lineAt(ordered));
  }
}
