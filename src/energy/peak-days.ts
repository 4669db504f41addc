import type { Day, Stretch } from '../time/local.ts';
import { isPeakCode, peakDaysWithin, peakSpan, peaksBetween } from './peak.ts';

const NO_PEAK: Stretch = { from: 1, to: 0 };

/** The days whose mobile peak ran, by the records of one local day. Years of records pass through it. */
export class PeakDays {
  #byPeriod = new Set<Day>();
  #byRise = new Set<Day>();
  /** Within these times only a peak day that is already in its set can have run. */
  #knownPeriod = NO_PEAK;
  #knownRise = NO_PEAK;
  /** Whether the period of the last record is PM; undefined where that is not known. */
  #inPeak: boolean | undefined;
  /** Of the record before it. */
  #inPeakBefore: boolean | undefined;
  /** The instant of the last record whose period is known, where that is PM. */
  #peakAt: number | undefined;

  /** By the period of two records in a row. */
  get byPeriod(): Day[] {
    return [...this.#byPeriod];
  }

  /** Because HPM rose. */
  get byRise(): Day[] {
    return [...this.#byRise];
  }

  /** Another run begins: it names its own days. */
  begin(): void {
    this.#byPeriod = new Set();
    this.#byRise = new Set();
    this.#knownPeriod = NO_PEAK;
    this.#knownRise = NO_PEAK;
  }

  /**
   * Takes the period of the next record. Two in a row whose period is known show that a peak ran.
   * @param isSame the period is known to be that of the record before
   */
  takePeriod(at: number, code: string, isSame: boolean): void {
    this.#inPeakBefore = this.#inPeak;
    if (!isSame) this.#inPeak = isPeakCode(code);
    else if (!this.#inPeak) return;
    if (this.#inPeak === undefined) return;
    const before = this.#peakAt;
    this.#peakAt = this.#inPeak ? at : undefined;
    // A copy of a line proves nothing more.
    if (!this.#inPeak || before === undefined || before === at) return;
    if (before >= this.#knownPeriod.from && at <= this.#knownPeriod.to) return;
    const [day] = peakDaysWithin(at, at);
    if (day === undefined || !peakDaysWithin(before, before).includes(day)) return;
    this.#byPeriod.add(day);
    this.#knownPeriod = peakSpan(day);
  }

  /** HPM rose between the last two records, at these instants, ms. */
  takeRise(before: number, at: number): void {
    if (before >= this.#knownRise.from && at <= this.#knownRise.to) return;
    const days = peaksBetween({ at: before, inPeak: this.#inPeakBefore }, { at, inPeak: this.#inPeak });
    for (const day of days) this.#byRise.add(day);
    const [day, other] = days;
    if (day !== undefined && other === undefined) this.#knownRise = peakSpan(day);
  }
}
