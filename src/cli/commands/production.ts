import { realpathSync, statSync } from 'node:fs';
import type { ConfigIssue } from '../../config/issue.ts';
import { loadProduction, productionPath } from '../../config/production.ts';
import type { Production } from '../../energy/production.ts';
import { Summaries } from '../../journal/summaries.ts';
import type { Span } from '../../report/days/dates.ts';
import { buildSteps, type LogRange } from '../../report/sums/build.ts';
import { productionOfLogs, withOwnConsumption } from '../../report/sums/own-consumption.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { Report } from '../../report/sums/report.ts';
import type { Paths } from '../paths.ts';

/** Where the own production is known from, and what is wrong there. */
export interface ProductionSource {
  /** What is known of a span; undefined where there is no data at all. */
  steps(span: Span): Work<Production | undefined>;
  readonly issues: readonly ConfigIssue[];
  /** The directory that PRODUCTION names, where it is the home's own logs. */
  readonly ownLogs?: string;
  /** Issues besides these. */
  readonly others: number;
  /** While it is the same, so is what is known of a span. */
  version(span: Span): string;
}

/** The report on a range, with what the house has used of its own production where that is known. */
export function* withProduction(
  range: LogRange & { readonly now: number },
  source: Pick<ProductionSource, 'steps'>,
): Work<Report> {
  const report = yield* buildSteps(range);
  const production = yield* source.steps(report);
  return production ? yield* withOwnConsumption(report, { ...range, production }) : report;
}

/** Size and time of change of a file; of what may not be looked at, reading says why. */
function stateOf(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return `${stat?.size} ${stat?.mtimeMs}`;
  } catch {
    return '';
  }
}

/** Of what may not be looked at, reading says why. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whether two paths lead to one directory. */
function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

function* nothing(): Work<undefined> {
  yield* [];
  return undefined;
}

/**
 * What the file or the directory of `productionPath` says.
 * @throws JournalError when a directory cannot be read
 */
export function productionOf({
  conf,
  logs: home,
  settings,
}: Pick<Paths, 'conf' | 'logs' | 'settings'>): ProductionSource {
  const named = settings.PRODUCTION;
  const path = productionPath(conf, named);
  if (isDirectory(path)) {
    // The home's own injection is no production: nothing would be left that it used itself.
    if (isSame(path, home)) return { steps: nothing, issues: [], others: 0, ownLogs: path, version: () => '' };
    const logs = new Summaries(path);
    const version = ({ from, to }: Span): string =>
      JSON.stringify(logs.places.near(from, to).map((day) => logs.describe(day)));
    return { steps: (span) => productionOfLogs(logs, span), issues: [], others: 0, version };
  }
  const { production, issues, others } = loadProduction(path, named !== undefined);
  const known = production.isEmpty ? undefined : production;
  return {
    *steps(): Work<Production | undefined> {
      yield* nothing();
      return known;
    },
    issues,
    others,
    version: () => stateOf(path),
  };
}
