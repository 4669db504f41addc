import { CONTRACTS, periodOfCode } from '../meter/contract.js';
import { addDays, type Day, dayOf, startOfDay } from '../meter/time.js';
import { peakDaysWithin } from './peak.js';
import { type EnergyRecord, injectedPower } from './record.js';
import { advance, type Break, breakOf, type Mark, type Register } from './register.js';
import { splitAtMidnights } from './split.js';

/**
 * Up to this time between two records both speak for all of it, ms. They come every 22 s (8 readings of 1.5 s and a
 * pause of 10 s): one lost record is bridged, two are a hole. A hole is not covered, and power is not integrated over more.
 */
export const LONGEST_GAP_MS = 60_000;

/** What one local day has drawn and injected. */
export interface DayEnergy {
  /** Wh drawn, by index key. */
  readonly wh: Map<string, number>;
  /** The index keys that the day's records carry. */
  readonly keys: Set<string>;
  records: number;
  /** Wh that the injection index counted. */
  injectedByIndex: number;
  /** VA × ms integrated where the meter gives no injection index; taken as W: an estimate (facts/tic.md 5.2). */
  injectedByPower: number;
  injectionEstimated: boolean;
  /** Time that lies between records not further apart than LONGEST_GAP_MS, ms. */
  covered: number;
  /** Highest mean power of a series, VA. */
  peakVa: number | undefined;
}

/** Wh injected on a day, measured and estimated together. */
export function injectedWh(day: DayEnergy): number {
  return day.injectedByIndex + Math.round(day.injectedByPower / 3_600_000);
}

/** What the records say that is not energy. `wh` is the change of the index that was not counted. */
export type EnergyWarning =
  | { readonly kind: 'leap' | 'fall'; readonly day: Day; readonly key: string; readonly wh: number }
  | { readonly kind: 'contract'; readonly day: Day; readonly before: string; readonly after: string };

/** The contract that an index key belongs to; supplier's calendars of their own are one family, `INDEX`. */
export function contractOfKey(key: string): string {
  return CONTRACTS.find(({ keys }) => keys.includes(key))?.name ?? 'INDEX';
}

const INJECTION = 'INJECTION';

/** Energy by local day out of records in the order of time. Records earlier than the one before are left out. */
export class EnergyAccount {
  readonly days = new Map<Day, DayEnergy>();
  /** The days that name a mobile peak that ran: its period was logged, or its index moved. */
  readonly peakDays = new Set<Day>();
  readonly #warnings: EnergyWarning[] = [];
  /** The day of the last record: nearly every step lies within it, and calendars are slow. Both ends in ms. */
  #today: { readonly start: number; readonly end: number; readonly energy: DayEnergy } | undefined;
  #registers = new Map<string, Register>();
  #contract: string | undefined;
  #before: EnergyRecord | undefined;

  add(record: EnergyRecord): void {
    const before = this.#before;
    if (before && record.at < before.at) return;
    this.#before = record;
    this.#describe(record);
    this.#drawn(record);
    if (!before) this.#measuredInjection(record);
    else {
      if (record.at - before.at <= LONGEST_GAP_MS) {
        this.#share(before.at, record.at, record.at - before.at, (day, ms) => {
          day.covered += ms;
        });
      }
      this.#injected(before, record);
    }
  }

  /** What was noticed up to now, a last value that is still held back included. */
  get warnings(): readonly EnergyWarning[] {
    const open = [...this.#registers].flatMap(([key, { last, held }]) =>
      held ? [warningOf(key, breakOf(last, held))] : [],
    );
    return [...this.#warnings, ...open];
  }

  #describe({ at, papp, periodCode, indexes }: EnergyRecord): void {
    const day = this.#dayAt(at);
    day.records++;
    for (const key of Object.keys(indexes)) day.keys.add(key);
    if (day.peakVa === undefined || papp > day.peakVa) day.peakVa = papp;
    if (periodOfCode(periodCode) === 'PM') for (const peak of peakDaysWithin(at, at)) this.peakDays.add(peak);
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
      this.#share(from.at, to.at, to.wh - from.wh, (day, wh) => day.wh.set(key, (day.wh.get(key) ?? 0) + wh));
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
    this.#share(from, record.at, power * (record.at - from), (day, amount) => {
      day.injectedByPower += amount;
      day.injectionEstimated = true;
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
      this.#share(moved.from.at, moved.to.at, moved.to.wh - moved.from.wh, (day, wh) => {
        day.injectedByIndex += wh;
      });
    }
    return true;
  }

  #follow(key: string, mark: Mark): { from: Mark; to: Mark } | undefined {
    const register = this.#registers.get(key);
    if (!register) {
      this.#registers.set(key, { last: mark, held: undefined });
      return undefined;
    }
    const step = advance(register, mark);
    if (step?.broken) this.#warnings.push(warningOf(key, step.broken));
    return step;
  }

  #share(from: number, to: number, amount: number, give: (day: DayEnergy, amount: number) => void): void {
    // Within one day, its first instant left out: at midnight sharp a step belongs to the day that ends.
    if (this.#today && from >= this.#today.start && to > this.#today.start && to < this.#today.end) {
      give(this.#today.energy, amount);
      return;
    }
    for (const share of splitAtMidnights(from, to, amount)) give(this.#day(share.day), share.amount);
  }

  #dayAt(at: number): DayEnergy {
    if (!this.#today || at < this.#today.start || at >= this.#today.end) {
      const day = dayOf(at);
      this.#today = { start: startOfDay(day), end: startOfDay(addDays(day, 1)), energy: this.#day(day) };
    }
    return this.#today.energy;
  }

  #day(day: Day): DayEnergy {
    let energy = this.days.get(day);
    if (!energy) {
      energy = {
        wh: new Map(),
        keys: new Set(),
        records: 0,
        injectedByIndex: 0,
        injectedByPower: 0,
        injectionEstimated: false,
        covered: 0,
        peakVa: undefined,
      };
      this.days.set(day, energy);
    }
    return energy;
  }
}

const warningOf = (key: string, { kind, from, to }: Break): EnergyWarning => ({
  kind,
  day: dayOf(to.at),
  key,
  wh: to.wh - from.wh,
});
