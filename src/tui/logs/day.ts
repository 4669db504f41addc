import { loadTariffs } from '../../config/tariffs.js';
import { type Day, dayOf } from '../../meter/time.js';
import { reportOfDays } from '../../report/build.js';
import type { DayReport } from '../../report/report.js';
import { faultOf, type Shelf, type Steps } from './shelf.js';

/** One local day out of the logs. */
export interface DayPage {
  readonly day: Day;
  readonly report: DayReport | undefined;
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Reads one day. */
export function* readDayPage({ logs, tariffsFile }: Shelf, day: Day, now: number): Steps<DayPage> {
  yield undefined;
  try {
    const { tariffs } = loadTariffs(tariffsFile);
    const { days } = reportOfDays({ logs, from: day, to: day, tariffs, ...(day === dayOf(now) ? { now } : {}) });
    return { day, report: days[0] };
  } catch (error) {
    return { day, report: undefined, fault: faultOf(error, logs) };
  }
}
