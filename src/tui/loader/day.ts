import { loadTariffs } from '../../config/tariffs.ts';
import { injectedPower, LONGEST_GAP_MS } from '../../energy/record.ts';
import { readDay } from '../../journal/reader.ts';
import { reportOfDays } from '../../report/build.ts';
import { type Comparison, comparisonOf } from '../../report/compare.ts';
import { type DayProfile, profileOf, type Stretch } from '../../report/profile.ts';
import type { Report } from '../../report/report.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../time/local.ts';
import { emptySamples, type Minute, withPast } from '../model/samples.ts';
import { faultOf, type LogPaths, type Steps } from './log-files.ts';

/** What the logs tell of one local day. */
interface DayFigures {
  readonly report: Report;
  readonly profile: DayProfile;
  readonly minutes: readonly Minute[];
  /** Both ends of the day: 23, 24 or 25 hours. */
  readonly span: Stretch;
  /** The present where the day still runs, else its end. */
  readonly until: number;
  readonly comparison: Comparison | undefined;
  /** Lines of its log that could not be read. */
  readonly damaged: number;
}

/** One local day out of the logs. */
export interface DayPage {
  readonly day: Day;
  /** Undefined where there is no measurement of it. */
  readonly figures: DayFigures | undefined;
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Reads one day, and the one before it to compare. */
export function* readDayPage({ logs, tariffsFile }: LogPaths, day: Day, now: number): Steps<DayPage> {
  yield undefined;
  try {
    const { records, damaged } = readDay(logs, day);
    if (records.length === 0) return { day, figures: undefined };
    yield undefined;
    const { prices } = loadTariffs(tariffsFile);
    const report = reportOfDays({ logs, from: day, to: day, prices, ...(day === dayOf(now) ? { now } : {}) });
    yield undefined;
    const comparison = comparisonOf(report, { logs, prices, now });
    yield undefined;
    const span = { from: startOfDay(day), to: startOfDay(addDays(day, 1)) };
    const until = Math.min(span.to, Math.max(now, records.at(-1)?.at ?? 0));
    const points = records.map((record) => {
      const { at, papp } = record;
      return { at, papp, pinj: injectedPower(record), lasts: LONGEST_GAP_MS };
    });
    const { minutes } = withPast(emptySamples, points, span.to);
    const profile = profileOf(records, { from: span.from, to: until });
    return { day, figures: { report, profile, minutes, span, until, comparison, damaged } };
  } catch (error) {
    return { day, figures: undefined, fault: faultOf(error, logs) };
  }
}
