import { MEMORY_DAYS } from '../energy/index-track.ts';
import { EnergyLedger } from '../energy/ledger.ts';
import type { DaySummary, Summaries } from '../journal/summaries.ts';
import { printable } from '../text/untrusted.ts';
import type { Day } from '../time/local.ts';
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

/**
 * The ledger of a span, with the nearest records before and after it, however far they are. The last days before it
 * show what of its energy was counted already, where the clock was wrong.
 * @throws JournalError
 */
export function* accountSteps(
  days: Summaries,
  { from, to }: Span,
): Work<{ readonly ledger: EnergyLedger; readonly damages: readonly ReportWarning[] }> {
  const ledger = new EnergyLedger();
  const damages: ReportWarning[] = [];
  const [first, after] = [days.firstFrom(from), days.firstAfter(to)];
  for (const summary of summariesBefore(days, first)) addDay(ledger, summary);
  for (let i = first; i < after; i++) {
    const day = days.list[i] as Day;
    const summary = days.of(day);
    addDay(ledger, summary);
    if (summary.damaged > 0) damages.push({ kind: 'damagedLines', day, count: summary.damaged });
    for (const { name, code } of summary.unread ?? []) {
      damages.push({ kind: 'unreadLog', day, name: printable(name), code });
    }
    yield { done: i - first + 1, of: after - first };
  }
  for (let i = after; i < days.list.length; i++) {
    const summary = days.of(days.list[i] as Day);
    addDay(ledger, summary);
    if (summary.runs.length > 0) break;
  }
  days.save();
  return { ledger, damages };
}

/** The last days with records before the first one of the span, in their order. */
function summariesBefore(days: Summaries, first: number): DaySummary[] {
  const before: DaySummary[] = [];
  for (let i = first - 1; i >= 0 && before.length < MEMORY_DAYS; i--) {
    const summary = days.of(days.list[i] as Day);
    if (summary.runs.length > 0) before.unshift(summary);
  }
  return before;
}

function addDay(ledger: EnergyLedger, { runs }: DaySummary): void {
  for (const run of runs) ledger.add(run);
}
