import { estimatedInjection, type Indexes } from '../meter/reading.ts';

/**
 * Up to this time between two records both speak for all of it, ms. They come every 22 s (8 readings of 1.5 s and a
 * pause of 10 s): one lost record is bridged, two are a hole. A hole is not covered, and power is not integrated over more.
 */
export const LONGEST_GAP_MS = 60_000;

/** One line of the daily log, as energy is computed from it. */
export interface EnergyRecord {
  /** Instant of the series' last reading, ms since 1970 UTC. */
  readonly at: number;
  /** Running period as the log writes it: `HN..`, `TH..`, `T01`. */
  readonly periodCode: string;
  /** Wh by index key: HN, HPM, BASE, HC, HP, HCJB…, INDEX01… */
  readonly indexes: Indexes;
  /** Mean drawn power of the series, VA. */
  readonly papp: number;
  /** Mean current of the series, A. */
  readonly iinst: number;
  /** Total injected energy, Wh (EAIT), where the meter sends it. */
  readonly injectionIndex: number | undefined;
  /** Mean injected power of the series, VA, where the line says it (`PuissInjectee=`). */
  readonly pinj: number | undefined;
}

/** Mean injected power of a record, VA: what the line says, else what power and current say. */
export function injectedPower(record: EnergyRecord): number {
  return record.pinj ?? estimatedInjection(record.papp, record.iinst);
}
