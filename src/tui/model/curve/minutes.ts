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
export function mergedMinute(minute: Minute | undefined, { at, papp, pinj, lasts }: Point): Minute {
  const { count = 0 } = minute ?? {};
  const mean = (before: number | undefined, value: number | undefined): number | undefined =>
    value === undefined ? before : ((before ?? 0) * count + value) / (count + 1);
  return {
    at: minuteOf(at),
    papp: minute?.papp === undefined ? papp : Math.max(minute.papp, papp ?? 0),
    mean: mean(minute?.mean, papp),
    min: minute?.min === undefined ? papp : Math.min(minute.min, papp ?? minute.min),
    pinj: mean(minute?.pinj, pinj),
    count: count + 1,
    lasts: Math.max(minute?.lasts ?? MINUTE_MS, lasts),
  };
}

export function minutesOf(points: readonly Point[]): Minute[] {
  const minutes: Minute[] = [];
  for (const point of points) {
    const last = minutes.at(-1);
    const same = last?.at === minuteOf(point.at);
    if (same) minutes.pop();
    minutes.push(mergedMinute(same ? last : undefined, point));
  }
  return minutes;
}

/** Both lists in the order of time. Of a minute in both, the one of more measurements counts, else the newer list's. */
export function mergedMinutes(older: readonly Minute[], newer: readonly Minute[]): Minute[] {
  const all = new Map(older.map((minute) => [minute.at, minute]));
  for (const minute of newer) if (minute.count >= (all.get(minute.at)?.count ?? 0)) all.set(minute.at, minute);
  return [...all.values()].sort((a, b) => a.at - b.at);
}
