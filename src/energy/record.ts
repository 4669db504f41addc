import { estimatedInjection, type Indexes } from '../meter/reading.ts';

/**
 * Two records this close together speak for all the time between them, ms. Records come every 22 s (8 readings of 1.5 s
 * and a pause of 10 s): one lost record is bridged, two are a hole. A hole is not covered, and no power is integrated over it.
 */
export const MAX_GAP_MS = 60_000;

/** The energy indexes at one instant. */
export interface IndexValues {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** Wh by index key: HN, HPM, BASE, HC, HP, HCJB…, INDEX01… */
  readonly indexes: Indexes;
  /** Total injected energy, Wh (EAIT), where the meter sends it. */
  readonly injectionIndex: number | undefined;
}

/** One line of the daily log, as energy is computed from it; its instant is that of the series' last reading. */
export interface EnergyRecord extends IndexValues {
  /** Running period as the log writes it: `HN..`, `TH..`, `T01`; UNKNOWN_CODE where it is not known. */
  readonly periodCode: string;
  /** Mean drawn power of the series, VA; undefined where the meter's was not readable. */
  readonly papp: number | undefined;
  /** Mean current of the series, A. */
  readonly iinst: number | undefined;
  /** Mean injected power of the series, VA, where the line has it (`PuissInjectee=`). */
  readonly pinj: number | undefined;
}

/** Mean injected power of a record, VA: that of its line, else deduced from power and current; undefined without both. */
export function injectedPower({
  pinj,
  papp,
  iinst,
}: Pick<EnergyRecord, 'pinj' | 'papp' | 'iinst'>): number | undefined {
  return pinj ?? (papp === undefined || iinst === undefined ? undefined : estimatedInjection(papp, iinst));
}

/** The time before a record that its mean power stands for, when the record before it was `elapsedMs` earlier. */
export const spanOfPower = (elapsedMs: number): number => Math.min(elapsedMs, MAX_GAP_MS);

/** The part of the time between two records that they cover, ms: all of it, or nothing of a hole. */
export const coveredMs = (elapsedMs: number): number => (elapsedMs <= MAX_GAP_MS ? elapsedMs : 0);
