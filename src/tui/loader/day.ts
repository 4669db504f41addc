import { type DaySteps, STEP_MS } from '../../energy/day-steps.ts';
import { gapLimitOf } from '../../energy/gaps.ts';
import { type EnergyRecord, type IndexValues, injectedPower } from '../../energy/record.ts';
import type { Summaries } from '../../journal/summaries.ts';
import { periodOfCode, UNKNOWN_CODE } from '../../meter/contract.ts';
import { comparisonSteps } from '../../report/outlook/compare.ts';
import { daysSteps } from '../../report/sums/build.ts';
import { dayEnds } from '../../report/sums/day-ends.ts';
import { profileOf } from '../../report/sums/profile.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import { addDays, type Day, dayOf, daysBetween, startOfDay } from '../../time/local.ts';
import type { Minute } from '../model/curve/minutes.ts';
import type { Point } from '../model/curve/point.ts';
import { bucketsOfSteps, changesOfSteps } from '../model/curve/source.ts';
import type { DayCost, DayFigures, DayPage, DayRecords } from '../model/log-data.ts';
import type { LoggedSamples, PeriodChange } from '../model/samples.ts';
import type { LogSource } from './log-source.ts';

/** The longest curve, and a few columns more, ms. */
const REACH_MS = 30 * 3_600_000;

/** Curves that reach further back have columns of ten minutes and more, ms: the cache knows those. */
const FINE_MS = 7 * 3_600_000;
const MINUTE_MS = 60_000;

/** Reads the energy and the cost of the running day. */
export function* readToday(source: LogSource, now: number): Work<DayCost> {
  const { prices } = source;
  const day = dayOf(now);
  try {
    const report = yield* daysSteps({ logs: source.logs, from: day, to: day, prices, now });
    return { day, report, prices };
  } catch (error) {
    return { day, prices, fault: source.faultOf(error) };
  }
}

/** Reads the measurements of the last day, for the curves; none where the logs cannot be read. */
export function* readRecentSamples(source: LogSource, now: number): Work<LoggedSamples> {
  const points: Point[] = [];
  const minutes: Minute[] = [];
  const changes: PeriodChange[] = [];
  const days = daysBetween(dayOf(now - REACH_MS), dayOf(now));
  const isNear = ({ at }: { readonly at: number }): boolean => at >= now - REACH_MS && at <= now;
  for (const [i, day] of days.entries()) {
    yield { done: i, of: days.length };
    try {
      const { logs } = source;
      if (startOfDay(addDays(day, 1)) <= now - FINE_MS) {
        const steps = logs.stepsOf(day);
        minutes.push(...minutesOfSteps(steps).filter(isNear));
        changes.push(...changesOfSteps(steps));
        logs.save();
      } else {
        const records = dayRecords(logs.read(day).records);
        points.push(...records.points.filter(isNear));
        changes.push(...records.changes);
      }
    } catch {
      // Today's cost says why.
    }
  }
  return { points, minutes, changes };
}

/** The steps of a day as minutes; of the least power they know nothing. */
const minutesOfSteps = (steps: DaySteps): Minute[] =>
  bucketsOfSteps(steps).flatMap(({ at, max, mean, injected }) =>
    Array.from(
      { length: STEP_MS / MINUTE_MS },
      (_, i): Minute => ({
        ...{ at: at + i * MINUTE_MS, papp: max, mean, min: mean, pinj: injected, count: 1, lasts: MINUTE_MS },
      }),
    ),
  );

/** What the curves need of a day's records, in the order of time. */
export function dayRecords(records: readonly EnergyRecord[]): DayRecords {
  const lasts = gapLimitOf(records);
  const changes: PeriodChange[] = [];
  for (const { at, periodCode } of records) {
    const period = periodOfCode(periodCode);
    if (periodCode !== UNKNOWN_CODE && period !== changes.at(-1)?.period) changes.push({ at, period });
  }
  const points = records.map((record) => ({ at: record.at, papp: record.papp, pinj: injectedPower(record), lasts }));
  return { points, changes };
}

/** Reads one day, and the one before it to compare. */
export function* readDayPage(source: LogSource, day: Day, now: number): Work<DayPage> {
  try {
    const figures = yield* figuresOf(source, day, now);
    if (figures) return { day, figures };
    const { logs, prices } = source;
    const [bad] = logs.read(day).unread ?? [];
    const report = yield* daysSteps({ logs, from: day, to: day, prices });
    return { day, report, ...(bad ? { fault: `${bad.code} ${source.paths.logs}/${bad.name}` } : {}) };
  } catch (error) {
    return { day, fault: source.faultOf(error) };
  }
}

/** The last or the first line of the first of these days that has any, as its summary knows it. */
function edgeOf(logs: Summaries, days: Iterable<Day>, place: -1 | 0): IndexValues | undefined {
  for (const day of days) {
    const run = logs.of(day).runs.at(place);
    if (run) return place === 0 ? run.first : run.last;
  }
  return undefined;
}

/** @throws JournalError */
function* figuresOf({ logs, prices }: LogSource, day: Day, now: number): Work<DayFigures | undefined> {
  const { records } = logs.read(day);
  if (records.length === 0) return undefined;
  yield { done: 1, of: 1 };
  const present = day === dayOf(now) ? { now } : {};
  const report = yield* daysSteps({ logs, from: day, to: day, prices, ...present });
  const comparison = yield* comparisonSteps(report, { logs, prices, now });
  const span = { from: startOfDay(day), to: startOfDay(addDays(day, 1)) };
  const until = Math.min(span.to, Math.max(now, records.at(-1)?.at ?? 0));
  const profile = profileOf(records, { from: span.from, to: until });
  const [before, after] = [edgeOf(logs, logs.places.daysBefore(day), -1), edgeOf(logs, logs.places.daysAfter(day), 0)];
  const ends = dayEnds({ report, profile, records, span, before, after });
  return { report, profile, ends, records: dayRecords(records), span, until, comparison };
}
