import { type Day, dayOf } from '../time/local.ts';
import { type FlatRecord, flatten, indexesOf, type Shape, unflatten } from './flat-record.ts';
import { MIN_GAP_MS, StepCounts } from './gaps.ts';
import { inOrderOfTime } from './order.ts';
import { isPeakCode, peakDaysWithin, peakSpan, peaksBetween, type Stretch } from './peak.ts';
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

/** A time between two records that may be a hole. */
interface LongStep {
  readonly ms: number;
  /** Injected power of the record at its end, VA; 0 where the meter measures the injection. */
  readonly injectedVa: number;
}

/** A run whose day has not ended: what its long steps are is not known yet. */
interface OpenRun extends Omit<Run, 'gapLimit'> {
  readonly longSteps: readonly LongStep[];
}

/** Puts the records of one local day, in the order of time, together to runs. Years of logs pass through `add`: it allocates nothing. */
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
  #coveredMs = 0;
  #injectedVaMs = 0;
  #longSteps: LongStep[] = [];
  #maximumVa: number | undefined;
  #peakDays = new Set<Day>();
  #risenPeakDays = new Set<Day>();
  /** Within these times only a peak day that is already in its set can have run. */
  #knownPeak: Stretch = NO_PEAK;
  #knownRise: Stretch = NO_PEAK;

  /** Of the last record of the day. */
  #at = Number.NaN;
  #injectionIndex: number | undefined;
  #unseenMs: number | undefined;
  #values = new Float64Array();
  #shape: Shape = { keys: [], periodCode: '' };
  /** Whether its period is PM; undefined where that is not known. */
  #inPeak: boolean | undefined;
  /** The instant of the last record whose period is known, where that is PM. */
  #peakAt: number | undefined;
  /** Of the record before it, in the same run. */
  #atBefore = 0;
  #inPeakBefore: boolean | undefined;
  #injectionBefore: number | undefined;
  #valuesBefore = new Float64Array();

  add(record: FlatRecord): void {
    const { at, papp } = record;
    const elapsed = at - this.#at;
    const isSameShape = record.shape === this.#shape;
    if (elapsed >= 0) this.#steps.add(elapsed);
    if (this.#records === 0 || !this.#goesOn(record, elapsed, isSameShape)) this.#begin(record);
    else this.#continue(record, elapsed);
    if (!isSameShape || this.#inPeak) this.#takePeriod(record, isSameShape);
    this.#records++;
    if (papp !== undefined && papp > (this.#maximumVa ?? -1)) this.#maximumVa = papp;
    this.#at = at;
    this.#injectionIndex = record.injectionIndex;
    this.#unseenMs = record.unseenMs;
    this.#shape = record.shape;
    for (let i = 0; i < this.#keys.length; i++) this.#values[i] = record.values[i] as number;
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
      coveredMs: this.#coveredMs,
      injectedVaMs: this.#injectedVaMs,
      longSteps: this.#longSteps,
      peakDays: [...this.#peakDays],
      risenPeakDays: [...this.#risenPeakDays],
    });
    this.#first = undefined;
    this.#records = 0;
  }

  /** All runs of the records that were added. */
  finish(): Run[] {
    this.cut();
    const gapLimit = this.#steps.limit();
    return this.#runs.map(({ longSteps, ...run }) => {
      let { coveredMs, injectedVaMs } = run;
      for (const { ms, injectedVa } of longSteps) {
        if (ms <= gapLimit) coveredMs += ms;
        injectedVaMs += injectedVa * Math.min(ms, gapLimit);
      }
      return { ...run, gapLimit, coveredMs, injectedVaMs };
    });
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
    this.#coveredMs = 0;
    this.#injectedVaMs = 0;
    this.#longSteps = [];
    this.#maximumVa = undefined;
    this.#peakDays = new Set();
    this.#risenPeakDays = new Set();
    this.#knownPeak = NO_PEAK;
    this.#knownRise = NO_PEAK;
  }

  #continue(record: FlatRecord, elapsed: number): void {
    const injectedVa = record.injectionIndex === undefined ? (injectedPower(record) ?? 0) : 0;
    if (elapsed <= MIN_GAP_MS) {
      this.#coveredMs += elapsed;
      this.#injectedVaMs += injectedVa * elapsed;
    } else this.#longSteps.push({ ms: elapsed, injectedVa });
    // The last rise is right, as this record goes on from it; its own is not known to be yet.
    if (this.#records > 2 && this.#hpm >= 0 && this.#values[this.#hpm] !== this.#valuesBefore[this.#hpm])
      this.#addRise();
    this.#atBefore = this.#at;
    this.#inPeakBefore = this.#inPeak;
    this.#injectionBefore = this.#injectionIndex;
    // The place of the older values is taken by the newest.
    const values = this.#valuesBefore;
    this.#valuesBefore = this.#values;
    this.#values = values;
  }

  #goesOn({ values, injectionIndex, unseenMs = 0, shape }: FlatRecord, shown: number, isSameShape: boolean): boolean {
    const elapsed = shown + unseenMs;
    if (!isSameShape && !hasKeys(shape, this.#keys)) return false;
    for (let i = 0; i < this.#keys.length; i++) {
      if (!canRise((values[i] as number) - (this.#values[i] as number), elapsed)) return false;
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

  /** Two records in a row whose period is known show that a peak ran. */
  #takePeriod({ at, shape }: FlatRecord, isSameShape: boolean): void {
    if (!isSameShape) this.#inPeak = isPeakCode(shape.periodCode);
    if (this.#inPeak === undefined) return;
    const peakAt = this.#inPeak ? at : undefined;
    const before = this.#peakAt;
    this.#peakAt = peakAt;
    if (peakAt === undefined || before === undefined) return;
    if (before >= this.#knownPeak.from && at <= this.#knownPeak.to) return;
    const [day] = peakDaysWithin(at, at);
    if (day === undefined || !peakDaysWithin(before, before).includes(day)) return;
    this.#peakDays.add(day);
    this.#knownPeak = peakSpan(day);
  }

  /** HPM rose up to the last record, from the one before it. */
  #addRise(): void {
    const from = { at: this.#atBefore, inPeak: this.#inPeakBefore };
    const to = { at: this.#at, inPeak: this.#inPeak };
    if (from.at >= this.#knownRise.from && to.at <= this.#knownRise.to) return;
    const days = peaksBetween(from, to);
    for (const day of days) this.#risenPeakDays.add(day);
    const [day, other] = days;
    if (day !== undefined && other === undefined) this.#knownRise = peakSpan(day);
  }
}

const NO_PEAK: Stretch = { from: 1, to: 0 };

const hasKeys = ({ keys }: Shape, others: readonly string[]): boolean =>
  keys.length === others.length && keys.every((key, i) => key === others[i]);
