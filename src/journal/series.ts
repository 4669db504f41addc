import type { EnergyRecord } from '../energy/record.js';
import { estimatedInjection, type Reading } from '../meter/reading.js';

/** Averages readings into the records of the log: one for every `size` readings (NB_PAPP). */
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
    if (this.#readings.length < size) return undefined;
    const record = recordOf(this.#readings, reading);
    this.#readings = [];
    return record;
  }
}

/** Means of power and current, with the last reading's period, indexes and time. */
function recordOf(readings: readonly Reading[], last: Reading): EnergyRecord {
  const mean = (value: (reading: Reading) => number | undefined): number =>
    Math.round(readings.reduce((sum, reading) => sum + (value(reading) ?? 0), 0) / readings.length);
  const papp = mean((reading) => reading.papp);
  const iinst = mean((reading) => reading.iinst);
  const pinj = mean((reading) => reading.pinj);
  // The owner's form says injection by a power of 0 and a current: said again only where that is not it.
  const implied = estimatedInjection(papp, iinst);
  const tells = last.pinjEstimated ? papp > 0 && pinj > 0 : pinj !== implied;
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
