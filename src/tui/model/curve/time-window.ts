import { addDays, type Day, dayOf, daysBetween, type Stretch, startOfDay } from '../../../time/local.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What a curve spans, ms. Without `end` (ms since 1970 UTC) its right edge is the present. */
export interface TimeWindow {
  readonly span: number;
  readonly end?: number | undefined;
}

/** The lengths that zooming goes through, ms: one minute to one year. */
export const SPANS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 3, 7, 14, 30, 60, 90, 180, 365].map((days) => days * DAY_MS),
];

export const DEFAULT_WINDOW: TimeWindow = { span: 10 * MINUTE_MS };

/** The next length of `SPANS` that is shorter or longer; the same at the end of the list. */
export function nextSpan(span: number, direction: 'shorter' | 'longer'): number {
  const next = direction === 'longer' ? SPANS.find((each) => each > span) : SPANS.filter((each) => each < span).at(-1);
  return next ?? span;
}

/** The same stretch in another length, ms; `focus` (ms since 1970 UTC) keeps its place in it. */
export function resized({ from, to }: Stretch, span: number, focus: number): Stretch {
  const share = Math.max(0, Math.min(1, (focus - from) / (to - from)));
  const begin = focus - share * span;
  return { from: begin, to: begin + span };
}

/** The live window of another stretch: one that reaches the present follows it. */
export function windowUpTo({ from, to }: Stretch, now: number): TimeWindow {
  const span = to - from;
  return to >= now ? { span } : { span, end: to };
}

export const stretchOf = ({ span, end }: TimeWindow, now: number): Stretch => ({
  from: (end ?? now) - span,
  to: end ?? now,
});

/** The local days that a stretch touches. */
export const daysOf = ({ from, to }: Stretch): Day[] => daysBetween(dayOf(from), dayOf(Math.max(from, to - 1)));

/** From the beginning of one day to the end of another. */
export const wholeDays = (first: Day, last: Day): Stretch => ({
  from: startOfDay(first),
  to: startOfDay(addDays(last, 1)),
});

/** The day that a stretch is, from one end to the other; undefined of any other stretch. */
export function wholeDay({ from, to }: Stretch): Day | undefined {
  const day = dayOf(from);
  return startOfDay(day) === from && startOfDay(addDays(day, 1)) === to ? day : undefined;
}

/** A stretch of a day or more as whole days that end with the one it ends in, today at the latest. */
export function inWholeDays({ from, to }: Stretch, today: Day): Stretch {
  const count = Math.max(1, Math.round((to - from) / DAY_MS));
  const ends = dayOf(to - 1);
  const last = ends > today ? today : ends;
  return wholeDays(addDays(last, 1 - count), last);
}
