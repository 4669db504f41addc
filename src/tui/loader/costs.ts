import { loadTariffs } from '../../config/tariffs.ts';
import type { PriceList } from '../../energy/prices.ts';
import { filesByDay } from '../../journal/reader.ts';
import { daysSteps, reportOfDays } from '../../report/build.ts';
import { GROUPINGS, type Grouping, type GroupReport, groupDays } from '../../report/grouping.ts';
import { concatReports } from '../../report/join.ts';
import type { Report } from '../../report/report.ts';
import { addDays, type Day, dayOf } from '../../time/local.ts';
import { changedAt, changesOf, faultOf, type LogPaths, type Steps } from './log-files.ts';

/** Energy and cost of all the days that have a log, put together in each way. */
export interface CostsPage {
  /** Oldest first. */
  readonly groups: Readonly<Record<Grouping, readonly GroupReport[]>>;
  /** On all days; undefined where there is none. */
  readonly report: Report | undefined;
  readonly prices: PriceList;
  /** The days that have ended, and what they were read under: they are not read again while that is the same. */
  readonly closed: { readonly version: string; readonly report: Report | undefined };
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Days before today that lines may still come to (the disk was full, the clock not set), and a month more; `r` reads all anew. */
const LATELY = 40;

/** Reads every log, those that the cache does not know in full, a piece a log; with `before`, that of today only. */
export function* readCostsPage(logPaths: LogPaths, now: number, before: CostsPage | undefined): Steps<CostsPage> {
  const { logs, tariffsFile } = logPaths;
  const { prices } = loadTariffs(tariffsFile);
  try {
    const today = dayOf(now);
    const files = filesByDay(logs);
    const days = [...files.keys()].filter((day) => day <= today);
    const lately = changesOf(logs, files, days.filter((day) => day < today).slice(-LATELY));
    const version = JSON.stringify([logs, today, days.length, days[0], days.at(-1), lately, changedAt(tariffsFile)]);
    const known = before?.closed.version === version && before.fault === undefined ? before.closed : undefined;
    const closed = known ?? { version, report: yield* reportOfPast(logs, days, { today, prices }) };
    yield undefined;
    const running = reportOfDays({ logs, from: today, to: today, prices, now });
    const parts = [...(closed.report ? [closed.report] : []), running];
    const report = days.length === 0 ? undefined : concatReports(parts);
    return { groups: groupsBy(report), report, prices, closed };
  } catch (error) {
    const closed = { version: '', report: undefined };
    return { groups: groupsBy(undefined), report: undefined, prices, closed, fault: faultOf(error, logs) };
  }
}

/** The report on all days before today; undefined where there is no log of any. */
function* reportOfPast(
  logs: string,
  days: readonly Day[],
  { today, prices }: { readonly today: Day; readonly prices: PriceList },
): Steps<Report | undefined> {
  const past = days.filter((day) => day < today);
  const first = past[0];
  if (first === undefined) return undefined;
  const last = addDays(today, -1);
  return yield* daysSteps({ logs, from: first, to: last, prices });
}

function groupsBy(report: Report | undefined): CostsPage['groups'] {
  const groups = (by: Grouping): readonly GroupReport[] => (report ? groupDays(report, by) : []);
  return Object.fromEntries(GROUPINGS.map((by) => [by, groups(by)])) as CostsPage['groups'];
}
