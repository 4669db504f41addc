import { estimatedInjection, type Indexes } from '../meter/reading.ts';

/** The energy indexes at one instant. */
export interface IndexValues {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** Wh by index key: HN, HPM, BASE, HC, HP, HCJB…, INDEX01… */
  readonly indexes: Indexes;
  /** Total injected energy, Wh (EAIT), where the meter sends it. */
  readonly injectionIndex: number | undefined;
  /** Time that has passed before it besides what the clock shows, ms: lines of a wrong clock were left out there. */
  readonly unseenMs?: number | undefined;
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
  if (pinj !== undefined || papp === undefined) return pinj;
  if (papp > 0) return 0;
  return iinst === undefined ? undefined : estimatedInjection(papp, iinst);
}
