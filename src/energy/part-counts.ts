import type { Day, Stretch } from '../time/local.ts';
import { type PartEnergy, PartTotals } from './part-totals.ts';
import { peaksBetween, peakWithin } from './peak.ts';
import type { Rise } from './rise.ts';
import type { Run } from './run.ts';
import type { TimeParts } from './time-parts.ts';

/** The index of what is injected. */
export const INJECTION_KEY = 'INJECTION';
/** The index of the mobile peak. */
export const PEAK_KEY = 'HPM';

/** How it is known that the mobile peak of a day ran: by the period of its lines, or by its index alone. */
export type PeakEvidence = 'lines' | 'index';

/**
 * Told of what a part of time gets of a rise over a hole: when in the hole it was drawn is not known.
 * @param hole from the line before it to the line after it
 */
export type HoleListener = (hole: Stretch, part: PartEnergy, wh: number) => void;

/** What the indexes rose by, given to the parts of time in which they did. */
export class PartCounts<K> {
  readonly totals: PartTotals<K>;
  readonly peakDays = new Map<Day, PeakEvidence>();
  readonly #onHole: HoleListener | undefined;
  /** Of the last two runs, ms: a longer time between two lines is a hole. */
  #gapLimits = [0, 0];
  /** Up to here the time whose energy is known is counted, ms: several indexes tell of the same time. */
  #knownUntil = Number.NEGATIVE_INFINITY;

  constructor(time: TimeParts<K>, onHole?: HoleListener) {
    this.totals = new PartTotals(time);
    this.#onHole = onHole;
  }

  /** Counts what a run says of its part of time, but for its indexes. */
  addRun(part: PartEnergy, run: Run): void {
    this.#gapLimits = [this.#gapLimits[1] ?? 0, run.gapLimit];
    part.records += run.records;
    part.coveredMs += run.coveredMs;
    if (run.maximumVa !== undefined) part.maximumVa = Math.max(part.maximumVa ?? 0, run.maximumVa);
    for (const peakDay of run.risenPeakDays) this.#addPeak(peakDay, 'index');
    for (const peakDay of run.peakDays) this.#addPeak(peakDay, 'lines');
  }

  /** Counts a time, ms, in which an index of what is drawn was followed. */
  addKnown(from: number, to: number): void {
    const start = Math.max(from, this.#knownUntil);
    if (to <= start) return;
    this.#knownUntil = to;
    this.totals.share(start, to, to - start, (part, ms) => {
      part.knownMs += ms;
    });
  }

  /** Gives a rise of an index to its parts of time. */
  addRise(key: string, rise: Rise): void {
    const { from, to, wh } = rise;
    if (key !== INJECTION_KEY) this.addKnown(from.at, to.at);
    if (key === INJECTION_KEY) {
      this.totals.share(from.at, to.at, wh, (part, share) => {
        part.injectedByIndex = (part.injectedByIndex ?? 0) + share;
      });
    } else if (key === PEAK_KEY && to.wh > from.wh) this.#addPeakRise(rise);
    else this.totals.share(from.at, to.at, wh, this.#give(key, rise));
  }

  /** Adds what a part gets of a rise. */
  #give(key: string, { from, to }: Rise): (part: PartEnergy, wh: number) => void {
    const onHole = this.#onHole;
    if (!onHole || to.at - from.at <= Math.max(...this.#gapLimits)) return (part, wh) => addTo(part, key, wh);
    const hole = { from: from.at, to: to.at };
    return (part, wh) => {
      addTo(part, key, wh);
      onHole(hole, part, wh);
    };
  }

  /** The index of the mobile peak counts in the hours of the peak only. */
  #addPeakRise(rise: Rise): void {
    const { from, to, wh } = rise;
    const days = peaksBetween(from, to);
    for (const day of days) this.#addPeak(day, 'index');
    const within = { from: from.at, to: to.at };
    const hours = days.flatMap((day) => peakWithin(day, within) ?? []);
    this.totals.shareAmong(hours.length > 0 ? hours : [within], wh, this.#give(PEAK_KEY, rise));
  }

  #addPeak(day: Day, evidence: PeakEvidence): void {
    if (evidence === 'lines' || !this.peakDays.has(day)) this.peakDays.set(day, evidence);
  }
}

/** Adds Wh of an index to a part of time. */
export const addTo = ({ wh }: PartEnergy, key: string, amount: number): void =>
  void wh.set(key, (wh.get(key) ?? 0) + amount);
