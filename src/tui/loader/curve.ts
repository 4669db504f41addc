import type { DaySteps } from '../../energy/day-steps.ts';
import type { Span } from '../../report/days/dates.ts';
import { dayUpTo } from '../../report/outlook/compare.ts';
import { daysSteps } from '../../report/sums/build.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { Day } from '../../time/local.ts';
import type { CurveNeeds } from '../model/curve/source.ts';
import type { CurveData, DayRecords, SpanPage } from '../model/log-data.ts';
import { dayRecords } from './day.ts';
import type { LogSource } from './log-source.ts';

export interface CurveRequest extends CurveNeeds {
  readonly today: Day;
  /** What was read before: of it, days that have ended are taken over. */
  readonly before: CurveData | undefined;
}

/** Reads what a curve is made of; a day whose logs cannot be read is left out. */
export function* readCurve(source: LogSource, { records, steps, today, before }: CurveRequest): Work<CurveData> {
  const read: { records: Map<Day, DayRecords>; steps: Map<Day, DaySteps> } = { records: new Map(), steps: new Map() };
  const of = records.length + steps.length;
  let done = 0;
  try {
    const { logs } = source;
    const logged = new Set(logs.list);
    for (const day of records) {
      const known = day < today ? before?.records.get(day) : undefined;
      if (known) read.records.set(day, known);
      else if (logged.has(day)) {
        read.records.set(day, dayRecords(logs.read(day).records));
        yield { done: ++done, of };
      }
    }
    for (const day of steps) {
      const known = before?.steps.get(day);
      if (known) read.steps.set(day, known);
      else if (logged.has(day)) {
        read.steps.set(day, logs.stepsOf(day));
        yield { done: ++done, of };
      }
    }
    logs.save();
  } catch {
    // The page of the day, or today's cost, says why.
  }
  return read;
}

export interface SpanRequest extends Span {
  /** The present, ms since 1970 UTC. */
  readonly now: number;
  /** The instant up to which a single day counts, where it does not count in full. */
  readonly until?: number | undefined;
}

/** Reads the energy and the cost of several days together, or of a part of one. */
export function* readSpan(source: LogSource, { from, to, now, until }: SpanRequest): Work<SpanPage> {
  try {
    const { logs, prices } = source;
    if (until !== undefined) return { from, to, report: dayUpTo(logs, to, until, prices) };
    return { from, to, report: yield* daysSteps({ logs, from, to, prices, now }) };
  } catch (error) {
    return { from, to, fault: source.faultOf(error) };
  }
}
