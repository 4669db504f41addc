import type { LogRange } from './build.ts';
import { comparisonSteps } from './compare.ts';
import type { Work } from './read-logs.ts';
import type { Report } from './report.ts';
import { shapeOfDay } from './sparkline.ts';
import type { SummaryView } from './summary.ts';

/** What a summary shows besides its report, in steps of one log. */
export function* viewSteps(report: Report, range: LogRange & { readonly now: number }): Work<SummaryView> {
  const { from, to, days } = report;
  const shape = from === to && days.length > 0 ? shapeOfDay(range.logs, from) : undefined;
  return { shape, comparison: yield* comparisonSteps(report, range), now: range.now };
}
