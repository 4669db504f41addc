import { loadTariffs } from '../../config/tariffs.js';
import type { Day } from '../../meter/time.js';
import { reportOfDays } from '../../report/report.js';
import { ejpSeasonSteps, PEAKS_OF_A_SEASON } from '../../report/season.js';
import type { SeasonCount, TodayCost } from '../state.js';

/** Energy and cost of one day, out of the logs and the tariffs as they are now. */
export function costOfDay(logs: string, tariffsFile: string, day: Day): TodayCost {
  const nothing = { wh: 0, cost: undefined };
  try {
    const { tariffs } = loadTariffs(tariffsFile);
    const { periods, total, injected } = reportOfDays({ logs, from: day, to: day, tariffs });
    return { day, periods, total, injected };
  } catch (error) {
    const fault = `${(error as NodeJS.ErrnoException).code ?? (error as Error).message} ${logs}`;
    return { day, periods: [], total: nothing, injected: { wh: 0, revenue: undefined, estimated: false }, fault };
  }
}

/**
 * Counts the season's EJP days up to a day, a log at a time so that the screen and its keys go on meanwhile; undefined
 * when the logs cannot be read. `stop` may be called at any time: `done` is then not called any more.
 */
export function countSeason(logs: string, day: Day, done: (season: SeasonCount | undefined) => void): () => void {
  const steps = ejpSeasonSteps(logs, day);
  let next: NodeJS.Immediate | undefined;
  const step = (): void => {
    try {
      const { value, done: isLast } = steps.next();
      if (isLast) done({ used: value.days.length, of: PEAKS_OF_A_SEASON });
      else next = setImmediate(step);
    } catch {
      // Today's cost says why.
      done(undefined);
    }
  };
  next = setImmediate(step);
  return () => clearImmediate(next);
}
