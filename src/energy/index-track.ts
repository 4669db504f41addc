/** The value of an index at an instant: ms since 1970 UTC, Wh. */
export interface IndexSample {
  readonly at: number;
  readonly wh: number;
}

/** One index as it is followed from record to record. */
export interface IndexTrack {
  /** The last value that is believed. */
  last: IndexSample;
  /** A later value that cannot follow from it: a bad line, or the start of a new segment; the next value tells. */
  held: IndexSample | undefined;
  /** Wh at the end of each of the last days with records, the oldest first; at its beginning where it is younger. */
  readonly ends: number[];
  /** What was counted before the present segment began, a few days back. */
  past: Segment[];
}

/**
 * A segment that has ended. Under a clock that was wrong, lines are dated among those of other days: their values were
 * counted already, or are by those that come, and no Wh counts twice.
 */
interface Segment {
  /** Wh: values from here up to `last` are counted. */
  readonly least: number;
  last: IndexSample;
  /** Days for which it is still remembered: another meter may have the same values later. */
  days: number;
}

/** Energy between two instants: what the index rose by, never negative. */
export interface Step {
  readonly from: IndexSample;
  readonly to: IndexSample;
  /** What of the rise was not counted before, Wh. */
  readonly wh: number;
  /** Where a new segment began just before, the two values that do not follow from each other. */
  readonly broken: Discontinuity | undefined;
}

/** An index fell (another meter) or rose by more than a home can draw (a bad line, another meter): not energy. */
export interface Discontinuity {
  readonly kind: 'fall' | 'leap';
  readonly from: IndexSample;
  readonly to: IndexSample;
}

/** The largest supply of a home, W. */
const MOST_WATTS = 36_000;
/** The log has whole seconds and its clock is corrected now and then: so much more time may have passed, ms. */
const CLOCK_SLACK_MS = 2000;
/** A clock is wrong by fewer days, or for fewer. */
export const MEMORY_DAYS = 7;
/** Segments remembered at once; noise makes more. */
const MOST_PAST = 4;

/** Whether an index can rise by so many Wh in so many ms on one meter. Within one second of the log any rise can. */
export function canRise(wh: number, elapsed: number): boolean {
  return wh >= 0 && (elapsed === 0 || wh * 3_600_000 <= MOST_WATTS * (elapsed + CLOCK_SLACK_MS));
}

const follows = (before: IndexSample, after: IndexSample): boolean =>
  canRise(after.wh - before.wh, after.at - before.at);

export const discontinuityOf = (from: IndexSample, to: IndexSample): Discontinuity => ({
  kind: to.wh < from.wh ? 'fall' : 'leap',
  from,
  to,
});

export const newTrack = (mark: IndexSample): IndexTrack => ({ last: mark, held: undefined, ends: [mark.wh], past: [] });

/**
 * Moves a register to its next value.
 * @returns the energy that is now known, or undefined while the value is held. A single wrong value between two
 *   right ones costs nothing: the step goes over it. Two values in a row that agree with each other only begin a new
 *   segment at the first of them, until a value comes that goes on from the one before it.
 */
export function advance(register: IndexTrack, mark: IndexSample): Step | undefined {
  const { last, held, past } = register;
  if (follows(last, mark)) return step(register, last, mark);
  const resumed = past.find((each) => follows(each.last, mark));
  const from = resumed?.last ?? (held && follows(held, mark) ? held : undefined);
  if (!from) {
    register.held = mark;
    return undefined;
  }
  register.past = past.filter((each) => each !== resumed);
  closeSegment(register);
  register.ends.splice(0, register.ends.length, resumed?.least ?? from.wh);
  const isKnown = register.past.some(({ least, last: { wh } }) => least <= from.wh && from.wh <= wh);
  return step(register, from, mark, resumed || isKnown ? undefined : discontinuityOf(last, from));
}

function step(register: IndexTrack, from: IndexSample, to: IndexSample, broken?: Discontinuity): Step {
  const wh = newEnergy(register, from, to);
  commit(register, to);
  return { from, to, wh, broken };
}

/** What of a rise no earlier segment has counted, Wh. */
export function newEnergy({ past }: IndexTrack, from: IndexSample, to: IndexSample): number {
  let wh = to.wh - from.wh;
  for (const { least, last } of past) wh -= Math.max(0, Math.min(to.wh, last.wh) - Math.max(from.wh, least));
  return wh;
}

/** The register has this value, which goes on from its last one; an earlier segment that it has passed is one with it. */
export function commit(register: IndexTrack, mark: IndexSample): void {
  register.last = mark;
  register.held = undefined;
  if (register.past.length === 0) return;
  const { ends } = register;
  register.past = register.past.filter(({ least, last }) => {
    const passed = last.wh <= mark.wh && last.wh >= (ends[0] as number);
    if (passed) ends[0] = Math.min(ends[0] as number, least);
    return !passed;
  });
}

/** Another day begins. */
export function nextDay(register: IndexTrack): void {
  const { ends, last, past } = register;
  ends.push(last.wh);
  if (ends.length > MEMORY_DAYS) ends.shift();
  if (past.length > 0) register.past = past.filter((each) => --each.days > 0);
}

/** The clock was set back to the instant `at`, ms: what was before it is not later. */
export function setBack(register: IndexTrack, at: number): void {
  const notAfter = (mark: IndexSample): IndexSample => (mark.at <= at ? mark : { ...mark, at });
  register.last = notAfter(register.last);
  if (register.held) register.held = notAfter(register.held);
  for (const each of register.past) each.last = notAfter(each.last);
}

/** Ends the present segment; what overlaps with an earlier one is one with it. */
function closeSegment(register: IndexTrack): void {
  let [least, last] = [register.ends[0] as number, register.last];
  const apart = register.past.filter((each) => {
    if (each.last.wh < least || last.wh < each.least) return true;
    least = Math.min(least, each.least);
    if (each.last.wh > last.wh) last = each.last;
    return false;
  });
  register.past = [...apart, { least, last, days: MEMORY_DAYS }].slice(-MOST_PAST);
}
