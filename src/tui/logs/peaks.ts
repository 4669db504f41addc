import { loadTariffs } from '../../config/tariffs.js';
import type { Tariffs } from '../../energy/tariff.js';
import { filesByDay } from '../../journal/reader.js';
import { addDays, type Day } from '../../meter/time.js';
import { ejpSeasonSteps } from '../../report/build.js';
import { type PeakReport, type PeaksTotal, peakReport, peaksTotal } from '../../report/peaks.js';
import { type Season, seasonOf } from '../../report/season.js';
import { changedAt, changesOf, faultOf, type Shelf, type Steps } from './shelf.js';

/** The EJP days of one season, oldest first. */
export interface PeaksPage {
  readonly season: Season;
  readonly peaks: readonly PeakReport[];
  readonly total: PeaksTotal;
  /** Days of the season that have a log. */
  readonly logged: readonly Day[];
  /** Seasons before the present or last one that have a log. */
  readonly older: number;
  readonly tariffs: Tariffs;
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
export function* readPeaksPage(shelf: Shelf, { today, back, before }: PeaksWanted): Steps<PeaksPage> {
  const { logs, tariffsFile } = shelf;
  const { tariffs } = loadTariffs(tariffsFile);
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
    const peaks: PeakReport[] = [];
    for (const day of days) {
      const same = addDays(day, 1) < today ? known.get(day) : undefined;
      peaks.push(same ?? peakReport(logs, day, tariffs));
      if (!same) yield undefined;
    }
    return { season, peaks, total: peaksTotal(peaks), logged, older: olderSeasons(all[0], today), tariffs, version };
  } catch (error) {
    const nothing = { peaks: [], total: peaksTotal([]), logged: [], older: back, tariffs, version: '' };
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
