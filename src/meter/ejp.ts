import { addDays, type Day, dayOf, instantOf } from '../time/local.ts';
import type { EjpState } from './reading.ts';

export const NO_EJP: EjpState = { active: false, notice: undefined, since: undefined, until: undefined };

/** The legal peak lasts 18 hours from 07:00 (arrêté du 30/10/2014, art. 3); the clocks never change inside it. */
export const PEAK_MS = 18 * 3_600_000;
/** Mode historique announces a peak 30 minutes before it: the notice of a meter that was silent for longer has ended. */
export const NOTICE_MS = 1_800_000;
/** Nearly the time between the end of a peak and the earliest next one, 01:00 to 07:00; clocks may be wrong by the rest. */
export const BETWEEN_PEAKS_MS = 5 * 3_600_000;
/**
 * How long a peak is still awaited after the time for which it was announced: the meter's clock and ours may differ by
 * minutes, and its tariff labels come up to 20 minutes late.
 */
export const MAX_LATE_MS = 20 * 60_000;

/** The instant at which the peak of a day begins. */
export const peakStartOn = (day: Day): number => instantOf(`${day}T07:00:00`);

/**
 * The day that names a peak running at this instant: 00:00-01:00 belongs to the day before.
 * @returns the local day of its 07:00
 */
export function peakDayOf(at: number): Day {
  const day = dayOf(at);
  return at < peakStartOn(day) ? addDays(day, -1) : day;
}

/** When the running peak began by law, ms; by a clock that is slow, that may be soon. */
export const legalStartOf = (at: number): number => peakStartOn(peakDayOf(at + BETWEEN_PEAKS_MS / 2));

/** Whole minutes until an announced peak, as nearly as they go; 0 when it is about to begin, or is late. Both ms. */
export const minutesUntil = (from: number, now: number): number => Math.max(0, Math.round((from - now) / 60_000));

/** The first 07:00 after an instant, ms. */
export function nextPeakAfter(at: number): number {
  const today = peakStartOn(dayOf(at));
  return today > at ? today : peakStartOn(addDays(dayOf(at), 1));
}
