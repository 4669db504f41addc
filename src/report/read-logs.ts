import { MEMORY_DAYS } from '../energy/index-track.ts';
import { EnergyLedger } from '../energy/ledger.ts';
import type { Summarised } from '../journal/cache-row.ts';
import { Summaries } from '../journal/summaries.ts';
import type { Day } from '../time/local.ts';
import type { Span } from './dates.ts';
import type { ReportWarning } from './report.ts';

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
export interface LogAccount {
  readonly account: EnergyLedger;
  readonly damages: readonly ReportWarning[];
}

/**
 * The account of a span, with the nearest records before and after it, however far they are. A few days before it tell
 * also what of it was counted already, where the clock was wrong.
 * @throws JournalError
 */
export function* accountSteps(days: Summaries, { from, to }: Span): Steps<LogAccount> {
  const account = new EnergyLedger();
  const damages: ReportWarning[] = [];
  const [first, after] = [days.firstFrom(from), days.firstAfter(to)];
  for (const day of daysBefore(days, first)) addDay(account, days, day);
  for (let i = first; i < after; i++) {
    const day = days.list[i] as Day;
    const { damaged } = addDay(account, days, day);
    if (damaged > 0) damages.push({ kind: 'damagedLines', day, count: damaged });
    yield { done: i - first + 1, of: after - first };
  }
  for (let i = after; i < days.list.length && addDay(account, days, days.list[i] as Day).records === 0; i++);
  days.save();
  return { account, damages };
}

/** The last days with records before the first one of the span, in their order. */
function daysBefore(days: Summaries, first: number): Day[] {
  const before: Day[] = [];
  for (let i = first - 1; i >= 0 && before.length < MEMORY_DAYS; i--) {
    const day = days.list[i] as Day;
    if (days.of(day).records > 0) before.unshift(day);
  }
  return before;
}

function addDay(account: EnergyLedger, days: Summaries, day: Day): Summarised {
  const summarised = days.of(day);
  const { summary, records } = summarised;
  if (summary) account.addDay(summary, () => days.read(day).records.slice(1));
  else if (records > 0) for (const record of days.read(day).records) account.add(record);
  return summarised;
}
