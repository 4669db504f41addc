import type { Day } from '../meter/time.js';
import type { CostsPage } from './logs/costs.js';
import type { DayPage } from './logs/day.js';
import type { PeaksPage } from './logs/peaks.js';
import type { Progress } from './logs/shelf.js';

/** What the views show out of the logs; undefined where it was not read yet. */
export interface Archive {
  /** The days that have a log, in order. */
  readonly days: readonly Day[];
  readonly day: DayPage | undefined;
  readonly costs: CostsPage | undefined;
  readonly peaks: PeaksPage | undefined;
  /** Of the reading under way, where it takes long enough to tell. */
  readonly progress: Progress | undefined;
}

export const emptyArchive: Archive = {
  days: [],
  day: undefined,
  costs: undefined,
  peaks: undefined,
  progress: undefined,
};
