import type { DataByLabel } from '../tic/frame.ts';
import { parseStatus } from '../tic/stge.ts';

/** What the status register of standard mode says besides the tariff (54E §6.2.3.14); historique has none of it. */
export interface MeterStatus {
  /** Why the breaker is open: 1 overpower, 2 overvoltage, 3 load shedding, 4 order, 5 and 6 overheat; 0 closed. */
  readonly breaker: number;
  readonly coverOpen: boolean;
  readonly overvoltage: boolean;
  /** The meter has lost the time: its horodates are not to be trusted. */
  readonly clockDegraded: boolean;
}

/** The status that a frame carries; undefined without a valid STGE. */
export function meterStatusOf(groups: DataByLabel): MeterStatus | undefined {
  const status = parseStatus(groups.get('STGE') ?? '');
  if (!status) return undefined;
  const { breaker, coverOpen, overvoltage, clockDegraded } = status;
  return { breaker, coverOpen, overvoltage, clockDegraded };
}
