import { injectedPower, LONGEST_GAP_MS } from '../../energy/record.ts';
import type { Steps } from '../../report/read-logs.ts';
import { dayOf, daysBetween } from '../../time/local.ts';
import type { Point } from '../model/samples.ts';
import type { LogSource } from './log-source.ts';

/** The longest curve, and a few columns more, ms. */
const REACH_MS = 30 * 3_600_000;

/** Reads the measurements of the last day, for the curves; none where the logs cannot be read. */
export function* readRecentSamples(source: LogSource, now: number): Steps<readonly Point[]> {
  const points: Point[] = [];
  const days = daysBetween(dayOf(now - REACH_MS), dayOf(now));
  for (const [i, day] of days.entries()) {
    yield { done: i, of: days.length };
    try {
      for (const record of source.logs.read(day).records) {
        if (record.at < now - REACH_MS || record.at > now) continue;
        points.push({ at: record.at, papp: record.papp, pinj: injectedPower(record), lasts: LONGEST_GAP_MS });
      }
    } catch {
      // Today's cost says why.
    }
  }
  return points;
}
