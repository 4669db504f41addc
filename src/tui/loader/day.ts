import { type DaySteps, STEP_MS } from '../../energy/day-steps.ts';
import { gapLimitOf } from '../../energy/gaps.ts';
import { type EnergyRecord, injectedPower } from '../../energy/record.ts';
import { daysSteps } from '../../report/build.ts';
import { comparisonSteps } from '../../report/compare.ts';
import { profileOf } from '../../report/profile.ts';
import type { Work } from '../../report/read-logs.ts';
import { addDays, type Day, dayOf, daysBetween, startOfDay } from '../../time/local.ts';
import type { DayCost, DayFigures, DayPage } from '../model/log-data.ts';
import { emptySamples, type Point, withLogged } from '../model/samples.ts';
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
export function* readRecentSamples(source: LogSource, now: number): Work<readonly Point[]> {
  const points: Point[] = [];
  const days = daysBetween(dayOf(now - REACH_MS), dayOf(now));
  for (const [i, day] of days.entries()) {
    yield { done: i, of: days.length };
    try {
      const isFar = startOfDay(addDays(day, 1)) <= now - FINE_MS;
      const all = isFar ? pointsOfSteps(source.logs.stepsOf(day)) : pointsOf(source.logs.read(day).records);
      points.push(...all.filter(({ at }) => at >= now - REACH_MS && at <= now));
      if (isFar) source.logs.save();
    } catch {
      // Today's cost says why.
    }
  }
  return points;
}

/** The points of a day's records. */
function pointsOf(records: readonly EnergyRecord[]): Point[] {
  const lasts = gapLimitOf(records);
  return records.map((record) => ({ at: record.at, papp: record.papp, pinj: injectedPower(record), lasts }));
}

/** The steps of a day as points, one a minute: the greatest drawn power of the step, the mean of the injected one. */
function pointsOfSteps({ start, records, maximumVa, injectedSumVa }: DaySteps): Point[] {
  return records.flatMap((count, step): Point[] => {
    if (!count) return [];
    const pinj = (injectedSumVa?.[step] ?? 0) / count;
    const from = start + step * STEP_MS;
    const papp = maximumVa[step] ?? undefined;
    return Array.from({ length: STEP_MS / MINUTE_MS }, (_, i) => ({
      at: from + i * MINUTE_MS,
      papp,
      pinj,
      lasts: MINUTE_MS,
    }));
  });
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
  const { minutes } = withLogged(emptySamples, pointsOf(records), span.to);
  const profile = profileOf(records, { from: span.from, to: until });
  return { report, profile, minutes, span, until, comparison };
}
