import type { EnergyRecord } from '../energy/record.ts';
import { estimatedInjection, type Reading } from '../meter/reading.ts';

/**
 * Readings come every 1.5 s, or every second. Where they are rarer (damaged frames, or the short ones of three phases in
 * excess) a series ends after this time for each of its readings, and not before 30 s: lines a minute apart are a hole.
 */
const MAX_READING_MS = 3000;
const MIN_SERIES_MS = 30_000;
/** Readings further apart than this belong to two series, ms. */
const MAX_PAUSE_MS = 60_000;

interface SeriesSettings {
  /** Readings that make a series (NB_PAPP). */
  readonly size: number;
  /** Pause after a series, seconds (WAIT_BETWEEN_FRAMES). */
  readonly pause: number;
}

/** Averages readings into the records of the log: a series makes a record, a pause follows, then the next series begins. */
export class SeriesSampler {
  #readings: Measured[] = [];
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /**
   * Takes one reading; one without power or current (a short three-phase frame) does not count.
   * @param monotonic monotonic clock, ms: the pause is real time
   * @returns the record of the series that the reading completes, else undefined
   */
  take(reading: Reading, { size, pause }: SeriesSettings, monotonic: number): EnergyRecord | undefined {
    if (monotonic < this.#pausedUntil || !isMeasured(reading)) return undefined;
    // A mean over two contracts, or over a hole, would belong to neither side.
    if (!continues(this.#readings.at(-1), reading)) this.#readings = [];
    this.#readings.push(reading);
    const lastedMs = reading.at - (this.#readings[0] as Measured).at;
    const isLate = lastedMs >= Math.max(MIN_SERIES_MS, size * MAX_READING_MS);
    if (this.#readings.length < size && !isLate) return undefined;
    const record = meanRecord(this.#readings, reading);
    this.#readings = [];
    this.#pausedUntil = monotonic + pause * 1000;
    return record;
  }
}

type Measured = Reading & { readonly papp: number; readonly iinst: number };

const isMeasured = (reading: Reading): reading is Measured => reading.papp !== undefined && reading.iinst !== undefined;

const continues = (before: Reading | undefined, reading: Reading): boolean =>
  before?.contract === reading.contract && reading.at - before.at <= MAX_PAUSE_MS;

const meanOf = (values: readonly number[]): number =>
  Math.round(values.reduce((sum, each) => sum + each, 0) / values.length);

/** Means of power and current, and of injected power over the readings that have it; period, indexes and time of the last. */
function meanRecord(readings: readonly Measured[], last: Measured): EnergyRecord {
  const papp = meanOf(readings.map((reading) => reading.papp));
  const iinst = meanOf(readings.map((reading) => reading.iinst));
  const injected = readings.flatMap((reading) => reading.pinj ?? []);
  const pinj = injected.length === 0 ? undefined : meanOf(injected);
  // A power of 0 and a current imply an injection already: written only where that does not give the mean.
  const isWritten = last.pinjEstimated
    ? papp > 0 && pinj !== undefined && pinj > 0
    : pinj !== estimatedInjection(papp, iinst);
  return {
    at: last.at,
    periodCode: last.periodCode,
    indexes: last.indexes,
    papp,
    iinst,
    injectionIndex: last.injectionIndex,
    pinj: isWritten ? pinj : undefined,
  };
}
