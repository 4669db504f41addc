import { endOfDay, startOfDay } from '../../time/local.ts';
import type { Report } from './report.ts';
import { sumOf, type Totals } from './totals.ts';

/** Of less time the whole Wh of an index tell no power, ms. */
const MIN_KNOWN_MS = 60_000;

/** The mean power of the time whose energy is known, W; undefined where that is too short. */
export const meanWatts = ({ wh, knownMs }: Pick<Totals, 'wh' | 'knownMs'>): number | undefined =>
  knownMs < MIN_KNOWN_MS ? undefined : (wh * 3_600_000) / knownMs;

/** Mean power, and of which part of the time it is the mean. */
export interface MeanPower {
  readonly watts: number;
  /** Of the span's time up to the present. */
  readonly share: number;
}

/** The mean power of a report. @param now the present instant, ms: the day it falls on lasts up to here */
export function meanPower(
  { from, to, days }: Pick<Report, 'from' | 'to' | 'days'>,
  now = Number.POSITIVE_INFINITY,
): MeanPower | undefined {
  const knownMs = sumOf(days, (day) => day.knownMs);
  const watts = meanWatts({ wh: sumOf(days, ({ wh }) => wh), knownMs });
  const all = Math.min(endOfDay(to), now) - startOfDay(from);
  return watts === undefined ? undefined : { watts, share: all > 0 ? Math.min(1, knownMs / all) : 1 };
}
