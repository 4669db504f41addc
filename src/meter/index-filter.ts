/** Frames in a row that must agree before an index that fell or leapt is believed. */
const AGREEING_FRAMES = 3;
/** The same for an index that fell although serial and contract are unchanged: nothing but an error explains it. */
const STUBBORN_FRAMES = 20;
/** Two values that agree with each other lie no further apart, Wh: frames come by the second. */
const AGREEING_STEP = 10_000;
/** What the largest supply of a home draws, VA, where the meter has not told its own. */
const MOST_VA = 36_000;
/** A Linky cuts off above 1.3 times the subscribed power sooner or later; not at once. */
const EXCESS = 1.5;
/** Whole Wh on both sides, and instants that are known to half a second only, Wh. */
const SLACK = 30;

interface FilteredIndex {
  accepted: number;
  at: number;
  /** Frames that confirmed the accepted value; a first value is on probation until two did. */
  confirmed: number;
  held: number | undefined;
  agreeing: number;
}

/**
 * The second net behind the 6-bit checksum (facts/tic.md 1.2, 8.6): an index that falls, or rises by more than the
 * subscribed power can in the time gone by, is held back until several frames agree.
 */
export class IndexFilter {
  #registers = new Map<string, FilteredIndex>();
  /** Leaps that turned out to be true. */
  #confirmedLeaps = 0;
  /** Values held back since the start. */
  implausible = 0;

  /** Forgets everything: another meter or another contract counts now. */
  restart(): void {
    this.#registers.clear();
  }

  /**
   * The value to believe, in Wh, for an index that the meter says is `value`.
   * @param at instant of the frame, ms
   * @param subscribed subscribed power, VA; undefined while unknown
   */
  accept(key: string, value: number, at: number, subscribed: number | undefined): number {
    const register = this.#registers.get(key);
    if (!register) {
      this.#registers.set(key, { accepted: value, at, confirmed: 0, held: undefined, agreeing: 0 });
      return value;
    }
    if (value >= register.accepted && value - register.accepted <= this.#mostRise(at - register.at, subscribed)) {
      Object.assign(register, { accepted: value, at, confirmed: register.confirmed + 1, held: undefined, agreeing: 0 });
      return value;
    }
    const { held, confirmed, accepted } = register;
    register.agreeing = held !== undefined && agree(held, value) ? register.agreeing + 1 : 1;
    register.held = value;
    const falls = value < accepted;
    if (register.agreeing >= (falls && confirmed >= 2 ? STUBBORN_FRAMES : AGREEING_FRAMES)) {
      if (!falls) this.#confirmedLeaps++;
      Object.assign(register, { accepted: value, at, confirmed: AGREEING_FRAMES, held: undefined, agreeing: 0 });
      return value;
    }
    this.implausible++;
    return accepted;
  }

  /** What an index can have risen by in so many ms, Wh. */
  #mostRise(elapsed: number, subscribed: number | undefined): number {
    // Leap after leap proved true: this stream runs faster than the clock, as a replay or a simulation does.
    if (this.#confirmedLeaps >= 2) return AGREEING_STEP;
    return ((subscribed ?? MOST_VA) * EXCESS * Math.max(0, elapsed)) / 3_600_000 + SLACK;
  }
}

const agree = (before: number, after: number): boolean => after >= before && after - before <= AGREEING_STEP;
