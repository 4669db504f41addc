import type { TicMode } from '../tic/labels.ts';
import type { Status } from '../tic/stge.ts';
import type { IndexNames } from './index-names.ts';
import type { TempoState } from './tempo.ts';

/** Indexes in Wh, in the meter's order, by the key that also prices them (HN, HPM, BASE, HC, INDEX01…). */
export type Indexes = Readonly<Record<string, number>>;

/**
 * An announced peak: when it begins and, mostly, ends (ms). Historique sends `minutes`, the same all through the notice: its
 * `from` is counted from the first frame.
 */
export type EjpNotice =
  | { readonly kind: 'in'; readonly minutes: number; readonly from: number }
  | { readonly kind: 'at'; readonly from: number; readonly to: number | undefined };

/** The mobile peak: running now, announced, or neither. */
export interface EjpState {
  readonly active: boolean;
  readonly notice: EjpNotice | undefined;
  /** Start and end of the running peak, ms; the legal 07:00 and 01:00 where the meter sends neither. */
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** What the meter says at one moment. A value that it did not send is undefined, never 0. */
export interface Reading {
  /** Instant of the end of the frame, ms since 1970 UTC. */
  readonly at: number;
  readonly mode: TicMode;
  /**
   * Something is missing that may still come: it came in the last minute, or is waited for since the start. The log makes
   * no line of it.
   */
  readonly isPartial: boolean;
  /** BASE, HC, EJP, TEMPO, or the supplier's own calendar name. */
  readonly contract: string | undefined;
  /** The supplier's own calendar (NGTF), and what it calls its indexes (LTARF) as far as they have run. */
  readonly calendar: string | undefined;
  readonly indexNames: IndexNames;
  /** Running period: BASE HC HP HN PM HCJB…HPJR, or the supplier's text. */
  readonly period: string | undefined;
  /** The period as the log writes it: `HN..`, `PM..`, `TH..`, `HCJB`, or `T01`… for other calendars. */
  readonly periodCode: string | undefined;
  /** Those that are known; INDEXnn while the contract is not. */
  readonly indexes: Indexes;
  /** Total injected energy in Wh (EAIT). */
  readonly injectionIndex: number | undefined;
  /** Drawn apparent power, VA (PAPP, SINSTS). */
  readonly papp: number | undefined;
  /** True when papp is deduced from the current: the meter sends none (before 2010), or none arrives sound. */
  readonly pappEstimated: boolean;
  /** Current in A, the sum of the phases (IINST, IRMS). */
  readonly iinst: number | undefined;
  /** Current of each phase in A, where there are three. */
  readonly phases: readonly number[] | undefined;
  /** Voltage of each phase in V (URMS1…): standard mode alone has it. */
  readonly voltages: readonly number[] | undefined;
  /** Injected apparent power, VA. */
  readonly pinj: number | undefined;
  /** True when pinj is deduced from the current and not measured (SINSTI). */
  readonly pinjEstimated: boolean;
  readonly ejp: EjpState;
  /** The meter has said within a minute whether the mobile peak runs; true on a known contract other than EJP. */
  readonly isPeakKnown: boolean;
  /** The colours of a Tempo contract. */
  readonly tempo: TempoState | undefined;
  /** Present current in A while the subscribed power is exceeded (ADPS, ADIRn, STGE). */
  readonly overload: number | undefined;
  /** What the status register of standard mode says besides the tariff. */
  readonly register: Pick<Status, 'breaker' | 'coverOpen' | 'overvoltage' | 'clockDegraded'> | undefined;
  /** Subscribed power, VA (ISOUSC × 200 V, PREF). */
  readonly subscribed: number | undefined;
  /** ADCO or ADSC: identifies a household, masked wherever it is shown (`masked`). */
  readonly serial: string | undefined;
}

/** Whether there is anything behind a reading but the meter's name. */
export const saysAnything = ({
  papp,
  iinst,
  pinj,
  period,
  indexes,
  overload,
  contract,
  isPeakKnown,
}: Reading): boolean =>
  [papp, iinst, pinj, period, overload].some((value) => value !== undefined) ||
  Object.keys(indexes).length > 0 ||
  (contract === 'EJP' && isPeakKnown);

/** VA for each ampere that flows back: the constant of the former scripts, 0.22 kW (Enedis gives no voltage in historique). */
export const VA_PER_AMPERE = 220;

/** Nominal voltage, V: what a current is worth in VA on a meter that sends no power. */
export const NOMINAL_VOLTS = 230;

/** Injected power in VA where the meter does not measure it: PAPP = 0 ? IINST × 0.22 kW : 0. */
export function estimatedInjection(papp: number, iinst: number): number {
  return papp === 0 ? iinst * VA_PER_AMPERE : 0;
}

/** A serial number that may be shown: `0215…7718`. */
export function masked(serial: string): string {
  return serial.length > 8 ? `${serial.slice(0, 4)}…${serial.slice(-4)}` : '…';
}
