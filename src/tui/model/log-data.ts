import type { Day } from '../../time/local.ts';
import type { CostsPage } from '../loader/costs.ts';
import type { DayPage } from '../loader/day.ts';
import type { PeaksPage } from '../loader/ejp-days.ts';
import type { Progress } from '../loader/log-files.ts';

/** What the views show out of the logs; undefined where it was not read yet. */
export interface LogData {
  /** The days that have a log, in order. */
  readonly days: readonly Day[];
  readonly day: DayPage | undefined;
  readonly costs: CostsPage | undefined;
  readonly peaks: PeaksPage | undefined;
  /** Of the reading under way, where it takes long enough to tell. */
  readonly progress: Progress | undefined;
}

export const emptyLogData: LogData = {
  days: [],
  day: undefined,
  costs: undefined,
  peaks: undefined,
  progress: undefined,
};
