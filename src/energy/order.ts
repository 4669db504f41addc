import type { Stretch } from '../time/local.ts';
import type { EnergyRecord } from './record.ts';
import { canRise } from './rise.ts';

const HOUR_MS = 3_600_000;
/** A time that falls by less is a clock that was corrected, ms. */
const CORRECTION_MS = 60_000;
/** How long nothing may have been written before a clock was set, ms; what 36 kVA draw in that time, Wh. */
const PAUSE_MS = 600_000;
const PAUSE_WH = 6000;
/** How long a clock may stay wrong after a start, ms: until the network tells the time. */
const MAX_START_MS = 3_600_000;
/** Parts that are put in their place one by one. A log with more of them is disorder as a whole, and sorted. */
const MAX_PARTS = 500;

/** The records of one local day. */
interface Ordered {
  /** In the order of time. */
  readonly records: readonly EnergyRecord[];
  /** Records left out as those of a false clock. */
  readonly leftOut: number;
}

/**
 * Puts the records of one local day in the order of time.
 * @param written in the order in which they were written, of October's doubled hour all as in the first one
 */
export function inOrderOfTime(written: readonly EnergyRecord[]): Ordered {
  const [first = [], ...parts] = partsOf(inTheirHour(written));
  if (parts.length > MAX_PARTS) {
    const records = [first, ...parts].flat().sort((a, b) => a.at - b.at);
    return { records, leftOut: 0 };
  }
  // Nearly every log: to know what each record is would cost more than all else.
  if (parts.length === 0) return { records: first, leftOut: 0 };
  const order = new Order(first);
  for (const part of parts) order.place(part);
  return order;
}

const inTheirHour = (written: readonly EnergyRecord[]): EnergyRecord[] => {
  const hour = new DoubledHour();
  return written.map((record) => hour.dated(record));
};

/**
 * Dates the records of a local day, one by one in the order in which they were written: in October's doubled hour as of the
 * second of the two where the time or an index shows it. What comes later changes no date.
 */
export class DoubledHour {
  #before: EnergyRecord | undefined;
  /** The first one of the second hour that the record before is in. */
  #first: EnergyRecord | undefined;
  /** No time in these, ms, comes twice. */
  #plain: Stretch = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

  /** @param record as in the first of the two hours */
  dated(record: EnergyRecord): EnergyRecord {
    const before = this.#before;
    this.#before = record;
    if (!this.#isDoubled(record.at)) {
      this.#first = undefined;
      return record;
    }
    const second = { ...record, at: record.at + HOUR_MS };
    const goesOn = this.#first !== undefined && !falls(this.#first, record);
    if (before === undefined || !(goesOn || begins(before, record, second))) return record;
    this.#before = second;
    this.#first ??= second;
    return second;
  }

  /**
   * Whether the clock shows the same once more an hour later. Days have thousands of lines: the calendar is asked once for
   * an hour of them.
   */
  #isDoubled(at: number): boolean {
    const { from, to } = this.#plain;
    if (at >= from && at <= to) return false;
    const offset = offsetAt(at);
    if (offsetAt(at + 2 * HOUR_MS) !== offset) return offsetAt(at + HOUR_MS) - offset === HOUR_MS / 60_000;
    this.#plain = { from: at, to: at + HOUR_MS };
    return false;
  }
}

/** What the clock is behind UTC, min. */
const offsetAt = (at: number): number => new Date(at).getTimezoneOffset();

/** Whether a record is the first one in the second hour. */
function begins(before: EnergyRecord, record: EnergyRecord, second: EnergyRecord): boolean {
  if (falls(before, record)) return false;
  if (record.at < before.at) return record.at <= before.at - CORRECTION_MS;
  return !follows(before, record) && follows(before, second);
}

/** Cuts records where their time falls; where that is a clock that was corrected, they get the time before it. */
function partsOf(records: readonly EnergyRecord[]): EnergyRecord[][] {
  const parts: EnergyRecord[][] = [];
  let before: EnergyRecord | undefined;
  for (const record of records) {
    let next = record;
    if (!before) parts.push([]);
    else if (record.at < before.at) {
      if (before.at - record.at < CORRECTION_MS && !falls(before, record)) next = { ...record, at: before.at };
      else parts.push([]);
    }
    parts.at(-1)?.push(next);
    before = next;
  }
  return parts;
}

/** Records in the order of time, to which parts are added in the order in which they were written. */
class Order implements Ordered {
  records: EnergyRecord[];
  leftOut = 0;
  readonly #known = new Set<string>();
  /** The record that was written last. */
  #written: EnergyRecord | undefined;

  constructor(records: EnergyRecord[]) {
    this.records = records;
    this.#written = records.at(-1);
    for (const record of records) this.#known.add(identityOf(record));
  }

  place(part: readonly EnergyRecord[]): void {
    const own = part.filter((record) => !this.#known.has(identityOf(record)));
    const [first] = own;
    const before = first && (part[part.indexOf(first) - 1] ?? this.#written);
    this.#written = part.at(-1);
    if (!first) return;
    const joined = joinedByTime(this.records, own);
    if (joined) this.records = joined;
    else this.#decide(own, before !== undefined && risesBeyondPause(before, first));
    for (const record of own) this.#known.add(identityOf(record));
  }

  /**
   * Of two lists that cannot both be right, leaves out of what they have at the same time what lasts less long.
   * @param isStart the meter counted for longer than a pause before the part, which was written after a start
   */
  #decide(part: readonly EnergyRecord[], isStart: boolean): void {
    const [start, end] = [(part[0] as EnergyRecord).at, (this.records.at(-1) as EnergyRecord).at];
    const [kept, here] = cutAt(this.records, ({ at }) => at >= start);
    const [inPart, rest] = cutAt(part, ({ at }) => at > end);
    const isUnderOldClock = isStart && rest.length === 0 && lastsMs(inPart) <= MAX_START_MS;
    const isPartWrong = isUnderOldClock || lastsMs(inPart) <= lastsMs(here);
    const wrong = isPartWrong ? inPart : here;
    const [before, after] = isPartWrong ? [this.records, rest] : [kept, part];
    this.leftOut += wrong.length;
    const unseenMs = PAUSE_MS + lastsMs(wrong);
    // The energy of lines that begin or end a log is not lost: their first and last values stand for them.
    const ahead = before.length > 0 ? before : wrong.slice(0, 1).map((record) => ({ ...record, at: start }));
    const behind = after.length > 0 ? after : wrong.slice(-1).map((record) => ({ ...record, at: end }));
    const [first, ...others] = behind as [EnergyRecord, ...EnergyRecord[]];
    const next = { ...first, unseenMs };
    const isRise = follows(ahead.at(-1) as EnergyRecord, next);
    this.records = [
      ...(before.length > 0 || isRise ? ahead : []),
      ...(after.length > 0 || isRise ? [next, ...others] : []),
    ];
  }
}

/** A list as its items before the first one that `test` accepts, and the others. */
function cutAt<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const found = list.findIndex(test);
  const place = found < 0 ? list.length : found;
  return [list.slice(0, place), list.slice(place)];
}

const lastsMs = (records: readonly EnergyRecord[]): number => (records.at(-1)?.at ?? 0) - (records[0]?.at ?? 0);

/** Two lists in the order of time as one; undefined where a record does not follow from one of the other list before it. */
function joinedByTime(one: readonly EnergyRecord[], other: readonly EnergyRecord[]): EnergyRecord[] | undefined {
  const joined: EnergyRecord[] = [];
  let [i, j, wasOne] = [0, 0, true];
  while (i < one.length || j < other.length) {
    const [a, b] = [one[i], other[j]];
    const isOne = b === undefined || (a !== undefined && a.at <= b.at);
    const next = (isOne ? a : b) as EnergyRecord;
    const before = joined.at(-1);
    if (before && isOne !== wasOne && !follows(before, next)) return undefined;
    joined.push(next);
    wasOne = isOne;
    if (isOne) i++;
    else j++;
  }
  return joined;
}

const identityOf = ({ at, indexes, injectionIndex }: EnergyRecord): string =>
  `${at} ${JSON.stringify(indexes)} ${injectionIndex}`;

/** The index values that two records both have: before and after, Wh. */
function* commonValues(before: EnergyRecord, after: EnergyRecord): Generator<readonly [before: number, after: number]> {
  for (const [key, wh] of Object.entries(before.indexes)) {
    const later = after.indexes[key];
    if (later !== undefined) yield [wh, later];
  }
  if (before.injectionIndex !== undefined && after.injectionIndex !== undefined)
    yield [before.injectionIndex, after.injectionIndex];
}

function falls(before: EnergyRecord, after: EnergyRecord): boolean {
  for (const [wh, later] of commonValues(before, after)) if (later < wh) return true;
  return false;
}

function follows(before: EnergyRecord, after: EnergyRecord): boolean {
  for (const [wh, later] of commonValues(before, after))
    if (!canRise(later - wh, after.at - before.at + (after.unseenMs ?? 0))) return false;
  return true;
}

function risesBeyondPause(before: EnergyRecord, after: EnergyRecord): boolean {
  for (const [wh, later] of commonValues(before, after)) if (later - wh > PAUSE_WH) return true;
  return false;
}
