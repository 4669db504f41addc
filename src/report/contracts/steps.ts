import type { Summaries } from '../../journal/summaries.ts';
import type { ClockRange } from '../../time/clock-range.ts';
import type { Work } from '../sums/read-logs.ts';
import type { ComparedContract } from './choices.ts';
import { type ComparisonInput, type ContractComparison, compareContracts } from './comparison.ts';
import { dayKindsOf } from './day-kinds.ts';
import { loadSteps } from './load.ts';
import { cutsOf, schedulesOf } from './schedule.ts';

export interface ContractsRequest extends Pick<ComparisonInput, 'report' | 'prices' | 'given' | 'by'> {
  readonly logs: Summaries;
  /** Every one but the own one, where none are named. */
  readonly contracts?: readonly ComparedContract[];
  /** The off-peak hours of the contract HC. */
  readonly offPeak: readonly ClockRange[];
}

/** What the days of a report would have cost under other contracts, in steps of one log. */
export function* contractsSteps({ logs, contracts, offPeak, ...request }: ContractsRequest): Work<ContractComparison> {
  const { report, given } = request;
  // Always at the times of all contracts: what is kept of closed days serves each of them.
  const load = yield* loadSteps(logs, report, cutsOf(offPeak));
  const all = schedulesOf(offPeak, dayKindsOf(report, load, given));
  const others = Object.values(all).filter(({ contract }) => contract.toUpperCase() !== report.contract);
  return compareContracts({ ...request, load, schedules: contracts?.map((contract) => all[contract]) ?? others });
}
