import { loadDayFiles } from '../../config/day-kinds.ts';
import { DEFAULTS } from '../../config/settings.ts';
import { contractsSteps } from '../../report/contracts/steps.ts';
import type { Span } from '../../report/days/dates.ts';
import { daysSteps } from '../../report/sums/build.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import type { ContractsPage } from '../model/log-data.ts';
import type { LogSource } from './log-source.ts';

/** Reads what a span of days would have cost under every contract but the own one. */
export function* readContracts(source: LogSource, { from, to }: Span, now: number): Work<ContractsPage> {
  const { prices, paths } = source;
  const { offPeak = DEFAULTS.HC_HOURS, dayFiles } = paths.contracts ?? {};
  const span = { from, to, offPeak };
  try {
    const { logs } = source;
    const report = yield* daysSteps({ logs, from, to, prices, now });
    const given = dayFiles ? loadDayFiles(dayFiles) : { colours: new Map(), ejpDays: new Map() };
    const comparison = yield* contractsSteps({ logs, report, prices, offPeak, given });
    return { ...span, report, comparison };
  } catch (error) {
    return { ...span, fault: source.faultOf(error) };
  }
}
