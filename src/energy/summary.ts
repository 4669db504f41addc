import { CONTRACTS, periodOfCode } from '../meter/contract.ts';
import { estimatedInjection } from '../meter/reading.ts';
import type { Day } from '../time/local.ts';
import { canRise } from './index-track.ts';
import { type PeakSpan, peakDaysWithin, peakSpan } from './peak.ts';
import { type EnergyRecord, LONGEST_GAP_MS } from './record.ts';

/** What the lines of a log share: the names of their indexes and the period that they write. */
export interface Shape {
  readonly keys: readonly string[];
  readonly periodCode: string;
}

/** A record as it is summed up: the same object again and again, its values by the position of their key. */
export interface FlatRecord {
  at: number;
  papp: number;
  iinst: number;
  injectionIndex: number | undefined;
  pinj: number | undefined;
  shape: Shape;
  /** Wh. */
  values: Float64Array;
}

/**
 * A day whose indexes only rose, each record with the same ones: then what each counted is its last value minus its
 * first. The sums leave the first record out: it is joined to the day before like any other (`EnergyAccount.addDay`).
 */
export interface DaySummary {
  readonly first: EnergyRecord;
  readonly last: EnergyRecord;
  readonly records: number;
  /** ms, VA and VA × ms, as in `DayEnergy`. */
  readonly covered: number;
  readonly peakVa: number;
  readonly injectedByPower: number;
  /** The days that name the peaks that ran. */
  readonly peaks: readonly Day[];
}

/** The record that a row stands for. */
export function recordOfFlat({ at, papp, iinst, injectionIndex, pinj, shape, values }: FlatRecord): EnergyRecord {
  const indexes: Record<string, number> = {};
  for (let i = 0; i < shape.keys.length; i++) indexes[shape.keys[i] as string] = values[i] as number;
  return { at, periodCode: shape.periodCode, indexes, papp, iinst, injectionIndex, pinj };
}

/** The row that stands for a record. */
export function flatRecordOf({ at, papp, iinst, injectionIndex, pinj, periodCode, indexes }: EnergyRecord): FlatRecord {
  const shape = { keys: Object.keys(indexes), periodCode };
  return { at, papp, iinst, injectionIndex, pinj, shape, values: Float64Array.from(Object.values(indexes)) };
}

/** Sums up the rows of one local day, in the order of time. */
export class DaySums {
  /** A row was earlier than the one before it. */
  disordered = false;
  /** An index fell, leapt, came or went: this day has to be read record by record. */
  #broken = false;
  #first: EnergyRecord | undefined;
  #shape: Shape = { keys: [], periodCode: '' };
  #keys: readonly string[] = [];
  #hpm = -1;
  #running = false;
  #at = 0;
  #values = new Float64Array();
  #papp = 0;
  #iinst = 0;
  #injectionIndex: number | undefined;
  #pinj: number | undefined;
  #records = 0;
  #covered = 0;
  #peakVa = 0;
  #byPower = 0;
  readonly #peaks = new Set<Day>();
  #span: PeakSpan = { from: 1, to: 0, day: '' };

  add(row: FlatRecord): void {
    if (this.#broken) return;
    if (row.shape !== this.#shape) this.#reshape(row.shape);
    const { at, papp, values, injectionIndex } = row;
    const elapsed = at - this.#at;
    if (this.#records === 0) this.#begin(row);
    else {
      if (elapsed < 0) this.disordered = true;
      this.#step(row, elapsed);
    }
    if (this.#running && !this.#inSpan(at, at)) this.#nameAll(at);
    this.#records++;
    if (papp > this.#peakVa) this.#peakVa = papp;
    this.#at = at;
    this.#papp = papp;
    this.#iinst = row.iinst;
    this.#injectionIndex = injectionIndex;
    this.#pinj = row.pinj;
    for (let i = 0; i < this.#keys.length; i++) this.#values[i] = values[i] as number;
  }

  /** Undefined for a day without records, and for one that cannot be summed up. */
  get summary(): DaySummary | undefined {
    if (!this.#first || this.#broken || this.disordered) return undefined;
    return {
      first: this.#first,
      last: recordOfFlat({
        at: this.#at,
        papp: this.#papp,
        iinst: this.#iinst,
        injectionIndex: this.#injectionIndex,
        pinj: this.#pinj,
        shape: this.#shape,
        values: this.#values,
      }),
      records: this.#records,
      covered: this.#covered,
      peakVa: this.#peakVa,
      injectedByPower: this.#byPower,
      peaks: [...this.#peaks],
    };
  }

  #begin(row: FlatRecord): void {
    this.#first = recordOfFlat(row);
    this.#keys = row.shape.keys;
    this.#values = new Float64Array(this.#keys.length);
    this.#hpm = this.#keys.indexOf('HPM');
    // Without an index, or with those of two contracts, the contract hangs on the records before.
    const families = CONTRACTS.filter(({ keys }) => keys.some((key) => this.#keys.includes(key)));
    if (this.#keys.length === 0 || families.length > 1) this.#broken = true;
  }

  #step({ at, papp, iinst, pinj, values, injectionIndex }: FlatRecord, elapsed: number): void {
    for (let i = 0; i < this.#keys.length; i++) {
      if (!canRise((values[i] as number) - (this.#values[i] as number), elapsed)) this.#broken = true;
    }
    if (this.#hpm >= 0 && values[this.#hpm] !== this.#values[this.#hpm] && !this.#inSpan(this.#at, at)) {
      const peaks = peakDaysWithin(this.#at, at);
      if (peaks.length === 1) this.#name(peaks[0] as Day);
    }
    const gap = elapsed < LONGEST_GAP_MS ? elapsed : LONGEST_GAP_MS;
    if (elapsed <= LONGEST_GAP_MS) this.#covered += elapsed;
    if (injectionIndex === undefined) {
      if (this.#injectionIndex !== undefined) this.#broken = true;
      this.#byPower += (pinj ?? estimatedInjection(papp, iinst)) * gap;
    } else if (this.#injectionIndex === undefined || !canRise(injectionIndex - this.#injectionIndex, elapsed)) {
      this.#broken = true;
    }
  }

  #reshape(shape: Shape): void {
    this.#shape = shape;
    this.#running = periodOfCode(shape.periodCode) === 'PM';
    const same = shape.keys.length === this.#keys.length && shape.keys.every((key, i) => key === this.#keys[i]);
    if (this.#records > 0 && !same) this.#broken = true;
  }

  /** Whether only a peak that is already named can have run between two instants. */
  #inSpan(from: number, to: number): boolean {
    return from >= this.#span.from && to <= this.#span.to;
  }

  #nameAll(at: number): void {
    for (const day of peakDaysWithin(at, at)) this.#name(day);
  }

  #name(day: Day): void {
    this.#peaks.add(day);
    this.#span = peakSpan(day);
  }
}
