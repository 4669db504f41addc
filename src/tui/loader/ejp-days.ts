import { seasonOf } from '../../report/days/season.ts';
import { ejpSeasonSteps } from '../../report/sums/build.ts';
import { type EjpDayReport, ejpDaysTotal, readEjpDay } from '../../report/sums/ejp-days.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import { addDays, type Day, yearOf } from '../../time/local.ts';
import { seasonBefore } from '../model/ejp-days.ts';
import type { EjpPage } from '../model/log-data.ts';
import type { LogSource } from './log-source.ts';

export interface EjpRequest {
  readonly today: Day;
  /** Which season, counted back from the present or last one. */
  readonly seasonsBack: number;
  /** What was read before: of it, days that have ended are taken over while the logs are the same. */
  readonly before: EjpPage | undefined;
}

/** Reads the EJP days of a season. */
export function* readEjpPage(source: LogSource, { today, seasonsBack, before }: EjpRequest): Work<EjpPage> {
  const { prices } = source;
  const season = seasonBefore(today, seasonsBack);
  try {
    const { logs } = source;
    const logged = logs.list.filter((day) => day >= season.from && day <= season.to);
    const version = source.versionOf(logged.filter((day) => day < today));
    const last = season.to < today ? season.to : today;
    const { days: all, indexOnly, since, earlier } = yield* ejpSeasonSteps(logs, last, source.givenEjpDays);
    const days = all.filter((day) => !earlier?.ejpDays.includes(day));
    const known = new Map(before?.version === version ? before.ejpDays.map((each) => [each.day, each]) : []);
    const ejpDays: EjpDayReport[] = [];
    for (const [i, day] of days.entries()) {
      const same = addDays(day, 1) < today ? known.get(day) : undefined;
      ejpDays.push(same ?? readEjpDay(logs, day, prices));
      if (!same) yield { done: i + 1, of: days.length };
    }
    const olderSeasons = seasonsSince(logs.list[0], today);
    const counted = { ejpDays, indexOnly, total: ejpDaysTotal(ejpDays), since, earlier };
    return { season, ...counted, logged, olderSeasons, prices, version };
  } catch (error) {
    const nothing = { ejpDays: [], indexOnly: [], total: ejpDaysTotal([]), logged: [], olderSeasons: seasonsBack };
    return { season, ...nothing, prices, fault: source.faultOf(error) };
  }
}

/** How many seasons before that of today have begun since the first log. */
function seasonsSince(first: Day | undefined, today: Day): number {
  if (first === undefined) return 0;
  const { from } = seasonOf(first);
  // Logs of a summer before the first season have no season of their own.
  const year = Number(yearOf(from)) + (first > seasonOf(first).to ? 1 : 0);
  return Math.max(0, Number(yearOf(seasonOf(today).from)) - year);
}
