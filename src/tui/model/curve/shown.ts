import type { Day } from '../../../time/local.ts';
import { comparedOffset, shownStretch } from '../keys/day.ts';
import type { Selection } from '../selection.ts';
import { feedTime, type State } from '../state.ts';
import { type Axis, axisOf, daysEarlier, halved, liveAxis } from './axis.ts';
import { type CurveNeeds, needsOf } from './source.ts';
import { daysOf, wholeDay } from './time-window.ts';

/** What decides which curve is shown. */
export interface ShownOptions {
  readonly state: State;
  readonly selection: Selection;
  /** The clock of the feed, ms since 1970 UTC, and its day. */
  readonly at: number;
  readonly today: Day;
  /** Of the curve. */
  readonly columns: number;
}

/** The axis of the curve of a view; undefined where a view has none. */
export function shownAxis({ selection, at, today, columns }: Omit<ShownOptions, 'state'>): Axis | undefined {
  const { view, pausedAt, window } = selection;
  if (view === 'live') return liveAxis(window, pausedAt ? feedTime(pausedAt.state, pausedAt.now) : at, columns);
  return view === 'day' ? axisOf(shownStretch(selection, today), at, columns) : undefined;
}

/** The days that the day view sums up, where it shows another stretch than one whole day of the calendar. */
export function rangeDays(selection: Selection): readonly Day[] | undefined {
  const { range, view } = selection;
  if (!range || view !== 'day' || wholeDay(range) !== undefined) return undefined;
  const days = daysOf(range);
  return days.length > 1 ? days : undefined;
}

/** The logs that the curve of a view needs, also for what it is compared with. */
export function shownNeeds(options: ShownOptions): CurveNeeds {
  const { selection, at, today } = options;
  const shown = shownAxis(options);
  if (!shown) return { records: [], steps: [] };
  const axis = selection.plot === 'line' ? halved(shown) : shown;
  const offset = selection.view === 'day' ? comparedOffset(selection, today) : undefined;
  const needs = [axis, ...(offset === undefined ? [] : [daysEarlier(axis, offset)])].map((each) =>
    needsOf(each, today, at),
  );
  return {
    records: [...new Set(needs.flatMap(({ records }) => records))],
    steps: [...new Set(needs.flatMap(({ steps }) => steps))],
  };
}
