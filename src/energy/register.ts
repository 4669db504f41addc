/** The value of an index at an instant: ms since 1970 UTC, Wh. */
export interface Mark {
  readonly at: number;
  readonly wh: number;
}

/** One index as it is followed from record to record. */
export interface Register {
  /** The last value that is believed. */
  last: Mark;
  /** A later value that cannot follow from it: a bad line, or the start of a new segment; the next value tells. */
  held: Mark | undefined;
}

/** Energy between two instants: what the index rose by, never negative. */
export interface Step {
  readonly from: Mark;
  readonly to: Mark;
  /** Where a new segment began just before, the two values that do not follow from each other. */
  readonly broken: Break | undefined;
}

/** An index fell (another meter) or rose by more than a home can draw (a bad line, another meter): not energy. */
export interface Break {
  readonly kind: 'fall' | 'leap';
  readonly from: Mark;
  readonly to: Mark;
}

/** The largest supply of a home, W. */
const MOST_WATTS = 36_000;
/** The log has whole seconds and its clock is corrected now and then: so much more time may have passed, ms. */
const CLOCK_SLACK_MS = 2000;

/** Whether an index can rise by so many Wh in so many ms on one meter. Within one second of the log any rise can. */
export function canRise(wh: number, elapsed: number): boolean {
  return wh >= 0 && (elapsed === 0 || wh * 3_600_000 <= MOST_WATTS * (elapsed + CLOCK_SLACK_MS));
}

const follows = (before: Mark, after: Mark): boolean => canRise(after.wh - before.wh, after.at - before.at);

export const breakOf = (from: Mark, to: Mark): Break => ({ kind: to.wh < from.wh ? 'fall' : 'leap', from, to });

/**
 * Moves a register to its next value.
 * @returns the energy that is now known, or undefined while the value is held. A single wrong value between two
 *   right ones costs nothing: the step goes over it. Two values in a row that agree with each other only begin a new
 *   segment at the first of them.
 */
export function advance(register: Register, mark: Mark): Step | undefined {
  const { last, held } = register;
  const from = follows(last, mark) ? last : held && follows(held, mark) ? held : undefined;
  if (!from) {
    register.held = mark;
    return undefined;
  }
  register.last = mark;
  register.held = undefined;
  return { from, to: mark, broken: from === last ? undefined : breakOf(last, from) };
}
