import { periodOfCode } from '../meter/contract.ts';
import { type Day, dayOf, endOfDay, startOfDay } from '../time/local.ts';
import { type FlatRecord, flatten, indexesOf, type Shape, unflatten } from './flat-record.ts';
import { canRise } from './index-track.ts';
import { peakDayBetween, peakDaysWithin, peakSpan, type Stretch } from './peak.ts';
import { coveredMs, type EnergyRecord, type IndexValues, injectedPower, spanOfPower } from './record.ts';

/**
 * Records of one local day that go on from each other: time goes forward, each has the same indexes, and these only
 * rise. What an index counted over a run is its last value minus its first. A day is one run; more where its log is odd.
 */
export interface Run {
  readonly first: EnergyRecord;
  /** The record after the first: a first value that cannot follow from the run before is believed if this one does. */
  readonly second: IndexValues | undefined;
  /** The last record; the first one again in a run of one. */
  readonly last: IndexValues;
  readonly records: number;
  /** Highest mean power of a series, VA. */
  readonly maximumVa: number | undefined;
  /** Sums over the time between the records of the run; the time before the first one is not part of them. */
  readonly coveredMs: number;
  readonly injectedVaMs: number;
  /** Days whose mobile peak ran: by the period of a record, or because HPM moved after the second one. */
  readonly peakDays: readonly Day[];
}

/** The runs that records make, in the order in which they were written. */
export function runsOf(records: Iterable<EnergyRecord>): Run[] {
  const builder = new RunBuilder();
  let [start, end] = [0, 0];
  for (const record of records) {
    if (record.at < start || record.at >= end) {
      builder.cut();
      const day = dayOf(record.at);
      [start, end] = [startOfDay(day), endOfDay(day)];
    }
    builder.add(flatten(record));
  }
  return builder.finish();
}

/** Puts the records of one local day together to runs. Years of logs pass through `add`: it allocates nothing. */
export class RunBuilder {
  readonly #runs: Run[] = [];
  #records = 0;
  #first: EnergyRecord | undefined;
  #second: IndexValues | undefined;
  #keys: readonly string[] = [];
  /** Place of HPM in the values, -1 without one. */
  #hpm = -1;
  #coveredMs = 0;
  #injectedVaMs = 0;
  #maximumVa: number | undefined;
  #peakDays = new Set<Day>();
  /** Within this time only a peak day that is already in the set can have run. */
  #knownPeak: Stretch = NO_PEAK;

  /** Of the last record. */
  #at = 0;
  #injectionIndex: number | undefined;
  #values = new Float64Array();
  #shape: Shape = { keys: [], periodCode: '' };
  #inPeak = false;

  add(record: FlatRecord): void {
    const { at, papp, values } = record;
    const elapsed = at - this.#at;
    const isSameShape = record.shape === this.#shape;
    if (this.#records === 0 || !this.#goesOn(record, elapsed, isSameShape)) this.#begin(record);
    else {
      this.#coveredMs += coveredMs(elapsed);
      if (record.injectionIndex === undefined)
        this.#injectedVaMs += (injectedPower(record) ?? 0) * spanOfPower(elapsed);
      if (this.#records > 1 && this.#hpm >= 0 && values[this.#hpm] !== this.#values[this.#hpm]) this.#addMoved(at);
    }
    if (!isSameShape) this.#inPeak = periodOfCode(record.shape.periodCode) === 'PM';
    if (this.#inPeak && !this.#isKnownPeak(at, at)) for (const day of peakDaysWithin(at, at)) this.#addPeak(day);
    this.#records++;
    if (papp !== undefined && papp > (this.#maximumVa ?? -1)) this.#maximumVa = papp;
    this.#at = at;
    this.#injectionIndex = record.injectionIndex;
    this.#shape = record.shape;
    for (let i = 0; i < this.#keys.length; i++) this.#values[i] = values[i] as number;
    if (this.#records === 2) this.#second = this.#lastValues();
  }

  /** Ends the present run: the next record begins another. */
  cut(): void {
    if (!this.#first) return;
    this.#runs.push({
      first: this.#first,
      second: this.#second,
      last: this.#records === 1 ? this.#first : this.#lastValues(),
      records: this.#records,
      maximumVa: this.#maximumVa,
      coveredMs: this.#coveredMs,
      injectedVaMs: this.#injectedVaMs,
      peakDays: [...this.#peakDays],
    });
    this.#first = undefined;
    this.#records = 0;
  }

  /** All runs of the records that were added. */
  finish(): Run[] {
    this.cut();
    return this.#runs;
  }

  #begin(record: FlatRecord): void {
    this.cut();
    this.#first = unflatten(record);
    this.#second = undefined;
    this.#keys = record.shape.keys;
    this.#hpm = this.#keys.indexOf('HPM');
    this.#values = new Float64Array(this.#keys.length);
    this.#coveredMs = 0;
    this.#injectedVaMs = 0;
    this.#maximumVa = undefined;
    this.#peakDays = new Set();
    this.#knownPeak = NO_PEAK;
  }

  #goesOn({ values, injectionIndex, shape }: FlatRecord, elapsed: number, isSameShape: boolean): boolean {
    if (elapsed < 0) return false;
    if (!isSameShape && !hasKeys(shape, this.#keys)) return false;
    for (let i = 0; i < this.#keys.length; i++) {
      if (!canRise((values[i] as number) - (this.#values[i] as number), elapsed)) return false;
    }
    const before = this.#injectionIndex;
    if (injectionIndex === undefined || before === undefined) return injectionIndex === before;
    return canRise(injectionIndex - before, elapsed);
  }

  #lastValues(): IndexValues {
    return { at: this.#at, indexes: indexesOf(this.#shape, this.#values), injectionIndex: this.#injectionIndex };
  }

  /** HPM has moved since the last record. */
  #addMoved(at: number): void {
    const day = this.#isKnownPeak(this.#at, at) ? undefined : peakDayBetween(this.#at, at);
    if (day !== undefined) this.#addPeak(day);
  }

  #isKnownPeak(from: number, to: number): boolean {
    return from >= this.#knownPeak.from && to <= this.#knownPeak.to;
  }

  #addPeak(day: Day): void {
    this.#peakDays.add(day);
    this.#knownPeak = peakSpan(day);
  }
}

const NO_PEAK: Stretch = { from: 1, to: 0 };

const hasKeys = ({ keys }: Shape, others: readonly string[]): boolean =>
  keys.length === others.length && keys.every((key, i) => key === others[i]);
