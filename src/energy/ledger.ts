import { CONTRACTS, periodOfCode } from '../meter/contract.ts';
import { type Day, dayOf } from '../time/local.ts';
import { DailyTotals, type DayEnergy } from './daily-totals.ts';
import {
  advance,
  commit,
  type Discontinuity,
  discontinuityOf,
  type IndexSample,
  type IndexTrack,
  newEnergy,
  newTrack,
  nextDay,
  type Step,
  setBack,
} from './index-track.ts';
import { peakDaysWithin } from './peak.ts';
import { type EnergyRecord, injectedPower, LONGEST_GAP_MS } from './record.ts';
import type { DaySummary } from './summary.ts';

/** What the records say that is not energy. `wh` is the change of the index that was not counted. */
export type EnergyWarning =
  | { readonly kind: 'leap' | 'fall'; readonly day: Day; readonly key: string; readonly wh: number }
  | { readonly kind: 'contract'; readonly day: Day; readonly before: string; readonly after: string };

/** The contract that an index key belongs to; supplier's calendars of their own are one family, `INDEX`. */
export function contractOfKey(key: string): string {
  return CONTRACTS.find(({ keys }) => keys.includes(key))?.name ?? 'INDEX';
}

const INJECTION = 'INJECTION';

/** Energy by local day out of records in the order in which they were written: that of time, but where a clock was set back. */
export class EnergyLedger {
  readonly #book = new DailyTotals();
  /** The days that name a mobile peak that ran: its period was logged, or its index moved. */
  readonly peakDays = new Set<Day>();
  readonly #warnings: EnergyWarning[] = [];
  /** The day of the last record. */
  #today: DayEnergy | undefined;
  #registers = new Map<string, IndexTrack>();
  #contract: string | undefined;
  #before: EnergyRecord | undefined;
  /** The period of the last record, and whether it is the mobile peak. */
  #code: string | undefined;
  #running = false;

  get days(): ReadonlyMap<Day, DayEnergy> {
    return this.#book.days;
  }

  add(record: EnergyRecord): void {
    if (this.#before && record.at < this.#before.at) this.#setBack(this.#before, record.at);
    const before = this.#before;
    this.#before = record;
    this.#describe(record);
    this.#drawn(record);
    if (!before) this.#measuredInjection(record);
    else {
      if (record.at - before.at <= LONGEST_GAP_MS) {
        this.#book.share(before.at, record.at, record.at - before.at, (day, ms) => {
          day.covered += ms;
        });
      }
      this.#injected(before, record);
    }
  }

  /** The clock was set back, as the order of the log tells: what went before ended at the new time, and goes on from it. */
  #setBack(before: EnergyRecord, at: number): void {
    this.#before = { ...before, at };
    for (const register of this.#registers.values()) setBack(register, at);
  }

  /**
   * Takes a whole day as its summary, with the same result as its records. Where a value is held at its first record,
   * the others are needed after all.
   * @param others the day's records but the first
   */
  addDay(summary: DaySummary, others: () => Iterable<EnergyRecord>): void {
    const { first, last } = summary;
    this.add(first);
    if (this.#before !== first || !this.#settledAt(first)) {
      for (const record of others()) this.add(record);
      return;
    }
    if (summary.records === 1) return;
    const day = this.#dayAt(last.at);
    day.records += summary.records - 1;
    day.covered += summary.covered;
    day.peakVa = Math.max(day.peakVa ?? 0, summary.peakVa);
    day.injectedByPower += summary.injectedByPower;
    for (const key in last.indexes) {
      day.wh.set(key, (day.wh.get(key) ?? 0) + this.#go(key, last.at, last.indexes[key] as number));
    }
    if (last.injectionIndex !== undefined) day.injectedByIndex += this.#go(INJECTION, last.at, last.injectionIndex);
    for (const peak of summary.peaks) this.peakDays.add(peak);
    this.#before = last;
  }

  /** Whether each index of the record is believed: what follows does not hang on what went before. */
  #settledAt({ at, indexes, injectionIndex }: EnergyRecord): boolean {
    for (const key in indexes) if (!this.#isSettled(key, at, indexes[key] as number)) return false;
    return injectionIndex === undefined || this.#isSettled(INJECTION, at, injectionIndex);
  }

  #isSettled(key: string, at: number, wh: number): boolean {
    const register = this.#registers.get(key);
    return register !== undefined && !register.held && register.last.at === at && register.last.wh === wh;
  }

  /** Moves an index over a whole day to its value at the end, Wh. @returns what it counted */
  #go(key: string, at: number, wh: number): number {
    const register = this.#registers.get(key) as IndexTrack;
    const to = { at, wh };
    const counted = newEnergy(register, register.last, to);
    commit(register, to);
    return counted;
  }

  /** What was noticed up to now, a last value that is still held back included. */
  get warnings(): readonly EnergyWarning[] {
    const open = [...this.#registers].flatMap(([key, { last, held }]) =>
      held ? [warningOf(key, discontinuityOf(last, held))] : [],
    );
    return [...this.#warnings, ...open];
  }

  #describe({ at, papp, periodCode, indexes }: EnergyRecord): void {
    const day = this.#dayAt(at);
    day.records++;
    for (const key in indexes) if (!day.wh.has(key)) day.wh.set(key, 0);
    if (day.peakVa === undefined || papp > day.peakVa) day.peakVa = papp;
    if (periodCode !== this.#code) {
      this.#code = periodCode;
      this.#running = periodOfCode(periodCode) === 'PM';
    }
    if (this.#running) for (const peak of peakDaysWithin(at, at)) this.peakDays.add(peak);
  }

  #drawn({ at, indexes }: EnergyRecord): void {
    const keys = Object.keys(indexes);
    const contract = keys[0] === undefined ? this.#contract : contractOfKey(keys[0]);
    if (this.#contract !== undefined && contract !== undefined && contract !== this.#contract) {
      this.#warnings.push({ kind: 'contract', day: dayOf(at), before: this.#contract, after: contract });
      // Another contract counts with other registers, be it under the same names.
      this.#registers = new Map([...this.#registers].filter(([key]) => key === INJECTION));
    }
    this.#contract = contract;
    for (const key of keys) {
      const moved = this.#follow(key, { at, wh: indexes[key] as number });
      if (!moved) continue;
      const { from, to } = moved;
      this.#book.share(from.at, to.at, moved.wh, (day, wh) => day.wh.set(key, (day.wh.get(key) ?? 0) + wh));
      if (key !== 'HPM' || to.wh === from.wh) continue;
      const peaks = peakDaysWithin(from.at, to.at);
      // After a long hole it cannot be told which of several peaks was the one.
      if (peaks.length === 1) this.peakDays.add(peaks[0] as Day);
    }
  }

  #injected(before: EnergyRecord, record: EnergyRecord): void {
    if (this.#measuredInjection(record) && before.injectionIndex !== undefined) return;
    // A record is the mean of the readings that end with it: its power stands for the time before it.
    const from = Math.max(before.at, record.at - LONGEST_GAP_MS);
    const power = injectedPower(record);
    this.#book.share(from, record.at, power * (record.at - from), (day, amount) => {
      day.injectedByPower += amount;
    });
  }

  /** Follows the injection index; false when the record has none. */
  #measuredInjection({ at, injectionIndex }: EnergyRecord): boolean {
    if (injectionIndex === undefined) {
      this.#registers.delete(INJECTION);
      return false;
    }
    const moved = this.#follow(INJECTION, { at, wh: injectionIndex });
    if (moved) {
      this.#book.share(moved.from.at, moved.to.at, moved.wh, (day, wh) => {
        day.injectedByIndex += wh;
      });
    }
    return true;
  }

  #follow(key: string, mark: IndexSample): Step | undefined {
    const register = this.#registers.get(key);
    if (!register) {
      this.#registers.set(key, newTrack(mark));
      return undefined;
    }
    const step = advance(register, mark);
    if (step?.broken) this.#warnings.push(warningOf(key, step.broken));
    return step;
  }

  #dayAt(at: number): DayEnergy {
    const day = this.#book.at(at);
    if (day !== this.#today) for (const register of this.#registers.values()) nextDay(register);
    this.#today = day;
    return day;
  }
}

const warningOf = (key: string, { kind, from, to }: Discontinuity): EnergyWarning => ({
  kind,
  day: dayOf(to.at),
  key,
  wh: to.wh - from.wh,
});
