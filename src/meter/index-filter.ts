import { AGREEING_FRAMES, Debounced } from './debounced.ts';

/** Agreeing frames for an index that fell although serial and contract are unchanged: only an error explains that. */
const AGREEING_FRAMES_FALL = 20;
/** Frames after which an accepted value is certain; a first value may itself be damaged. */
const CERTAIN_FRAMES = 2;
/** Largest step between two values that agree, Wh: frames come each second. */
const AGREEING_STEP_WH = 10_000;
/** What the largest supply of a home draws, VA, where the meter has not sent its own limit. */
const MAX_VA = 36_000;
/** A Linky tolerates up to 1.3 times the subscribed power for a while before it cuts off. */
const EXCESS = 1.5;
/** Two values in whole Wh, at instants that are known to half a second only. */
const SLACK_WH = 30;

interface FilteredIndex {
  /** The last plausible value, Wh, and the instant of its frame, ms. */
  readonly accepted: Debounced<number>;
  at: number;
  /** Frames that confirmed the accepted value. */
  confirmed: number;
}

/**
 * The second net behind the 6-bit checksum, which lets 1 damaged group in 64 through: an index that falls, or rises by
 * more than the subscribed power can in the time gone by, is held back until several frames agree.
 */
export class IndexFilter {
  readonly #indexes = new Map<string, FilteredIndex>();
  /** Leaps that turned out to be true. */
  #confirmedLeaps = 0;
  /** Values held back since the start. */
  implausible = 0;

  /** Forgets everything: another meter or another contract counts now. */
  restart(): void {
    this.#indexes.clear();
  }

  /**
   * The value to believe, in Wh, when the meter sends `value`.
   * @param at instant of the frame, ms
   * @param subscribed subscribed power, VA; undefined while unknown
   */
  accept(key: string, value: number, at: number, subscribed: number | undefined): number {
    const index = this.#indexes.get(key) ?? { accepted: new Debounced<number>({ agree }), at, confirmed: -1 };
    this.#indexes.set(key, index);
    const { value: accepted = value } = index.accepted;
    const falls = value < accepted;
    const isPlausible = !falls && value - accepted <= this.#maxRise(at - index.at, subscribed);
    const needed = falls && index.confirmed >= CERTAIN_FRAMES ? AGREEING_FRAMES_FALL : AGREEING_FRAMES;
    index.accepted.take(value, isPlausible ? 1 : needed);
    if (index.accepted.value !== value) {
      this.implausible++;
      return accepted;
    }
    if (!isPlausible && !falls) this.#confirmedLeaps++;
    index.confirmed = isPlausible ? index.confirmed + 1 : AGREEING_FRAMES;
    index.at = at;
    return value;
  }

  /** What an index can have risen by in this time, Wh. */
  #maxRise(elapsedMs: number, subscribed: number | undefined): number {
    // Two leaps proved true: this stream runs faster than the clock, as a replay or a simulation does.
    if (this.#confirmedLeaps >= 2) return AGREEING_STEP_WH;
    return ((subscribed ?? MAX_VA) * EXCESS * Math.max(0, elapsedMs)) / 3_600_000 + SLACK_WH;
  }
}

const agree = (before: number, after: number): boolean => after >= before && after - before <= AGREEING_STEP_WH;
