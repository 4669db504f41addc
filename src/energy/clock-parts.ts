import { MINUTES_OF_DAY, minuteOf } from '../time/clock-range.ts';
import { type Day, dayOf, type Stretch } from '../time/local.ts';
import { DAYS, type TimeParts } from './time-parts.ts';

const MINUTE_MS = 60_000;

/** The parts of a local day: its bounds, then the instants at which they begin. */
interface CutDay extends Stretch {
  readonly starts: readonly number[];
}

/**
 * Local days cut whenever clocks show certain times, each part known by the instant that it begins at, ms. On the days on
 * which clocks are changed a time may be skipped, and the part is cut where they go past it; or it comes twice.
 */
export class ClockParts implements TimeParts<number> {
  /** The times, in minutes since local midnight, which is one of them. */
  readonly minutes: readonly number[];
  /** The day that was asked for last: nearly all instants are on it. */
  #day: CutDay = { from: 0, to: 0, starts: [] };

  constructor(minutes: readonly number[]) {
    this.minutes = [...new Set([0, ...minutes.map((minute) => minute % MINUTES_OF_DAY)])].sort((a, b) => a - b);
  }

  keyOf(at: number): number {
    const { from, starts } = this.#dayAt(at);
    return lastUpTo(starts, at) ?? from;
  }

  boundsOf(from: number): Stretch {
    const { to, starts } = this.#dayAt(from);
    return { from, to: starts.find((start) => start > from) ?? to };
  }

  /** The parts of a day, in order. */
  partsOf(day: Day): Stretch[] {
    return this.#dayAt(DAYS.boundsOf(day).from).starts.map((from) => this.boundsOf(from));
  }

  /** The time at which a part begins; of one that begins after it, as the clocks were changed, the time that was skipped. */
  minuteOf(from: number): number {
    return this.#minuteBefore(minuteOf(from));
  }

  #minuteBefore(minute: number): number {
    return lastUpTo(this.minutes, minute) ?? 0;
  }

  #dayAt(at: number): CutDay {
    if (at < this.#day.from || at >= this.#day.to) {
      const bounds = DAYS.boundsOf(dayOf(at));
      this.#day = { ...bounds, starts: this.#startsIn(bounds) };
    }
    return this.#day;
  }

  #startsIn({ from, to }: Stretch): number[] {
    if (to - from === MINUTES_OF_DAY * MINUTE_MS) return this.minutes.map((minute) => from + minute * MINUTE_MS);
    // A day on which the clocks are changed: what they show is asked for each minute of it.
    const starts: number[] = [];
    let before: number | undefined;
    for (let at = from; at < to; at += MINUTE_MS) {
      const cut = this.#minuteBefore(minuteOf(at));
      if (cut !== before) starts.push(at);
      before = cut;
    }
    return starts;
  }
}

/** The last one of ascending numbers that is not above a limit. */
function lastUpTo(numbers: readonly number[], limit: number): number | undefined {
  let last: number | undefined;
  for (const each of numbers) if (each <= limit) last = each;
  return last;
}
