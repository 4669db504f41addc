import { loadTariffs } from '../../config/tariffs.ts';
import type { PriceList } from '../../energy/prices.ts';
import { filesByDay } from '../../journal/reader.ts';
import { ejpSeasonSteps } from '../../report/build.ts';
import { type EjpDayReport, type EjpDaysTotal, ejpDaysReport, ejpDaysTotal } from '../../report/ejp-days.ts';
import { type Season, seasonOf } from '../../report/season.ts';
import { addDays, type Day } from '../../time/local.ts';
import { changedAt, changesOf, faultOf, type LogPaths, type Steps } from './log-files.ts';

/** The EJP days of one season, oldest first. */
export interface PeaksPage {
  readonly season: Season;
  readonly peaks: readonly EjpDayReport[];
  readonly total: EjpDaysTotal;
  /** Days of the season that have a log. */
  readonly logged: readonly Day[];
  /** Seasons before the present or last one that have a log. */
  readonly older: number;
  readonly prices: PriceList;
  /** What it was read under: of another one nothing is kept. */
  readonly version: string;
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Of which season, counted back from the present or last one, and what was read of it before. */
export interface PeaksWanted {
  readonly today: Day;
  readonly back: number;
  readonly before: PeaksPage | undefined;
}

/** Reads the EJP days of a season; those that have ended are not read again. */
export function* readPeaksPage(logPaths: LogPaths, { today, back, before }: PeaksWanted): Steps<PeaksPage> {
  const { logs, tariffsFile } = logPaths;
  const { prices } = loadTariffs(tariffsFile);
  const season = seasonBack(today, back);
  try {
    const files = filesByDay(logs);
    const all = [...files.keys()];
    const logged = all.filter((day) => day >= season.from && day <= season.to);
    const ended = changesOf(
      logs,
      files,
      logged.filter((day) => day < today),
    );
    const version = JSON.stringify([logs, ended, changedAt(tariffsFile)]);
    const last = season.to < today ? season.to : today;
    const { days } = yield* ejpSeasonSteps(logs, last);
    const known = new Map((before?.version === version ? before.peaks : []).map((peak) => [peak.day, peak]));
    const peaks: EjpDayReport[] = [];
    for (const day of days) {
      const same = addDays(day, 1) < today ? known.get(day) : undefined;
      peaks.push(same ?? ejpDaysReport(logs, day, prices));
      if (!same) yield undefined;
    }
    return { season, peaks, total: ejpDaysTotal(peaks), logged, older: olderSeasons(all[0], today), prices, version };
  } catch (error) {
    const nothing = { peaks: [], total: ejpDaysTotal([]), logged: [], older: back, prices, version: '' };
    return { season, ...nothing, fault: faultOf(error, logs) };
  }
}

function seasonBack(today: Day, back: number): Season {
  const { from } = seasonOf(today);
  return seasonOf(`${Number(from.slice(0, 4)) - back}${from.slice(4)}`);
}

function olderSeasons(first: Day | undefined, today: Day): number {
  if (first === undefined) return 0;
  const { from } = seasonOf(first);
  // Logs of a summer before the first season have no season of their own.
  const year = Number(from.slice(0, 4)) + (first > seasonOf(first).to ? 1 : 0);
  return Math.max(0, Number(seasonOf(today).from.slice(0, 4)) - year);
}
