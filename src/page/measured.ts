import { type DaySteps, STEP_MS } from '../energy/day-steps.ts';
import { gapLimitOf } from '../energy/gaps.ts';
import { injectedPower } from '../energy/record.ts';
import type { Summaries } from '../journal/summaries.ts';
import { periodOfCode } from '../meter/contract.ts';
import type { Span } from '../report/days/dates.ts';
import { holesOf, type PeriodSpan, periodSpans } from '../report/sums/profile.ts';
import type { Work } from '../report/sums/read-logs.ts';
import { daysBetween, endOfDay, startOfDay } from '../time/local.ts';

/** Days that are drawn from each line of their logs; more of them from steps. */
export const MOST_DAYS_IN_FULL = 7;
/** Days that are drawn from the steps of the cache; more of them from hours. */
const MOST_DAYS_IN_STEPS = 400;
const STEPS_AN_HOUR = 6;

/** What was measured in some days, in the order of time. Each value stands for the time before it; powers are VA, null where not known. */
export interface Measured {
  /** ms that each value stands for; 0 where it is a line of the log. */
  readonly step: number;
  /** ms since 1970 UTC. */
  readonly times: number[];
  /** Of a line; the highest of a step. */
  readonly power: (number | null)[];
  /** Of a step. */
  readonly mean: (number | null)[];
  readonly injected: (number | null)[];
  readonly periods: PeriodSpan[];
}

const nothing = (step: number): Measured => ({ step, times: [], power: [], mean: [], injected: [], periods: [] });

/** Reads what was measured in some days: so fine that a page of it stays small. */
export function* measuredSteps(logs: Summaries, { from, to }: Span): Work<Measured> {
  const days = daysBetween(from, to);
  const isFull = days.length <= MOST_DAYS_IN_FULL;
  const size = isFull ? 0 : days.length <= MOST_DAYS_IN_STEPS ? 1 : STEPS_AN_HOUR;
  const measured = nothing(size * STEP_MS);
  const logged = new Set(logs.places.daysWithin(from, to));
  for (const [i, day] of days.entries()) {
    if (isFull) addRecords(measured, logs, day);
    else if (logged.has(day)) addSteps(measured, logs.stepsOf(day), size);
    else addUnknown(measured, startOfDay(day), endOfDay(day));
    yield { done: i + 1, of: days.length };
  }
  if (!isFull) logs.save();
  return measured;
}

function addRecords({ times, power, injected, periods }: Measured, logs: Summaries, day: Span['from']): void {
  const { records } = logs.read(day);
  const limit = gapLimitOf(records);
  const start = startOfDay(day);
  const holes = holesOf(records, { from: start, to: records.at(-1)?.at ?? start }, limit);
  let hole = 0;
  for (const record of records) {
    // What a line says of the time before it does not hold for a hole.
    if (holes[hole]?.to === record.at) {
      hole++;
      times.push(record.at - 1000);
      power.push(null);
      injected.push(null);
    }
    times.push(record.at);
    power.push(record.papp ?? null);
    injected.push(injectedPower(record) ?? null);
  }
  addPeriods(periods, periodSpans(records, { from: start, to: endOfDay(day) }, limit));
}

/** @param size how many steps make one value */
function addSteps(measured: Measured, steps: DaySteps, size: number): void {
  const { times, power, mean, injected } = measured;
  const { start, records, maximumVa, sumVa, injectedSumVa } = steps;
  for (let first = 0; first < records.length; first += size) {
    let count = 0;
    let [highest, sum, injectedSum] = [0, 0, 0];
    for (let i = first; i < first + size; i++) {
      count += records[i] ?? 0;
      highest = Math.max(highest, maximumVa[i] ?? 0);
      sum += sumVa[i] ?? 0;
      injectedSum += injectedSumVa?.[i] ?? 0;
    }
    times.push(start + (first + size) * STEP_MS);
    power.push(count === 0 ? null : highest);
    mean.push(count === 0 ? null : Math.round(sum / count));
    injected.push(count === 0 ? null : Math.round(injectedSum / count));
  }
  addPeriods(measured.periods, periodsOfSteps(steps));
}

function addUnknown({ times, power, mean, injected, step }: Measured, from: number, to: number): void {
  for (let at = from + step; at <= to; at += step) {
    times.push(at);
    for (const column of [power, mean, injected]) column.push(null);
  }
}

function periodsOfSteps({ start, periodCodes }: DaySteps): PeriodSpan[] {
  const spans: PeriodSpan[] = [];
  let at = start;
  for (const [code, count] of periodCodes) {
    const to = at + count * STEP_MS;
    if (code !== null) spans.push({ from: at, to, period: periodOfCode(code) });
    at = to;
  }
  return spans;
}

/** Adds the periods of the next day. One that runs over midnight stays one; a line is all of the period that it names. */
function addPeriods(all: PeriodSpan[], more: readonly PeriodSpan[]): void {
  for (const span of more) {
    const last = all.at(-1);
    const isSame = last?.period === span.period && last.to >= span.from;
    if (last && last.to > span.from) all[all.length - 1] = { ...last, to: span.from };
    if (isSame) all[all.length - 1] = { ...last, to: span.to };
    else all.push(span);
  }
}
