import type { Point } from './point.ts';

const MINUTE_MS = 60_000;

/** One minute of measurements, VA: of the drawn power the least, the mean and the greatest, of the injection the mean. */
export interface Minute {
  /** Its beginning, ms since 1970 UTC. */
  readonly at: number;
  readonly papp: number | undefined;
  readonly mean: number | undefined;
  readonly min: number | undefined;
  readonly pinj: number | undefined;
  readonly count: number;
  /** How long it holds where nothing newer is known, ms: longer than a minute where lines are rare. */
  readonly lasts: number;
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/** The minute of a point with it; `minute` is what it was before. */
export function mergedMinute(minute: Minute | undefined, point: Point): Minute {
  if (!minute) return minuteWith(point);
  const merged = { ...minute };
  take(merged, point);
  return merged;
}

export function minutesOf(points: readonly Point[]): Minute[] {
  const minutes: Minute[] = [];
  let last: Open | undefined;
  // An hour has thousands of points: its minutes are made in place.
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as Point;
    if (last && point.at >= last.at && point.at < last.at + MINUTE_MS) take(last, point);
    else {
      last = minuteWith(point);
      minutes.push(last);
    }
  }
  return minutes;
}

/** A minute that takes more points. */
type Open = { -readonly [Name in keyof Minute]: Minute[Name] };

const minuteWith = ({ at, papp, pinj, lasts }: Point): Open => ({
  at: minuteOf(at),
  papp,
  mean: papp,
  min: papp,
  pinj,
  count: 1,
  lasts: Math.max(MINUTE_MS, lasts),
});

function take(minute: Open, { papp, pinj, lasts }: Point): void {
  const { count } = minute;
  if (papp !== undefined) {
    if (minute.papp === undefined || papp > minute.papp) minute.papp = papp;
    if (minute.min === undefined || papp < minute.min) minute.min = papp;
    minute.mean = ((minute.mean ?? 0) * count + papp) / (count + 1);
  }
  if (pinj !== undefined) minute.pinj = ((minute.pinj ?? 0) * count + pinj) / (count + 1);
  minute.count = count + 1;
  if (lasts > minute.lasts) minute.lasts = lasts;
}

/** Both lists in the order of time. Of a minute in both, the one of more measurements counts, else the newer list's. */
export function mergedMinutes(older: readonly Minute[], newer: readonly Minute[]): Minute[] {
  const all = new Map(older.map((minute) => [minute.at, minute]));
  for (const minute of newer) if (minute.count >= (all.get(minute.at)?.count ?? 0)) all.set(minute.at, minute);
  return [...all.values()].sort((a, b) => a.at - b.at);
}
