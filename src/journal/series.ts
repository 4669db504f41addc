import { type EnergyRecord, LONGEST_GAP_MS } from '../energy/record.ts';
import { estimatedInjection, type Reading } from '../meter/reading.ts';

/**
 * Readings come every 1.5 s, or every second. Where they come more rarely (damaged frames, the short ones of three phases
 * in excess) a series ends after this for each of its readings, and 30 s at least: lines a minute apart are a hole, ms.
 */
const LONGEST_READING_MS = 3000;
const LEAST_SERIES_MS = 30_000;

/** Averages readings into the records of the log: one for every `size` readings (NB_PAPP), or for those that came in time. */
export class Series {
  #readings: Measured[] = [];

  /**
   * Takes one reading; one without power or current (a short three-phase frame) does not count.
   * @param size readings that make a series
   * @returns the finished record, or undefined while the series is not full
   */
  add(reading: Reading, size: number): EnergyRecord | undefined {
    if (!isMeasured(reading)) return undefined;
    const before = this.#readings.at(-1);
    // A mean over two contracts, or over a hole, would belong to neither side.
    const goesOn = before?.contract === reading.contract && reading.at - before.at <= LONGEST_GAP_MS;
    if (!goesOn) this.#readings = [];
    this.#readings.push(reading);
    const lasted = reading.at - (this.#readings[0] as Measured).at;
    const isLate = lasted >= Math.max(LEAST_SERIES_MS, size * LONGEST_READING_MS);
    if (this.#readings.length < size && !isLate) return undefined;
    const record = recordOf(this.#readings, reading);
    this.#readings = [];
    return record;
  }
}

type Measured = Reading & { readonly papp: number; readonly iinst: number };

const isMeasured = (reading: Reading): reading is Measured => reading.papp !== undefined && reading.iinst !== undefined;

const meanOf = (values: readonly number[]): number =>
  Math.round(values.reduce((sum, each) => sum + each, 0) / values.length);

/** Means of power and current, of the injected power over the readings that have it, with the last one's period, indexes and time. */
function recordOf(readings: readonly Measured[], last: Measured): EnergyRecord {
  const papp = meanOf(readings.map((reading) => reading.papp));
  const iinst = meanOf(readings.map((reading) => reading.iinst));
  const injected = readings.flatMap((reading) => reading.pinj ?? []);
  const pinj = injected.length === 0 ? undefined : meanOf(injected);
  // The owner's form says injection by a power of 0 and a current: said again only where that is not it.
  const implied = estimatedInjection(papp, iinst);
  const tells = last.pinjEstimated ? papp > 0 && pinj !== undefined && pinj > 0 : pinj !== implied;
  return {
    at: last.at,
    periodCode: last.periodCode,
    indexes: last.indexes,
    papp,
    iinst,
    injectionIndex: last.injectionIndex,
    pinj: tells ? pinj : undefined,
  };
}
