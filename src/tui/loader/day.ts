import { injectedPower, LONGEST_GAP_MS } from '../../energy/record.ts';
import { daysSteps } from '../../report/build.ts';
import { comparisonSteps } from '../../report/compare.ts';
import { profileOf } from '../../report/profile.ts';
import type { Steps } from '../../report/read-logs.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../time/local.ts';
import type { DayFigures, DayPage } from '../model/log-data.ts';
import { emptySamples, withLogged } from '../model/samples.ts';
import type { LogSource } from './log-source.ts';

/** Reads one day, and the one before it to compare. */
export function* readDayPage(source: LogSource, day: Day, now: number): Steps<DayPage> {
  try {
    return { day, figures: yield* figuresOf(source, day, now) };
  } catch (error) {
    return { day, figures: undefined, fault: source.faultOf(error) };
  }
}

/** @throws JournalError */
function* figuresOf({ logs, prices }: LogSource, day: Day, now: number): Steps<DayFigures | undefined> {
  const { records, damaged } = logs.read(day);
  if (records.length === 0) return undefined;
  yield { done: 1, of: 1 };
  const present = day === dayOf(now) ? { now } : {};
  const report = yield* daysSteps({ logs, from: day, to: day, prices, ...present });
  const comparison = yield* comparisonSteps(report, { logs, prices, now });
  const span = { from: startOfDay(day), to: startOfDay(addDays(day, 1)) };
  const until = Math.min(span.to, Math.max(now, records.at(-1)?.at ?? 0));
  const points = records.map((record) => {
    const { at, papp } = record;
    return { at, papp, pinj: injectedPower(record), lasts: LONGEST_GAP_MS };
  });
  const { minutes } = withLogged(emptySamples, points, span.to);
  const profile = profileOf(records, { from: span.from, to: until });
  return { report, profile, minutes, span, until, comparison, damaged };
}
