import { injectedPower, LONGEST_GAP_MS } from '../../energy/record.ts';
import { readDay } from '../../journal/reader.ts';
import { dayOf, daysBetween } from '../../time/local.ts';
import type { Point } from '../model/samples.ts';
import type { Steps } from './log-files.ts';

/** The longest curve, and a few columns more, ms. */
const REACH_MS = 30 * 3_600_000;

/** The measurements of the last day out of the logs, for the curves; none where the logs cannot be read. */
export function* readPast(logs: string, now: number): Steps<readonly Point[]> {
  const points: Point[] = [];
  for (const day of daysBetween(dayOf(now - REACH_MS), dayOf(now))) {
    yield undefined;
    try {
      for (const record of readDay(logs, day).records) {
        if (record.at < now - REACH_MS || record.at > now) continue;
        points.push({ at: record.at, papp: record.papp, pinj: injectedPower(record), lasts: LONGEST_GAP_MS });
      }
    } catch {
      // Today's cost says why.
    }
  }
  return points;
}
