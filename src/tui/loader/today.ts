import { daysSteps } from '../../report/build.ts';
import type { Steps } from '../../report/read-logs.ts';
import { dayOf } from '../../time/local.ts';
import type { DayCost } from '../model/log-data.ts';
import type { LogSource } from './log-source.ts';

/** Reads the energy and the cost of the running day. */
export function* readToday(source: LogSource, now: number): Steps<DayCost> {
  const { prices } = source;
  const day = dayOf(now);
  try {
    const report = yield* daysSteps({ logs: source.logs, from: day, to: day, prices, now });
    return { day, report, prices };
  } catch (error) {
    return { day, report: undefined, prices, fault: source.faultOf(error) };
  }
}
