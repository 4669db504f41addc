import { comparisonSteps } from '../outlook/compare.ts';
import { type NoProjection, type Projection, projectionsOf } from '../outlook/projection.ts';
import { type YearBefore, yearBeforeSteps } from '../outlook/year-before.ts';
import type { LogRange } from '../sums/build.ts';
import type { Work } from '../sums/read-logs.ts';
import type { Report } from '../sums/report.ts';
import { shapeOfDay } from './sparkline.ts';
import type { SummaryView } from './summary.ts';

type PresentRange = LogRange & { readonly now: number };

/** What the days of a report are compared with, and what they will come to. */
export interface Outlook {
  readonly yearBefore: YearBefore | undefined;
  readonly projections: readonly (Projection | NoProjection)[];
}

/** In steps of one log. */
export function* outlookSteps(report: Report, range: PresentRange): Work<Outlook> {
  return { yearBefore: yield* yearBeforeSteps(report, range), projections: projectionsOf(report, range) };
}

/** What a summary shows besides its report, in steps of one log. */
export function* viewSteps(report: Report, range: PresentRange): Work<SummaryView> {
  const { from, to, days } = report;
  const shape = from === to && days.length > 0 ? shapeOfDay(range.logs, from) : undefined;
  const comparison = yield* comparisonSteps(report, range);
  return { shape, comparison, now: range.now, ...(yield* outlookSteps(report, range)) };
}
