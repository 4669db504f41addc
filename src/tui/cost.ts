import { loadTariffs } from '../config/tariffs.js';
import type { Day } from '../meter/time.js';
import { buildReport } from '../report/report.js';
import type { TodayCost } from './state.js';

/** Energy and cost of one day, out of the logs and the tariffs as they are now. */
export function costOfDay(logs: string, tariffsFile: string, day: Day): TodayCost {
  const nothing = { wh: 0, cost: undefined };
  try {
    const { tariffs } = loadTariffs(tariffsFile);
    const { periods, total, injected } = buildReport({ logs, from: day, to: day, tariffs });
    return { day, periods, total, injected };
  } catch (error) {
    const fault = `${(error as NodeJS.ErrnoException).code ?? (error as Error).message} ${logs}`;
    return { day, periods: [], total: nothing, injected: { wh: 0, revenue: undefined, estimated: false }, fault };
  }
}
