import { EnergyLedger } from '../energy/ledger.ts';
import type { Run } from '../energy/run.ts';
import { MEMORY_DAYS } from '../energy/segment.ts';
import type { Calendar } from '../journal/log-line.ts';
import type { DaySummary, Summaries } from '../journal/summaries.ts';
import { contractOfKey, SUPPLIERS_CALENDAR } from '../meter/contract.ts';
import { printable } from '../text/untrusted.ts';
import { addDays, type Day, startOfDay } from '../time/local.ts';
import { type CalendarByDay, type CountedDays, calendarsOf } from './calendars.ts';
import type { Span } from './dates.ts';
import type { ReportWarning } from './report.ts';

/** Logs read so far, and how many there are to read. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Work on the logs that stops after each of them, so that the caller can do or show something else in between. */
export type Work<T> = Generator<Progress, T>;

/** Does all the steps. */
export function finish<T>(steps: Work<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What the logs have of a span. */
interface Account {
  readonly ledger: EnergyLedger;
  readonly warnings: readonly ReportWarning[];
  /** Of the days with indexes of a supplier's calendar. */
  readonly calendars: CalendarByDay;
}

/**
 * The account of a span, with what is before and after it: as much as decides what its lines are worth, so that each
 * day is worth the same in any span.
 */
export function* accountSteps(logs: Summaries, { from, to }: Span): Work<Account> {
  const ledger = new EnergyLedger();
  const warnings: ReportWarning[] = [];
  const named = new Map<Day, Calendar>();
  /** A log that several days have lines in is told once. */
  const told = new Set<string>();
  yield* ledgerSteps(ledger, logs, { from, to }, (day) => {
    const summary = logs.of(day);
    if (summary.calendar) named.set(day, summary.calendar);
    if (summary.damaged > 0) warnings.push({ kind: 'damagedLines', day, count: summary.damaged });
    for (const { name, code } of summary.unread ?? []) {
      if (!told.has(name)) warnings.push({ kind: 'unreadLog', day, name: printable(name), code });
      told.add(name);
    }
    if (summary.runs.length > 0 && summary.runs.every(({ first }) => Object.keys(first.indexes).length === 0))
      warnings.push({ kind: 'noIndex', day });
    if (summary.leftOut > 0) warnings.push({ kind: 'falseClock', day, count: summary.leftOut });
    return summary.runs;
  });
  const calendars = calendarsOf(logs, { from, to }, countedDays(ledger, { from, to }), named);
  logs.save();
  return { ledger, warnings, calendars };
}

/** What of a ledger takes runs. */
type RunTaker = Pick<EnergyLedger, 'add' | 'finish' | 'isDecided'>;

/**
 * Gives a ledger the runs of a span, with what is before and after it, in steps of one log.
 * @param runsOf the runs of a day of the span
 */
export function* ledgerSteps(
  ledger: RunTaker,
  logs: Summaries,
  { from, to }: Span,
  runsOf: (day: Day) => readonly Run[],
): Work<void> {
  for (const summary of summariesBefore(logs, from)) addRuns(ledger, summary.runs);
  const of = logs.places.firstAfter(to) - logs.places.firstFrom(from);
  let done = 0;
  for (const day of logs.places.daysWithin(from, to)) {
    addRuns(ledger, runsOf(day));
    done = Math.min(of, done + 1);
    yield { done, of };
  }
  addUntilDecided(ledger, logs, to);
  ledger.finish();
}

/** The days of a span that a supplier's calendar has counted on, with the indexes that have counted. */
function countedDays({ days }: EnergyLedger, { from, to }: Span): CountedDays {
  const counted = new Map<Day, string[]>();
  for (const day of [...days.keys()].sort()) {
    const wh = days.get(day)?.wh ?? new Map<string, number>();
    const keys = [...wh.keys()].filter((key) => contractOfKey(key) === SUPPLIERS_CALENDAR);
    if (day < from || day > to || keys.length === 0) continue;
    counted.set(
      day,
      keys.filter((key) => (wh.get(key) ?? 0) > 0),
    );
  }
  return counted;
}

/** The last days with records before a day, in their order. */
function summariesBefore(logs: Summaries, day: Day): DaySummary[] {
  const before: DaySummary[] = [];
  for (const each of logs.places.daysBefore(day)) {
    const summary = logs.of(each);
    if (summary.runs.length > 0) before.unshift(summary);
    if (before.length === MEMORY_DAYS) break;
  }
  return before;
}

/** Adds days after a span until they change nothing of it any more. */
function addUntilDecided(ledger: RunTaker, logs: Summaries, to: Day): void {
  const end = startOfDay(addDays(to, 1));
  let added = 0;
  for (const day of logs.places.daysAfter(to)) {
    const summary = logs.of(day);
    if (summary.runs.length === 0) continue;
    addRuns(ledger, summary.runs);
    if (ledger.isDecided(end) || ++added === MEMORY_DAYS) return;
  }
}

function addRuns(ledger: RunTaker, runs: readonly Run[]): void {
  for (const run of runs) ledger.add(run);
}
