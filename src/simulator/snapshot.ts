import { CONTRACTS, type KnownContract } from '../meter/contract.ts';
import type { TicMode } from '../tic/labels.ts';
import type { Calendar } from './calendar.ts';
import type { Counters } from './counters.ts';
import type { Measures } from './household.ts';
import type { LegalTime } from './legal-time.ts';
import type { Signals } from './signals.ts';

/** The meter at one instant: all that a frame is made of. */
export interface MeterSnapshot {
  readonly time: LegalTime;
  readonly mode: TicMode;
  readonly calendar: Calendar;
  readonly signals: Signals;
  readonly measures: Measures;
  readonly counters: Counters;
  readonly threePhase: boolean;
  /** Subscribed power, kVA. */
  readonly subscribed: number;
  /** The meter is in producer mode. */
  readonly producer: boolean;
}

/** The labels, keys and codes of the calendar. */
export const contractOf = ({ calendar }: MeterSnapshot): KnownContract =>
  CONTRACTS.find(({ name }) => name === calendar) as KnownContract;

/** PAPP is rounded to 10 VA (54E §6.1). */
export const nearestTen = (va: number): number => Math.round(va / 10) * 10;

/**
 * The supplier indexes as historique sends them, Wh, with fractions: BASE is the meter's total, whatever indexes
 * another calendar has filled before (54E §6.1.1).
 */
export const historiqueIndexes = ({ calendar, counters }: MeterSnapshot): readonly number[] =>
  calendar === 'BASE' ? [counters.total] : counters.supplier;

/** Set current of each phase, A: ISOUSC. */
export const setCurrent = ({ subscribed, threePhase }: MeterSnapshot): number =>
  (subscribed * 5) / (threePhase ? 3 : 1);

/** The phases that draw more than the set current, counted from 0. */
export function phasesInExcess(snapshot: MeterSnapshot): number[] {
  const set = setCurrent(snapshot);
  const { powers, amperes } = snapshot.measures;
  return amperes.flatMap((current, phase) => (current > set && (powers[phase] as number) > 0 ? [phase] : []));
}
