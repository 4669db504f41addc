import { CONTRACTS } from '../meter/contract.ts';
import type { Calendar } from './calendar.ts';
import type { Counters } from './counters.ts';
import type { Measures } from './household.ts';
import type { LegalTime } from './legal-time.ts';
import type { Signals } from './signals.ts';

/** All that a frame is made of. */
export interface MeterSnapshot {
  readonly time: LegalTime;
  readonly calendar: Calendar;
  readonly signals: Signals;
  readonly measures: Measures;
  readonly counters: Counters;
  /** Subscribed power, kVA. */
  readonly subscribed: number;
  /** The meter is in producer mode. */
  readonly producer: boolean;
}

type KnownContract = (typeof CONTRACTS)[number];
const KNOWN = new Map(CONTRACTS.map((contract) => [contract.name, contract]));

/** The labels, keys and codes of a calendar that historique mode also has. */
export const knownContract = (calendar: Calendar): KnownContract => KNOWN.get(calendar) as KnownContract;

/** PAPP is rounded to 10 VA (54E §6.1). */
export const nearestTen = (va: number): number => Math.round(va / 10) * 10;

/**
 * Supplier index `i` as historique sends it, Wh: BASE is the meter's total, whatever indexes another calendar has
 * filled before (54E §6.1.1).
 */
export function historiqueIndex(
  { calendar, counters }: Pick<MeterSnapshot, 'calendar' | 'counters'>,
  i: number,
): number {
  return calendar === 'BASE' ? counters.total : Math.floor(counters.supplier[i] as number);
}

/** Set current of each phase, A: ISOUSC. */
export const setCurrent = ({ subscribed, measures }: Pick<MeterSnapshot, 'subscribed' | 'measures'>): number =>
  (subscribed * 5) / measures.amperes.length;

/** The phases that draw more than the set current, counted from 0. */
export function phasesInExcess(snapshot: Pick<MeterSnapshot, 'subscribed' | 'measures'>): number[] {
  const set = setCurrent(snapshot);
  const { powers, amperes } = snapshot.measures;
  return amperes.flatMap((current, phase) => (current > set && (powers[phase] as number) > 0 ? [phase] : []));
}
