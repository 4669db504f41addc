import { daysSteps, ejpSeasonSteps } from '../../report/sums/build.ts';
import { GROUPINGS, groupDays } from '../../report/sums/grouping.ts';
import { hoursOf } from '../../report/sums/hours.ts';
import { finish, type Work } from '../../report/sums/read-logs.ts';
import { concatReports, type Report } from '../../report/sums/report.ts';
import { addDays, type Day, dayOf } from '../../time/local.ts';
import type { CostsPage, DayCost, SeasonCount, TodayHours } from '../model/log-data.ts';
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
export function* readCostsPage(source: LogSource, { now, today, before }: CostsRequest): Work<CostsPage> {
  const { prices } = source;
  const day = dayOf(now);
  try {
    const { logs } = source;
    const ended = logs.list.filter((each) => each < day);
    const version = [day, ended.length, ended[0], source.versionOf(ended.slice(-LATE_DAYS))].join();
    const [from] = ended;
    const known = before?.closed?.version === version && before.fault === undefined ? before.closed : undefined;
    const fresh = known || from === undefined ? undefined : { logs, from, to: addDays(day, -1), prices };
    const past = fresh ? yield* daysSteps(fresh) : known?.report;
    const running = today?.day === day ? today.report : undefined;
    const last = running ?? (yield* daysSteps({ logs, from: day, to: day, prices, now }));
    const isEmpty = !past && !logs.list.includes(day);
    const report = isEmpty ? undefined : concatReports([...(past ? [past] : []), last]);
    return { groups: groupsOf(report), report, prices, closed: { version, report: past } };
  } catch (error) {
    return { groups: groupsOf(undefined), prices, fault: source.faultOf(error) };
  }
}

function groupsOf(report: Report | undefined): CostsPage['groups'] {
  const groups = GROUPINGS.map((by) => [by, report ? groupDays(report, by) : []]);
  return Object.fromEntries(groups) as CostsPage['groups'];
}

/** Reads the hours of the running day; none where its log cannot be read, which the sum of the day says. */
export function* readTodayHours(source: LogSource, now: number): Work<TodayHours> {
  const day = dayOf(now);
  yield { done: 0, of: 1 };
  try {
    const { records } = source.logs.read(day);
    const names = source.logs.of(day).calendar?.indexNames;
    return { day, hours: hoursOf(records, { day, prices: source.prices, names }) };
  } catch {
    return { day, hours: [] };
  }
}

/** The EJP days of the season up to a day, where every log was read already; undefined where they cannot be read. */
export function seasonCount(source: LogSource, today: Day): SeasonCount | undefined {
  try {
    const { logs } = source;
    const { from, to, days, since } = finish(ejpSeasonSteps(logs, today, source.givenEjpDays));
    return { days, since, logged: logs.list.some((day) => day >= from && day <= to) };
  } catch {
    return undefined;
  }
}
