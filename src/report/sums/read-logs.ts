import { EnergyLedger } from '../../energy/ledger.ts';
import type { Run } from '../../energy/run.ts';
import { MEMORY_DAYS } from '../../energy/segment.ts';
import type { Calendar } from '../../journal/log-line.ts';
import type { Reach } from '../../journal/month-values.ts';
import type { DaySummary, Summaries } from '../../journal/summaries.ts';
import { contractOfKey, SUPPLIERS_CALENDAR } from '../../meter/contract.ts';
import { printable } from '../../text/untrusted.ts';
import { addDays, type Day, monthOf, startOfDay } from '../../time/local.ts';
import { type CalendarByDay, type CountedDays, calendarsOf } from '../days/calendars.ts';
import { monthSpan, type Span } from '../days/dates.ts';
import {
  accountsWithin,
  type DayAccounts,
  joinedAccounts,
  keepAccounts,
  keptAccounts,
  type LogDamage,
} from './account.ts';

/**
 * Days with records that are read before a span: the oldest value that is remembered is the one at the end of the first
 * of `MEMORY_DAYS`, and whether that one is believed is decided by what the day before it says.
 */
const DAYS_BEFORE = MEMORY_DAYS + 1;

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
interface Account extends DayAccounts {
  /** Of the days with indexes of a supplier's calendar. */
  readonly calendars: CalendarByDay;
}

/**
 * The account of a span, with what is before and after it: as much as decides what its lines are worth, so that each
 * day is worth the same in any span. Whole months that have ended are kept.
 */
export function* accountSteps(logs: Summaries, span: Span): Work<Account> {
  const of = countLogs(logs, span);
  const parts: DayAccounts[] = [];
  let before = 0;
  for (const part of partsOf(logs, span)) {
    const steps = part.kept ? keptSteps(part.kept, countLogs(logs, part)) : stretchSteps(logs, part);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield { done: before + step.value.done, of };
    parts.push(step.value);
    before += countLogs(logs, part);
  }
  const accounts = joinedAccounts(parts);
  const calendars = calendarsOf(logs, span, countedDays(accounts), accounts.named);
  logs.save();
  return { ...accounts, calendars };
}

/** How many days of a span have a log. */
const countLogs = ({ places }: Summaries, { from, to }: Span): number => places.firstAfter(to) - places.firstFrom(from);

/** The months that lie in a span as a whole. */
function* wholeMonths({ from, to }: Span): Generator<Span> {
  for (let month = monthSpan(monthOf(from)); month.to <= to; month = monthSpan(monthOf(addDays(month.to, 1))))
    if (month.from >= from) yield month;
}

interface Part extends Span {
  readonly kept?: DayAccounts;
}

/** A span cut at the months whose accounts are kept. */
function partsOf(logs: Summaries, { from, to }: Span): Part[] {
  const parts: Part[] = [];
  let start = from;
  for (const month of wholeMonths({ from, to })) {
    const kept = keptAccounts(logs, monthOf(month.from));
    if (!kept) continue;
    if (start < month.from) parts.push({ from: start, to: addDays(month.from, -1) });
    parts.push({ ...month, kept });
    start = addDays(month.to, 1);
  }
  return start > to ? parts : [...parts, { from: start, to }];
}

function* keptSteps(kept: DayAccounts, count: number): Work<DayAccounts> {
  yield { done: count, of: count };
  return kept;
}

/** The accounts of a span out of its logs; those of its whole months are kept. */
function* stretchSteps(logs: Summaries, span: Span): Work<DayAccounts> {
  const ledger = new EnergyLedger();
  const damages: LogDamage[] = [];
  const named = new Map<Day, Calendar>();
  logs.expect(span);
  const asked = yield* ledgerSteps(ledger, logs, span, (day) => {
    const summary = logs.of(day);
    if (summary.calendar) named.set(day, summary.calendar);
    if (summary.damaged > 0) damages.push({ kind: 'damagedLines', day, count: summary.damaged });
    for (const { name, code } of summary.unread ?? [])
      damages.push({ kind: 'unreadLog', day, name: printable(name), code });
    if (summary.runs.length > 0 && summary.runs.every(({ first }) => Object.keys(first.indexes).length === 0))
      damages.push({ kind: 'noIndex', day });
    if (summary.leftOut > 0) damages.push({ kind: 'falseClock', day, count: summary.leftOut });
    return summary.runs;
  });
  const { days, peakDays, warnings } = ledger;
  const accounts = accountsWithin(span, { days, peakDays, warnings, damages, named });
  for (const month of wholeMonths(span)) keepAccounts(logs, month, asked.reachOf(month), accounts);
  return accounts;
}

/** What of a ledger takes runs. */
type RunTaker = Pick<EnergyLedger, 'add' | 'finish' | 'isDecided'>;

/**
 * Gives a ledger the runs of a span, with what is before and after it, in steps of one log.
 * @param runsOf the runs of a day of the span
 * @returns the days that were asked for
 */
export function* ledgerSteps(
  ledger: RunTaker,
  logs: Summaries,
  { from, to }: Span,
  runsOf: (day: Day) => readonly Run[],
): Work<AskedDays> {
  const asked = new AskedDays({ from, to });
  for (const summary of summariesBefore(logs, from, asked)) addRuns(ledger, summary.runs);
  const of = countLogs(logs, { from, to });
  let done = 0;
  for (const day of logs.places.daysWithin(from, to)) {
    const runs = runsOf(day);
    addRuns(ledger, runs);
    asked.add(day, runs.length > 0);
    done = Math.min(of, done + 1);
    yield { done, of };
  }
  addUntilDecided(ledger, logs, to, asked);
  ledger.finish();
  return asked;
}

/** The days that were asked for, in the span and as far around it as its days depend on them. */
class AskedDays {
  #from: Day;
  #to: Day;
  readonly #withRuns: Day[] = [];

  constructor({ from, to }: Span) {
    this.#from = from;
    this.#to = to;
  }

  add(day: Day, hasRuns: boolean): void {
    if (day < this.#from) this.#from = day;
    if (day > this.#to) this.#to = day;
    if (hasRuns) this.#withRuns.push(day);
  }

  /** Those that a part of the span depends on, at most. */
  reachOf({ from, to }: Span): Reach {
    const before = this.#withRuns.filter((day) => day < from).sort();
    const after = this.#withRuns.filter((day) => day > to).sort();
    return { from: before.at(-DAYS_BEFORE) ?? this.#from, to: after[MEMORY_DAYS - 1] ?? this.#to };
  }
}

/** The days that a supplier's calendar has counted on, with the indexes that have counted. */
function countedDays({ days }: DayAccounts): CountedDays {
  const counted: (readonly [Day, string[]])[] = [];
  for (const [day, { wh }] of days) {
    const keys = [...wh.keys()].filter((key) => contractOfKey(key) === SUPPLIERS_CALENDAR);
    if (keys.length > 0) counted.push([day, keys.filter((key) => (wh.get(key) ?? 0) > 0)]);
  }
  return new Map(counted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The last days with records before a day, in their order. */
function summariesBefore(logs: Summaries, day: Day, asked: AskedDays): DaySummary[] {
  const before: DaySummary[] = [];
  for (const each of logs.places.daysBefore(day)) {
    const summary = logs.of(each);
    asked.add(each, summary.runs.length > 0);
    if (summary.runs.length > 0) before.unshift(summary);
    if (before.length === DAYS_BEFORE) break;
  }
  return before;
}

/** Adds days after a span until they change nothing of it any more. */
function addUntilDecided(ledger: RunTaker, logs: Summaries, to: Day, asked: AskedDays): void {
  const end = startOfDay(addDays(to, 1));
  let added = 0;
  for (const day of logs.places.daysAfter(to)) {
    const summary = logs.of(day);
    asked.add(day, summary.runs.length > 0);
    if (summary.runs.length === 0) continue;
    addRuns(ledger, summary.runs);
    if (ledger.isDecided(end) || ++added === MEMORY_DAYS) return;
  }
}

function addRuns(ledger: RunTaker, runs: readonly Run[]): void {
  for (const run of runs) ledger.add(run);
}
