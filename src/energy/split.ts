import { addDays, type Day, dayOf, startOfDay } from '../time/local.ts';

/** The part of an amount that falls on one local day. */
export interface Share {
  readonly day: Day;
  readonly amount: number;
}

/**
 * Spreads a whole amount (Wh, ms) evenly over the time between two instants, and cuts it at local midnights. The running
 * sum is rounded, not each share: the shares are whole, never negative, and add up to the amount exactly.
 * @param amount a whole number, 0 or more
 * @param from instant in ms; with `to` equal to it, all falls on that day
 */
export function splitAtMidnights(from: number, to: number, amount: number): Share[] {
  const shares: Share[] = [];
  let given = 0;
  let day = dayOf(from);
  for (;;) {
    const next = addDays(day, 1);
    const midnight = startOfDay(next);
    // A step that ends exactly at midnight has no part in the day that begins there.
    if (to <= midnight) break;
    const until = Math.round((amount * (midnight - from)) / (to - from));
    shares.push({ day, amount: until - given });
    given = until;
    day = next;
  }
  shares.push({ day, amount: amount - given });
  return shares;
}
