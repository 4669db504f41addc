import { CONTRACTS } from '../meter/contract.ts';
import { type Day, dayOf } from '../time/local.ts';
import { DailyTotals, type DayEnergy } from './daily-totals.ts';
import { type Discontinuity, type IndexSample, IndexTrack, type Rise } from './index-track.ts';
import { peakDayBetween } from './peak.ts';
import { coveredMs, type EnergyRecord, type IndexValues, injectedPower, spanOfPower } from './record.ts';
import type { Run } from './run.ts';

/** What the records say that is not energy. `wh` is the change of the index that was not counted. */
export type EnergyWarning =
  | { readonly kind: 'leap' | 'fall'; readonly day: Day; readonly key: string; readonly wh: number }
  | { readonly kind: 'contract'; readonly day: Day; readonly before: string; readonly after: string };

/** The contract that an index key belongs to; all suppliers' own calendars are one family, `INDEX`. */
export function contractOfKey(key: string): string {
  return CONTRACTS.find(({ keys }) => keys.includes(key))?.name ?? 'INDEX';
}

const INJECTION = 'INJECTION';

/**
 * Energy by local day out of runs of records, in the order in which they were written: the order of time, except where
 * a clock was set back. Records may be cut into runs at any place: the energy is the same.
 */
export class EnergyLedger {
  readonly #totals = new DailyTotals();
  /** The days that name a mobile peak that ran: its period was logged, or its index moved. */
  readonly peakDays = new Set<Day>();
  readonly #warnings: EnergyWarning[] = [];
  /** The day of the last run. */
  #day: DayEnergy | undefined;
  #tracks = new Map<string, IndexTrack>();
  #contract: string | undefined;
  /** The index key that the contract is known by. */
  #contractKey: string | undefined;
  /** The last record. */
  #lastRecord: IndexValues | undefined;

  get days(): ReadonlyMap<Day, DayEnergy> {
    return this.#totals.days;
  }

  /** What was noticed up to now, a last value that is still held back included. */
  get warnings(): readonly EnergyWarning[] {
    const open = [...this.#tracks].flatMap(([key, track]) => (track.open ? [warningOf(key, track.open)] : []));
    return [...this.#warnings, ...open];
  }

  add(run: Run): void {
    const { first, second, last } = run;
    const day = this.#beginRun(first);
    this.#countRun(day, run);
    this.#checkContract(first);
    this.#addConsumption(first);
    this.#joinToBefore(first);
    if (second) {
      // Values that the first record leaves in doubt are decided at the second. The others are not in doubt.
      this.#addConsumption(second);
      if (second.injectionIndex !== undefined) this.#addInjection(second.at, second.injectionIndex);
      this.#advanceTo(day, last);
    }
    this.#lastRecord = last;
  }

  #beginRun({ at, indexes }: EnergyRecord): DayEnergy {
    // The clock was set back, as the order of the log shows: the time before it ended at the new time.
    if (this.#lastRecord && at < this.#lastRecord.at) {
      this.#lastRecord = { ...this.#lastRecord, at };
      for (const track of this.#tracks.values()) track.setBack(at);
    }
    const day = this.#totals.at(at);
    if (day !== this.#day) for (const track of this.#tracks.values()) track.nextDay();
    this.#day = day;
    for (const key in indexes) addTo(day, key, 0);
    return day;
  }

  #countRun(day: DayEnergy, run: Run): void {
    day.records += run.records;
    day.coveredMs += run.coveredMs;
    day.injectedVaMs += run.injectedVaMs;
    if (run.maximumVa !== undefined) day.maximumVa = Math.max(day.maximumVa ?? 0, run.maximumVa);
    for (const peakDay of run.peakDays) this.peakDays.add(peakDay);
  }

  /** Counts the time between two runs: what of it is covered, and what was injected in it. */
  #joinToBefore(first: EnergyRecord): void {
    const { at, injectionIndex } = first;
    const before = this.#lastRecord;
    const covered = before ? coveredMs(at - before.at) : 0;
    if (before && covered > 0) {
      this.#totals.share(before.at, at, covered, (day, ms) => {
        day.coveredMs += ms;
      });
    }
    if (injectionIndex === undefined) this.#tracks.delete(INJECTION);
    else this.#addInjection(at, injectionIndex);
    if (!before || (injectionIndex !== undefined && before.injectionIndex !== undefined)) return;
    // A record is the mean of the readings that end with it: its power stands for the time before it.
    const span = spanOfPower(at - before.at);
    this.#totals.share(at - span, at, (injectedPower(first) ?? 0) * span, (day, vaMs) => {
      day.injectedVaMs += vaMs;
    });
  }

  #addConsumption({ at, indexes }: IndexValues): void {
    for (const key in indexes) {
      const rise = this.#follow(key, { at, wh: indexes[key] as number });
      if (!rise) continue;
      const { from, to } = rise;
      this.#totals.share(from.at, to.at, rise.wh, (day, wh) => addTo(day, key, wh));
      const peakDay = key === 'HPM' && to.wh !== from.wh ? peakDayBetween(from.at, to.at) : undefined;
      if (peakDay !== undefined) this.peakDays.add(peakDay);
    }
  }

  #checkContract({ at, indexes }: EnergyRecord): void {
    const [key] = Object.keys(indexes);
    if (key === undefined || key === this.#contractKey) return;
    this.#contractKey = key;
    const contract = contractOfKey(key);
    if (this.#contract !== undefined && contract !== this.#contract) {
      this.#warnings.push({ kind: 'contract', day: dayOf(at), before: this.#contract, after: contract });
      // Another contract has other indexes, even under the same names.
      this.#tracks = new Map([...this.#tracks].filter(([each]) => each === INJECTION));
    }
    this.#contract = contract;
  }

  #addInjection(at: number, wh: number): void {
    const rise = this.#follow(INJECTION, { at, wh });
    if (!rise) return;
    this.#totals.share(rise.from.at, at, rise.wh, (day, part) => {
      day.injectedByIndex += part;
    });
  }

  /** Takes the rest of a run in one step: its indexes only rose up to its last record. */
  #advanceTo(day: DayEnergy, { at, indexes, injectionIndex }: IndexValues): void {
    const rest = (key: string, wh: number): number => (this.#tracks.get(key) as IndexTrack).advanceTo({ at, wh });
    for (const key in indexes) addTo(day, key, rest(key, indexes[key] as number));
    if (injectionIndex !== undefined) day.injectedByIndex += rest(INJECTION, injectionIndex);
  }

  #follow(key: string, sample: IndexSample): Rise | undefined {
    const track = this.#tracks.get(key);
    if (!track) this.#tracks.set(key, new IndexTrack(sample));
    const rise = track?.advance(sample);
    if (rise?.discontinuity) this.#warnings.push(warningOf(key, rise.discontinuity));
    return rise;
  }
}

const addTo = ({ wh }: DayEnergy, key: string, amount: number): void => void wh.set(key, (wh.get(key) ?? 0) + amount);

const warningOf = (key: string, { kind, from, to }: Discontinuity): EnergyWarning => ({
  kind,
  day: dayOf(to.at),
  key,
  wh: to.wh - from.wh,
});
