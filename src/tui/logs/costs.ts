import type { Grouping, GroupReport } from '../../report/by.js';
import type { Shelf, Steps } from './shelf.js';

/** Energy and cost of all the days that have a log, put together in each way. */
export interface CostsPage {
  /** Oldest first. */
  readonly groups: Readonly<Record<Grouping, readonly GroupReport[]>>;
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Reads every log that the cache does not know; a piece a log. */
export function* readCostsPage(_shelf: Shelf, _now: number): Steps<CostsPage> {
  yield undefined;
  return { groups: { day: [], week: [], month: [], year: [], season: [] } };
}
