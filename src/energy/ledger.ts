import { contractOfKey, SUPPLIERS_CALENDAR } from '../meter/contract.ts';
import { type Day, dayOf } from '../time/local.ts';
import { coveredMs, spanOfPower } from './gaps.ts';
import { IndexTrack } from './index-track.ts';
import { InjectionEstimates } from './injection-estimates.ts';
import { addTo, type HoleListener, INJECTION_KEY, PartCounts, PEAK_KEY, type PeakEvidence } from './part-counts.ts';
import type { PartEnergy } from './part-totals.ts';
import { isPeakCode } from './peak.ts';
import { type EnergyRecord, type IndexValues, injectedPower } from './record.ts';
import type { Discontinuity, IndexSample, Rise } from './rise.ts';
import type { Run } from './run.ts';
import { DAYS, type TimeParts } from './time-parts.ts';

/** What the records say that is not energy. `wh` is the change of the index that was not counted. */
export type EnergyWarning =
  | { readonly kind: 'leap' | 'fall'; readonly day: Day; readonly key: string; readonly wh: number }
  | { readonly kind: 'contract'; readonly day: Day; readonly before: string; readonly after: string };

/**
 * Energy by parts of time out of runs of records, in the order of time. Records may be cut into runs at any place: the
 * energy is the same. A run lies within a part; one that spans several gives all to the part that it begins in.
 */
export class PartLedger<K> {
  readonly #counts: PartCounts<K>;
  readonly #warnings: EnergyWarning[] = [];
  readonly #estimates = new InjectionEstimates();
  /** The day of the last run. */
  #day: Day | undefined;
  #tracks = new Map<string, IndexTrack>();
  #contract: string | undefined;
  /** The index key that the contract is known by. */
  #contractKey: string | undefined;
  /** The last record. */
  #lastRecord: IndexValues | undefined;
  /** Of the day of the last record, ms. */
  #gapLimit = 0;

  constructor(time: TimeParts<K>, onHole?: HoleListener) {
    this.#counts = new PartCounts(time, onHole);
  }

  /** Once `finish` was called. */
  get parts(): ReadonlyMap<K, PartEnergy> {
    return this.#counts.totals.parts;
  }

  /** The days that name a mobile peak that ran. */
  get peakDays(): ReadonlyMap<Day, PeakEvidence> {
    return this.#counts.peakDays;
  }

  /** What was noticed up to now, a last value that is still held back included. */
  get warnings(): readonly EnergyWarning[] {
    const open = [...this.#tracks].flatMap(([key, track]) => (track.open ? [warningOf(key, track.open)] : []));
    return [...this.#warnings, ...open];
  }

  add(run: Run): void {
    const { first, second, beforeLast, last } = run;
    const part = this.#beginRun(first);
    this.#counts.addRun(part, run);
    this.#checkContract(first);
    // A time over midnight is part of two days: the longer limit holds.
    this.#joinToBefore(first, Math.max(run.gapLimit, this.#gapLimit));
    this.#gapLimit = run.gapLimit;
    this.#take(first, isPeakCode(first.periodCode));
    if (second) {
      // Values that the first record leaves in doubt are decided at the second. The others are not in doubt.
      this.#take(second, isPeakCode(run.secondCode));
      if (beforeLast) {
        this.#advanceTo(part, beforeLast);
        this.#take(last, isPeakCode(run.lastCode));
      }
    }
    if (run.injectedVaMs > 0) this.#estimates.add(part, run.injectedVaMs);
    this.#lastRecord = last;
  }

  /** No more runs come: what the last ones leave in doubt is taken as they have it. */
  finish(): void {
    for (const [key, track] of this.#tracks) this.#count(key, track.settle());
    this.#estimates.keep();
  }

  /** Whether no later run changes what is known of the time up to the instant `at`, ms. */
  isDecided(at: number): boolean {
    return [...this.#tracks.values()].every((track) => track.isDecided(at));
  }

  #beginRun({ at, indexes }: EnergyRecord): PartEnergy {
    const day = dayOf(at);
    if (day !== this.#day) for (const track of this.#tracks.values()) track.nextDay();
    this.#day = day;
    const part = this.#counts.totals.at(at);
    for (const key in indexes) addTo(part, key, 0);
    return part;
  }

  /** Counts the time between two runs: what of it is covered, and what was injected in it. */
  #joinToBefore(first: EnergyRecord, gapLimit: number): void {
    const { at, injectionIndex } = first;
    const before = this.#lastRecord;
    if (!before) return;
    const covered = coveredMs(at - before.at, gapLimit);
    if (covered > 0) {
      this.#counts.totals.share(before.at, at, covered, (part, ms) => {
        part.coveredMs += ms;
      });
    }
    if (this.#estimates.isGone(at)) this.#endInjection();
    if (injectionIndex !== undefined && before.injectionIndex !== undefined) return;
    // A record is the mean of the readings that end with it: its power stands for the time before it.
    const span = spanOfPower(at - before.at, gapLimit);
    this.#counts.totals.share(at - span, at, (injectedPower(first) ?? 0) * span, (part, vaMs) => {
      this.#estimates.add(part, vaMs);
    });
  }

  /** The meter counts no injection any more. */
  #endInjection(): void {
    this.#count(INJECTION_KEY, this.#tracks.get(INJECTION_KEY)?.settle() ?? []);
    this.#tracks.delete(INJECTION_KEY);
    this.#estimates.keep();
  }

  #checkContract({ at, indexes }: EnergyRecord): void {
    const [key] = Object.keys(indexes);
    if (key === undefined || key === this.#contractKey) return;
    this.#contractKey = key;
    const contract = contractOfKey(key);
    if (this.#contract !== undefined && contract !== this.#contract) {
      this.#warnings.push({ kind: 'contract', day: dayOf(at), before: this.#contract, after: contract });
      // Another contract has other indexes, even under the same names.
      for (const [each, track] of this.#tracks) {
        if (each === INJECTION_KEY) continue;
        this.#count(each, track.restart());
      }
      this.#lastRecord = this.#lastRecord && { ...this.#lastRecord, indexes: {} };
    }
    this.#contract = contract;
  }

  /** Takes the indexes of one record. @param inPeak whether the mobile peak runs by its period */
  #take({ at, indexes, injectionIndex, unseenMs }: IndexValues, inPeak: boolean | undefined): void {
    for (const key in indexes) {
      const wh = indexes[key] as number;
      this.#follow(key, { at, wh, unseenMs, inPeak: key === PEAK_KEY ? inPeak : undefined });
    }
    if (injectionIndex === undefined) return;
    this.#follow(INJECTION_KEY, { at, wh: injectionIndex, unseenMs });
    if (!this.#tracks.get(INJECTION_KEY)?.open) this.#estimates.measured(at);
  }

  /** Takes the values of a run up to the record before its last one in one step: they only rose. */
  #advanceTo(part: PartEnergy, { at, indexes, injectionIndex }: IndexValues): void {
    const advance = (key: string, wh: number): number => {
      const track = this.#tracks.get(key) as IndexTrack;
      this.#count(key, track.settle());
      return track.advanceTo({ at, wh });
    };
    for (const key in indexes) {
      const from = this.#tracks.get(key)?.lastAt ?? at;
      addTo(part, key, advance(key, indexes[key] as number));
      this.#counts.addKnown(from, at);
    }
    if (injectionIndex === undefined) return;
    const injected = advance(INJECTION_KEY, injectionIndex);
    part.injectedByIndex = (part.injectedByIndex ?? 0) + injected;
    this.#estimates.measured(at);
  }

  #follow(key: string, sample: IndexSample): void {
    let track = this.#tracks.get(key);
    if (!track) {
      const zero = this.#zeroBefore(key);
      track = new IndexTrack(zero ?? sample);
      this.#tracks.set(key, track);
      if (!zero) return;
    }
    this.#count(key, track.advance(sample));
  }

  /** An index that a supplier's calendar has left out of the last line was 0 then. */
  #zeroBefore(key: string): IndexSample | undefined {
    const before = this.#lastRecord;
    const isSuppliers = contractOfKey(key) === SUPPLIERS_CALENDAR && key !== INJECTION_KEY;
    return isSuppliers && before && Object.keys(before.indexes).length > 0 ? { at: before.at, wh: 0 } : undefined;
  }

  /** Gives rises to their parts of time. */
  #count(key: string, rises: readonly Rise[]): void {
    for (const rise of rises) {
      if (rise.discontinuity) this.#warnings.push(warningOf(key, rise.discontinuity));
      this.#counts.addRise(key, rise);
    }
  }
}

/** Energy by local day. */
export class EnergyLedger extends PartLedger<Day> {
  constructor() {
    super(DAYS);
  }

  /** Once `finish` was called. */
  get days(): ReadonlyMap<Day, PartEnergy> {
    return this.parts;
  }
}

const warningOf = (key: string, { kind, from, to }: Discontinuity): EnergyWarning => ({
  kind,
  day: dayOf(to.at),
  key,
  wh: to.wh - from.wh,
});
