import { type JournalDay, Summaries } from '../../src/journal/summaries.ts';
import type { EjpSeason } from '../../src/report/days/season.ts';
import { buildSteps, daysSteps, ejpSeasonSteps, type LogRange } from '../../src/report/sums/build.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import type { Report } from '../../src/report/sums/report.ts';
import type { Day } from '../../src/time/local.ts';

/*
 * What the program finds in logs. A directory is opened for each question.
 */

type DirectoryRange = Omit<LogRange, 'logs'> & { readonly logs: string | Summaries };

const opened = ({ logs, ...range }: DirectoryRange): LogRange => ({
  logs: typeof logs === 'string' ? new Summaries(logs) : logs,
  ...range,
});

export const buildReport = (range: DirectoryRange): Report => finish(buildSteps(opened(range)));

/** The report without its season. */
export const reportOfDays = (range: DirectoryRange): Report => finish(daysSteps(opened(range)));

export const ejpSeason = (logs: string, day: Day): EjpSeason => finish(ejpSeasonSteps(new Summaries(logs), day));

/** The days that have a log. */
export const listDays = (logs: string): readonly Day[] => new Summaries(logs).list;

export const readDay = (logs: string, day: Day): JournalDay => new Summaries(logs).read(day);
