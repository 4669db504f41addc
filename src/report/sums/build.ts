import type { Summaries } from '../../journal/summaries.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type EjpSeason, type GivenEjpDays, type Season, seasonOf, withEarlier } from '../days/season.ts';
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
  const missing = new Set(report.missingDays);
  const first = firstDay(logs, season, { from: range.from, hasLines: (day) => !missing.has(day) });
  return { ...report, ejpSeason: withEarlier(logged, first, givenEjpDays ?? nothing) };
}

/** The report without its season, for which all logs of the season would be read. */
export function* daysSteps({ logs, ...range }: LogRange): Work<Report> {
  const account = yield* accountSteps(logs, range);
  const report = reportOfLedger(account, { ...range, calendars: account.calendars });
  return { ...report, warnings: [...report.warnings, ...account.damages] };
}

const nothing = (): GivenEjpDays => new Map();

/** What a report knows of its days: from which day on, and which of those up to a season's begin have lines. */
interface KnownLines {
  readonly from: Day;
  hasLines(day: Day): boolean;
}

/** The day of the first line of all logs; of those before a season any one, as they are all the same to it. */
function firstDay(logs: Summaries, season: Season, known: KnownLines): Day | undefined {
  // The first day of years is asked for nothing else, and is kept with all of theirs.
  const day = logs.list[logs.places.firstFrom(known.from)];
  if (day !== undefined && day <= season.from && known.hasLines(day)) return day;
  return logs.list.find((each) => logs.of(each).runs.length > 0);
}

/** The EJP days of a season up to a day, that day included, out of the logs; those before their first line as given. */
export function* ejpSeasonSteps(logs: Summaries, day: Day, given: () => GivenEjpDays = nothing): Work<EjpSeason> {
  const season = seasonOf(day);
  const last = day < season.to ? day : season.to;
  // The last peak ends in the hour after midnight: accountSteps reads the log of that day too.
  const { days: known, peakDays } = yield* accountSteps(logs, { from: season.from, to: last });
  const days = [...peakDays.keys()].sort();
  const indexOnly = days.filter((peak) => peakDays.get(peak) === 'index');
  const hasLines = (each: Day): boolean => (known.get(each)?.records ?? 0) > 0;
  return withEarlier({ ...season, days, indexOnly }, firstDay(logs, season, { from: season.from, hasLines }), given);
}
