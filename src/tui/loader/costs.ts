import { daysSteps, ejpSeasonSteps } from '../../report/build.ts';
import { GROUPINGS, type Grouping, groupDays } from '../../report/grouping.ts';
import { finish, type Steps } from '../../report/read-logs.ts';
import { concatReports, type Report } from '../../report/report.ts';
import { addDays, type Day, dayOf } from '../../time/local.ts';
import type { CostsPage, DayCost, SeasonCount } from '../model/log-data.ts';
import type { LogSource } from './log-source.ts';

/** Days before today whose logs may still change (lines that waited for the disk or the clock), and a month more. */
const LATE_DAYS = 40;

export interface CostsRequest {
  readonly now: number;
  /** The running day, where it was read already. */
  readonly today?: DayCost | undefined;
  /** What was read before: of it, days that have ended are taken over while their logs are the same. */
  readonly before: CostsPage | undefined;
}

/** Reads every log: those that the cache does not know in full. */
export function* readCostsPage(source: LogSource, { now, today, before }: CostsRequest): Steps<CostsPage> {
  const { prices } = source;
  const day = dayOf(now);
  try {
    const days = source.logs.list.filter((each) => each <= day);
    const ended = days.filter((each) => each < day);
    const version = [day, ended.length, ended[0], source.versionOf(ended.slice(-LATE_DAYS))].join();
    const known = before?.closed.version === version && before.fault === undefined ? before.closed : undefined;
    const closed = known ?? { version, report: yield* reportOfPast(source, ended, day) };
    const running = today?.day === day ? today.report : undefined;
    const last = running ?? (yield* daysSteps({ logs: source.logs, from: day, to: day, prices, now }));
    const report = days.length === 0 ? undefined : concatReports([...(closed.report ? [closed.report] : []), last]);
    return { groups: groupsOf(report), report, prices, closed };
  } catch (error) {
    const closed = { version: '', report: undefined };
    return { groups: groupsOf(undefined), report: undefined, prices, closed, fault: source.faultOf(error) };
  }
}

/** The report on all days that have ended; undefined where there is no log of any. */
function* reportOfPast({ logs, prices }: LogSource, ended: readonly Day[], today: Day): Steps<Report | undefined> {
  const [from] = ended;
  if (from === undefined) return undefined;
  return yield* daysSteps({ logs, from, to: addDays(today, -1), prices });
}

function groupsOf(report: Report | undefined): CostsPage['groups'] {
  const groups = GROUPINGS.map((by: Grouping) => [by, report ? groupDays(report, by) : []]);
  return Object.fromEntries(groups) as CostsPage['groups'];
}

/** The EJP days of the season up to a day, where every log was read already; undefined where they cannot be read. */
export function seasonCount(source: LogSource, today: Day): SeasonCount | undefined {
  try {
    const { logs } = source;
    const { from, to, days } = finish(ejpSeasonSteps(logs, today));
    return { days, logged: logs.list.some((day) => day >= from && day <= to) };
  } catch {
    return undefined;
  }
}
