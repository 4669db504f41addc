import { loadTariffs } from '../../config/tariffs.ts';
import { listDays } from '../../journal/reader.ts';
import { ejpSeasonSteps, reportOfDays } from '../../report/build.ts';
import { openLogs } from '../../report/read-logs.ts';
import type { Day } from '../../time/local.ts';
import type { SeasonCount, TodayCost } from '../model/state.ts';
import { faultOf, type LogPaths, type Steps } from './log-files.ts';

/** Energy and cost of one day, out of the logs and the tariffs as they are now. */
export function costOfDay({ logs, tariffsFile }: LogPaths, day: Day): TodayCost {
  try {
    const { prices } = loadTariffs(tariffsFile);
    const { periods, total, injected, days } = reportOfDays({ logs, from: day, to: day, prices });
    const priced = periods.map((period) => ({ ...period, price: prices.priceOn(period.key, day) }));
    return { day, periods: priced, total, injected, peakVa: days[0]?.peakVa };
  } catch (error) {
    const nothing = { wh: 0, cost: undefined };
    const injected = { wh: 0, revenue: undefined, estimated: false };
    return { day, periods: [], total: nothing, injected, peakVa: undefined, fault: faultOf(error, logs) };
  }
}

/** Counts the season's EJP days up to a day; undefined when the logs cannot be read: today's cost says why. */
export function* seasonSteps(logs: string, day: Day): Steps<SeasonCount | undefined> {
  try {
    const known = openLogs(logs);
    const { days, from, to } = yield* ejpSeasonSteps(known, day);
    return { days, logged: known.list.some((each) => each >= from && each <= to) };
  } catch {
    return undefined;
  }
}

/** The days that have a log; none where the logs cannot be read. */
export function listOfDays(logs: string): readonly Day[] {
  try {
    return listDays(logs);
  } catch {
    return [];
  }
}
