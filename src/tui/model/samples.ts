import type { HistoryMessage } from '../../feed/messages.ts';

/** The curves up to an hour are drawn from single measurements; a column begins before the hour. */
const KEPT_MS = 5_400_000;
/** More than the fastest meter sends in that time: a replay at high speed must not grow without limit. */
const KEPT_POINTS = 4_096;
const MINUTE_MS = 60_000;
/** The longer curves are drawn from minutes: a day, and a few columns more. */
const KEPT_MINUTES = 30 * 60;
/** A sample of the feed holds this long, ms: meters send a frame each 1 to 2 s. */
export const SAMPLE_LASTS_MS = 5_000;

/** One measurement as the curves keep it: ms since 1970 UTC, VA, VA. */
export interface Point {
  readonly at: number;
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
  /** ms: without a newer measurement the value is unknown from then on. */
  readonly lasts: number;
}

/** One minute of measurements: the greatest power and the mean injection, VA. */
export interface Minute {
  /** Its beginning, ms since 1970 UTC. */
  readonly at: number;
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
  readonly count: number;
}

/** The past that the curves show, oldest first. */
export interface Samples {
  readonly points: readonly Point[];
  readonly minutes: readonly Minute[];
}

export const emptySamples: Samples = { points: [], minutes: [] };

/** One more measurement. Points of the future, which a clock that was set back leaves, go: they would hide the present. */
export function withPoint({ points, minutes }: Samples, point: Point): Samples {
  const earlier = (points.at(-1)?.at ?? 0) < point.at ? points : points.filter(({ at }) => at < point.at);
  const minute = minuteOf(point.at);
  const before = (minutes.at(-1)?.at ?? 0) <= minute ? minutes : minutes.filter(({ at }) => at <= minute);
  const last = before.at(-1);
  const closed = last?.at === minute ? before.slice(0, -1) : before;
  const merged = mergedMinute(last?.at === minute ? last : undefined, point);
  return trimmed({ points: [...earlier, point], minutes: [...closed, merged] }, point.at);
}

/** The daemon's last hour, after what we saw ourselves before it (it may have been restarted since). */
export function withHistory(known: Samples, { fields, samples }: HistoryMessage): Samples {
  const column = (name: (typeof fields)[number]) => (row: readonly (number | null)[]) =>
    row[fields.indexOf(name)] ?? undefined;
  const [at, papp, pinj] = [column('at'), column('papp'), column('pinj')];
  const rows = samples.flatMap((row): Point[] => {
    const instant = at(row);
    return instant === undefined ? [] : [{ at: instant, papp: papp(row), pinj: pinj(row), lasts: SAMPLE_LASTS_MS }];
  });
  const first = rows[0]?.at ?? Number.POSITIVE_INFINITY;
  const points = [...known.points.filter((point) => point.at < first), ...rows];
  const all = { points, minutes: mergedMinutes(known.minutes, minutesOf(rows)) };
  return trimmed(all, Math.max(points.at(-1)?.at ?? 0, all.minutes.at(-1)?.at ?? 0));
}

/** With the logs' measurements: of the time before those of the feed, and of minutes that the feed lacks. */
export function withLogged(known: Samples, logged: readonly Point[], now: number): Samples {
  const first = known.points.find(({ lasts }) => lasts === SAMPLE_LASTS_MS)?.at ?? Number.POSITIVE_INFINITY;
  const points = [
    ...logged.filter(({ at }) => at < first && at <= now),
    ...known.points.filter(({ at }) => at >= first),
  ];
  return trimmed({ points, minutes: mergedMinutes(minutesOf(logged), known.minutes) }, now);
}

/** Without what is too old for any curve. */
export function trimmed({ points, minutes }: Samples, now: number): Samples {
  return {
    points: newest(points, now - KEPT_MS, KEPT_POINTS),
    minutes: newest(minutes, now - KEPT_MINUTES * MINUTE_MS, KEPT_MINUTES),
  };
}

/** The newest of a list; the list itself where nothing is too old. */
function newest<T extends { readonly at: number }>(list: readonly T[], from: number, max: number): readonly T[] {
  const first = list.findIndex(({ at }) => at > from);
  const start = Math.max(first < 0 ? list.length : first, list.length - max);
  return start === 0 ? list : list.slice(start);
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

function mergedMinute(minute: Minute | undefined, { at, papp, pinj }: Point): Minute {
  const { count = 0 } = minute ?? {};
  const most = minute?.papp === undefined ? papp : Math.max(minute.papp, papp ?? 0);
  const mean = pinj === undefined ? minute?.pinj : ((minute?.pinj ?? 0) * count + pinj) / (count + 1);
  return { at: minuteOf(at), papp: most, pinj: mean, count: count + 1 };
}

function minutesOf(points: readonly Point[]): Minute[] {
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
function mergedMinutes(older: readonly Minute[], newer: readonly Minute[]): Minute[] {
  const all = new Map(older.map((minute) => [minute.at, minute]));
  for (const minute of newer) if (minute.count >= (all.get(minute.at)?.count ?? 0)) all.set(minute.at, minute);
  return [...all.values()].sort((a, b) => a.at - b.at);
}
