import type { EnergyRecord } from '../energy/record.ts';
import { UNKNOWN_CODE } from '../meter/contract.ts';
import { estimatedInjection, type Reading } from '../meter/reading.ts';

/**
 * Readings come every 1.5 s, or every second. Where they are rarer (damaged frames, or the short ones of three phases in
 * excess) a series ends after this time for each of its readings, and not before 30 s: lines more than a minute apart may have a hole between them.
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
  #readings: Reading[] = [];
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /**
   * Takes one reading; one that lacks what may still come (a damaged or short frame) does not count.
   * @param monotonic monotonic clock, ms: the pause is real time
   * @returns the record of the series that the reading completes, else undefined
   */
  take(reading: Reading, { size, pause }: SeriesSettings, monotonic: number): EnergyRecord | undefined {
    if (monotonic < this.#pausedUntil || reading.isPartial || !saysEnergy(reading)) return undefined;
    // A mean over two contracts, or over a hole, would belong to neither side.
    if (!continues(this.#readings.at(-1), reading)) this.#readings = [];
    this.#readings.push(reading);
    const lastedMs = reading.at - (this.#readings[0] as Reading).at;
    const isLate = lastedMs >= Math.max(MIN_SERIES_MS, size * MAX_READING_MS);
    if (this.#readings.length < size && !isLate) return undefined;
    const record = meanRecord(this.#readings, reading);
    this.#readings = [];
    this.#pausedUntil = monotonic + pause * 1000;
    return record;
  }
}

/** Whether a line could say anything: the indexes of a contract that is not known have no names yet. */
const saysEnergy = ({ papp, iinst, contract, indexes }: Reading): boolean =>
  papp !== undefined || iinst !== undefined || (contract !== undefined && Object.keys(indexes).length > 0);

const continues = (before: Reading | undefined, reading: Reading): boolean =>
  before !== undefined && before.contract === reading.contract && reading.at - before.at <= MAX_PAUSE_MS;

/** The mean of the values that are known. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length);
}

/** The injected power that a reader of the line deduces from its power and current, VA. */
function impliedInjection(papp: number | undefined, iinst: number | undefined): number | undefined {
  if (papp === undefined) return undefined;
  return papp > 0 ? 0 : iinst === undefined ? undefined : estimatedInjection(papp, iinst);
}

/** Means of the powers and the current over the readings that have them; period, indexes and time of the last reading. */
function meanRecord(readings: readonly Reading[], last: Reading): EnergyRecord {
  const papp = meanOf(readings.map((reading) => reading.papp));
  const iinst = meanOf(readings.map((reading) => reading.iinst));
  const pinj = meanOf(readings.map((reading) => reading.pinj));
  const implied = impliedInjection(papp, iinst);
  // Each reading's injection is the one that its power and current imply: written only where that does not give the mean.
  const isImplied = readings.every(
    (reading) => reading.pinj === undefined || reading.pinj === impliedInjection(reading.papp, reading.iinst),
  );
  const isWritten =
    last.pinjEstimated && isImplied ? implied === undefined || ((papp ?? 0) > 0 && (pinj ?? 0) > 0) : pinj !== implied;
  return {
    at: last.at,
    periodCode: last.periodCode ?? UNKNOWN_CODE,
    indexes: last.contract === undefined ? {} : last.indexes,
    papp,
    iinst,
    injectionIndex: last.injectionIndex,
    pinj: isWritten ? pinj : undefined,
  };
}
