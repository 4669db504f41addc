import type { Summaries } from '../../journal/summaries.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type EjpSeason, type GivenEjpDays, seasonOf, withEarlier } from '../days/season.ts';
import { accountSteps, type Work } from './read-logs.ts';
import { type Report, type ReportRange, reportOfLedger } from './report.ts';

export interface LogRange extends ReportRange {
  readonly logs: Summaries;
  /** EJP days of seasons that the logs begin in; only asked for where it needs them. */
  readonly givenEjpDays?: (() => GivenEjpDays) | undefined;
}

/** The report on local days of the logs, both ends included, in steps of one log. */
export function* buildSteps(range: LogRange): Work<Report> {
  const report = yield* daysSteps(range);
  if (!report.periods.some(({ key }) => key === 'HPM')) return report;
  const present = range.now === undefined ? range.to : dayOf(range.now);
  const last = range.to < present ? range.to : present;
  const season = seasonOf(last);
  const { logs, givenEjpDays } = range;
  // Of a season after the last line nothing is known, not even that it has had none.
  if (logs.places.firstFrom(season.from) === logs.list.length) return report;
  if (range.from > season.from) return { ...report, ejpSeason: yield* ejpSeasonSteps(logs, last, givenEjpDays) };
  // A report on all of the season has its days.
  const used = (days: readonly Day[]): Day[] =>
    days.filter((day) => day >= season.from && day <= season.to && day <= last);
  const logged = { ...season, days: used(report.ejpDays), indexOnly: used(report.ejpDaysByIndex) };
  return { ...report, ejpSeason: withEarlier(logged, firstDay(logs), givenEjpDays ?? nothing) };
}

/** The report without its season, for which all logs of the season would be read. */
export function* daysSteps({ logs, ...range }: LogRange): Work<Report> {
  const account = yield* accountSteps(logs, range);
  const report = reportOfLedger(account, { ...range, calendars: account.calendars });
  return { ...report, warnings: [...report.warnings, ...account.damages] };
}

const nothing = (): GivenEjpDays => new Map();

/** The day of the first line of all logs. */
const firstDay = (logs: Summaries): Day | undefined => logs.list.find((day) => logs.of(day).runs.length > 0);

/** The EJP days of a season up to a day, that day included, out of the logs; those before their first line as given. */
export function* ejpSeasonSteps(logs: Summaries, day: Day, given: () => GivenEjpDays = nothing): Work<EjpSeason> {
  const season = seasonOf(day);
  const last = day < season.to ? day : season.to;
  // The last peak ends in the hour after midnight: accountSteps reads the log of that day too.
  const { peakDays } = yield* accountSteps(logs, { from: season.from, to: last });
  const days = [...peakDays.keys()].sort();
  const indexOnly = days.filter((peak) => peakDays.get(peak) === 'index');
  return withEarlier({ ...season, days, indexOnly }, firstDay(logs), given);
}
