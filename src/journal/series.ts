import type { EnergyRecord } from '../energy/record.js';
import { estimatedInjection, type Reading } from '../meter/reading.js';

/**
 * Readings come every 1.5 s, or every second. Where they come more rarely (damaged frames, the short ones of three phases
 * in excess) a series ends after this for each of its readings, and 30 s at least: lines a minute apart are a hole, ms.
 */
const LONGEST_READING_MS = 3000;
const LEAST_SERIES_MS = 30_000;

/** Averages readings into the records of the log: one for every `size` readings (NB_PAPP), or for those that came in time. */
export class Series {
  #readings: Reading[] = [];

  /**
   * Takes one reading; one without power or current (a short three-phase frame) does not count.
   * @param size readings that make a series
   * @returns the finished record, or undefined while the series is not full
   */
  add(reading: Reading, size: number): EnergyRecord | undefined {
    if (reading.papp === undefined || reading.iinst === undefined) return undefined;
    // A mean over two contracts would belong to neither.
    if (this.#readings[0] && this.#readings[0].contract !== reading.contract) this.#readings = [];
    this.#readings.push(reading);
    const lasted = reading.at - (this.#readings[0] as Reading).at;
    const isLate = lasted >= Math.max(LEAST_SERIES_MS, size * LONGEST_READING_MS);
    if (this.#readings.length < size && !isLate) return undefined;
    const record = recordOf(this.#readings, reading);
    this.#readings = [];
    return record;
  }
}

/** Means of power and current over the readings that have them, with the last reading's period, indexes and time. */
function recordOf(readings: readonly Reading[], last: Reading): EnergyRecord {
  const mean = (value: (reading: Reading) => number | undefined): number | undefined => {
    const known = readings.flatMap((reading) => value(reading) ?? []);
    return known.length === 0 ? undefined : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length);
  };
  const papp = mean((reading) => reading.papp) ?? 0;
  const iinst = mean((reading) => reading.iinst) ?? 0;
  const pinj = mean((reading) => reading.pinj);
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
