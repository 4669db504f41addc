import { EnergyAccount } from '../energy/account.js';
import { Summaries } from '../journal/summaries.js';
import type { Day } from '../meter/time.js';
import type { Span } from './dates.js';
import type { ReportWarning } from './report.js';

/** Logs read so far, and how many there are to read. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Work on the logs, one of them at each step: for who has something else to do, or to show, meanwhile. */
export type Steps<T> = Generator<Progress, T>;

/** The directory of the logs; or what is known of it already, where several things are asked of it at once. */
export type Logs = string | Summaries;

/** @throws JournalError when the directory cannot be read */
export const openLogs = (logs: Logs): Summaries => (typeof logs === 'string' ? new Summaries(logs) : logs);

/** Does all the steps. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What the logs hold of a span of days. */
export interface Reading {
  readonly account: EnergyAccount;
  readonly damages: readonly ReportWarning[];
}

/** Records taken from a neighbouring day that has no summary: midnight needs one, the rest tells a wrong one from a right one. */
const NEIGHBOURS = 10;

/** The account of a span, with the nearest records before and after it, however far they are. @throws JournalError */
export function* accountSteps(days: Summaries, { from, to }: Span): Steps<Reading> {
  const account = new EnergyAccount();
  const damages: ReportWarning[] = [];
  const [first, after] = [days.firstFrom(from), days.firstAfter(to)];
  for (let i = first - 1; i >= 0 && !addNearest(account, days, i, -NEIGHBOURS); i--);
  for (let i = first; i < after; i++) {
    const day = days.list[i] as Day;
    const { summary, records, damaged } = days.of(day);
    if (damaged > 0) damages.push({ kind: 'damagedLines', day, count: damaged });
    if (summary) account.addDay(summary, () => days.read(day).records.slice(1));
    else if (records > 0) for (const record of days.read(day).records) account.add(record);
    yield { done: i - first + 1, of: after - first };
  }
  for (let i = after; i < days.list.length && !addNearest(account, days, i, NEIGHBOURS); i++);
  days.save();
  return { account, damages };
}

/**
 * Adds a day beside the span; false when it has no records.
 * @param count records taken of one without a summary, from its end when negative
 */
function addNearest(account: EnergyAccount, days: Summaries, index: number, count: number): boolean {
  const day = days.list[index] as Day;
  const { summary, records } = days.of(day);
  if (records === 0) return false;
  const all = () => days.read(day).records;
  if (summary) account.addDay(summary, () => all().slice(1));
  else for (const record of count < 0 ? all().slice(count) : all().slice(0, count)) account.add(record);
  return true;
}
