import type { Span } from '../../../report/days/dates.ts';
import { addDays, type Day, dayOf } from '../../../time/local.ts';
import { comparedOffset, shownStretch } from '../keys/day.ts';
import type { SpanPage } from '../log-data.ts';
import type { Selection } from '../selection.ts';
import { feedTime, type State } from '../state.ts';
import { type Axis, axisOf, daysEarlier, halved, liveAxis } from './axis.ts';
import { type CurveNeeds, needsOf } from './source.ts';

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

/** The present of the live view, ms since 1970 UTC: the moment that it is paused at, else now. */
export const presentOf = ({ pausedAt }: Pick<Selection, 'pausedAt'>, at: number): number =>
  pausedAt ? feedTime(pausedAt.state, pausedAt.now) : at;

/** The axis of the curve of a view; undefined where a view has none. */
export function shownAxis({ selection, at, today, columns }: Omit<ShownOptions, 'state'>): Axis | undefined {
  const { view, window } = selection;
  if (view === 'live') return liveAxis(window, presentOf(selection, at), columns);
  return view === 'day' ? axisOf(shownStretch(selection, today), at, columns) : undefined;
}

/** The days that the day view sums up: one, or those that its curve touches. */
export function shownSpan({ range, day }: Pick<Selection, 'range' | 'day'>, today: Day): Span {
  return range ? { from: dayOf(range.from), to: dayOf(range.to - 1) } : { from: day ?? today, to: day ?? today };
}

/** The days that those of the day view are compared with; undefined where there are none. */
export function comparedSpan(selection: Selection, today: Day): Span | undefined {
  const offset = comparedOffset(selection, today);
  const { from, to } = shownSpan(selection, today);
  return offset === undefined ? undefined : { from: addDays(from, -offset), to: addDays(to, -offset) };
}

/** What was read of some days, if that is it. */
export const pageOf = (page: SpanPage | undefined, span: Span | undefined): SpanPage | undefined =>
  span && page?.from === span.from && page.to === span.to ? page : undefined;

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
