import type { Day } from '../../meter/time.js';
import type { Shelf, Steps } from './shelf.js';

/** One mobile peak: from 07:00 of its day to 01:00 of the next. */
export interface Peak {
  readonly day: Day;
}

/** The peaks of one season, oldest first. */
export interface PeaksPage {
  readonly peaks: readonly Peak[];
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Reads the peaks of the season that a day lies in, or that has ended before it. */
export function* readPeaksPage(_shelf: Shelf, _day: Day, _now: number): Steps<PeaksPage> {
  yield undefined;
  return { peaks: [] };
}
