import { type Day, dayOf } from '../time/local.ts';
import { type FlatRecord, flatten, hasSame, indexesOf, type Shape, unflatten } from './flat-record.ts';
import { StepCounts, TimeBetween } from './gaps.ts';
import { inOrderOfTime } from './order.ts';
import { PeakDays } from './peak-days.ts';
import { type EnergyRecord, type IndexValues, injectedPower } from './record.ts';
import { canRise } from './rise.ts';

/**
 * Records of one local day that go on from each other: each has the same indexes, and these only rise. What an index
 * counted over a run is its last value minus its first. A day is one run; more where its log is odd.
 */
export interface Run {
  readonly first: EnergyRecord;
  /** The record after the first: a first value that cannot follow from the run before is believed if this one does. */
  readonly second: IndexValues | undefined;
  /** The record before the last, of three or more: a last value from which the next run cannot follow is taken back. */
  readonly beforeLast: IndexValues | undefined;
  /** The last record; the first one again in a run of one. */
  readonly last: IndexValues;
  /** Periods of the second and the last record, as the log writes them. */
  readonly secondCode: string;
  readonly lastCode: string;
  readonly records: number;
  /** Highest mean power of a series, VA. */
  readonly maximumVa: number | undefined;
  /** Longest time between two records of the day that is no hole, ms. */
  readonly gapLimit: number;
  /** Sums over the time between the records of the run; the time before the first one is not part of them. */
  readonly coveredMs: number;
  readonly injectedVaMs: number;
  /** Days whose mobile peak ran: by the period of two records in a row. */
  readonly peakDays: readonly Day[];
  /** Days whose mobile peak ran because HPM rose between the second record and the one before the last. */
  readonly risenPeakDays: readonly Day[];
}

/** The runs that records make, in the order in which they were written. */
export function runsOf(records: Iterable<EnergyRecord>): Run[] {
  const days = new Map<Day, EnergyRecord[]>();
  for (const record of records) {
    const day = dayOf(record.at);
    const known = days.get(day);
    if (known) known.push(record);
    else days.set(day, [record]);
  }
  return [...days.keys()].sort().flatMap((day) => {
    const builder = new RunBuilder();
    for (const record of inOrderOfTime(days.get(day) ?? []).records) builder.add(flatten(record));
    return builder.finish();
  });
}

/** A run whose day has not ended: which time between its records is a hole is not known yet. */
interface OpenRun extends Omit<Run, 'gapLimit' | 'coveredMs' | 'injectedVaMs'> {
  readonly time: TimeBetween;
}

/** Written out: a copy of all but one thing makes V8 a new kind of object each time. */
function runOf(open: OpenRun, gapLimit: number): Run {
  const { coveredMs, injectedVaMs } = open.time.sums(gapLimit);
  return {
    first: open.first,
    second: open.second,
    beforeLast: open.beforeLast,
    last: open.last,
    secondCode: open.secondCode,
    lastCode: open.lastCode,
    records: open.records,
    maximumVa: open.maximumVa,
    peakDays: open.peakDays,
    risenPeakDays: open.risenPeakDays,
    gapLimit,
    coveredMs,
    injectedVaMs,
  };
}

/**
 * Puts the records of one local day, in the order of time, together to runs. Years of logs pass through `add`: it
 * allocates nothing.
 */
export class RunBuilder {
  readonly #runs: OpenRun[] = [];
  readonly #steps = new StepCounts();
  #records = 0;
  #first: EnergyRecord | undefined;
  #second: IndexValues | undefined;
  #secondCode = '';
  #keys: readonly string[] = [];
  /** Place of HPM in the values, -1 without one. */
  #hpm = -1;
  #time = new TimeBetween();
  #maximumVa: number | undefined;
  readonly #peakDays = new PeakDays();

  /** Of the last record of the day. */
  #at = Number.NaN;
  #injectionIndex: number | undefined;
  #unseenMs: number | undefined;
  #values = new Float64Array();
  #shape: Shape = { keys: [], periodCode: '' };
  /** Of the record before it, in the same run. */
  #atBefore = 0;
  #injectionBefore: number | undefined;
  #valuesBefore = new Float64Array();

  add(record: FlatRecord): void {
    const { at, papp } = record;
    const elapsed = at - this.#at;
    const isSameShape = record.shape === this.#shape;
    if (elapsed >= 0) this.#steps.add(elapsed);
    if (this.#records === 0 || !this.#goesOn(record, elapsed, isSameShape)) this.#begin(record);
    else this.#continue(record, elapsed);
    this.#peakDays.takePeriod(at, record.shape.periodCode, isSameShape);
    this.#records++;
    if (papp !== undefined && papp > (this.#maximumVa ?? -1)) this.#maximumVa = papp;
    this.#at = at;
    this.#injectionIndex = record.injectionIndex;
    this.#unseenMs = record.unseenMs;
    this.#shape = record.shape;
    const [from, to] = [record.values, this.#values];
    for (let i = 0; i < to.length; i++) to[i] = from[i] as number;
    if (this.#records === 2) {
      this.#second = this.#lastValues();
      this.#secondCode = record.shape.periodCode;
    }
  }

  /** Ends the present run: the next record begins another. */
  cut(): void {
    if (!this.#first) return;
    this.#runs.push({
      first: this.#first,
      second: this.#second,
      beforeLast: this.#records > 2 ? this.#valuesBeforeLast() : undefined,
      last: this.#records === 1 ? this.#first : this.#lastValues(),
      secondCode: this.#secondCode,
      lastCode: this.#shape.periodCode,
      records: this.#records,
      maximumVa: this.#maximumVa,
      time: this.#time,
      peakDays: this.#peakDays.byPeriod,
      risenPeakDays: this.#peakDays.byRise,
    });
    this.#first = undefined;
    this.#records = 0;
  }

  /** All runs of the records that were added. */
  finish(): Run[] {
    this.cut();
    const gapLimit = this.#steps.limit();
    return this.#runs.map((run) => runOf(run, gapLimit));
  }

  #begin(record: FlatRecord): void {
    this.cut();
    this.#first = unflatten(record);
    this.#second = undefined;
    this.#secondCode = '';
    this.#keys = record.shape.keys;
    this.#hpm = this.#keys.indexOf('HPM');
    this.#values = new Float64Array(this.#keys.length);
    this.#valuesBefore = new Float64Array(this.#keys.length);
    this.#time = new TimeBetween();
    this.#maximumVa = undefined;
    this.#peakDays.begin();
  }

  #continue(record: FlatRecord, elapsed: number): void {
    const injectedVa = record.injectionIndex === undefined ? (injectedPower(record) ?? 0) : 0;
    this.#time.add(elapsed, injectedVa);
    // The last rise is right, as this record goes on from it; its own is not known to be yet.
    if (this.#records > 2 && this.#hpm >= 0 && this.#values[this.#hpm] !== this.#valuesBefore[this.#hpm])
      this.#peakDays.takeRise(this.#atBefore, this.#at);
    this.#atBefore = this.#at;
    this.#injectionBefore = this.#injectionIndex;
    // The place of the older values is taken by the newest.
    const values = this.#valuesBefore;
    this.#valuesBefore = this.#values;
    this.#values = values;
  }

  #goesOn({ values, injectionIndex, unseenMs = 0, shape }: FlatRecord, shown: number, isSameShape: boolean): boolean {
    const elapsed = shown + unseenMs;
    if (!isSameShape && !hasSame(shape.keys, this.#keys)) return false;
    const last = this.#values;
    for (let i = 0; i < last.length; i++) {
      if (!canRise((values[i] as number) - (last[i] as number), elapsed)) return false;
    }
    const before = this.#injectionIndex;
    if (injectionIndex === undefined || before === undefined) return injectionIndex === before;
    return canRise(injectionIndex - before, elapsed);
  }

  #lastValues(): IndexValues {
    const indexes = indexesOf(this.#shape, this.#values);
    const unseen = this.#unseenMs === undefined ? {} : { unseenMs: this.#unseenMs };
    return { at: this.#at, indexes, injectionIndex: this.#injectionIndex, ...unseen };
  }

  #valuesBeforeLast(): IndexValues {
    const indexes = indexesOf(this.#shape, this.#valuesBefore);
    return { at: this.#atBefore, indexes, injectionIndex: this.#injectionBefore };
  }
}
