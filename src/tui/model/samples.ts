import type { HistoryMessage } from '../../feed/messages.ts';

/** The curves up to an hour are drawn from single measurements. A column more than the hour is shown at its left. */
const KEPT_MS = 5_400_000;
/** Above that time of the fastest meter: a replay at high speed must not grow without limit. */
const KEPT_POINTS = 4_096;
const MINUTE_MS = 60_000;
/** The longer curves are drawn from minutes: a day, and a few columns more. */
const KEPT_MINUTES = 30 * 60;
/** How long a sample of the feed speaks for, ms: meters send a frame each 1 to 2 s. */
export const SAMPLE_LASTS_MS = 5_000;

/** One measurement as the curves keep it: ms since 1970 UTC, VA, VA. */
export interface Point {
  readonly at: number;
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
  /** What is not measured anew within this is unknown, ms. */
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

/** One more measurement. A clock set back leaves points of the future behind: they would hide the present. */
export function withPoint({ points, minutes }: Samples, point: Point): Samples {
  const past = (points.at(-1)?.at ?? 0) < point.at ? points : points.filter(({ at }) => at < point.at);
  const minute = minuteOf(point.at);
  const before = (minutes.at(-1)?.at ?? 0) <= minute ? minutes : minutes.filter(({ at }) => at <= minute);
  const last = before.at(-1);
  const closed = last?.at === minute ? before.slice(0, -1) : before;
  const merged = mergedMinute(last?.at === minute ? last : undefined, point);
  return trimmed({ points: [...past, point], minutes: [...closed, merged] }, point.at);
}

/** The daemon's last hour, after what we saw ourselves before it (it may have been restarted since). */
export function withHistory(trace: Samples, { fields, samples }: HistoryMessage): Samples {
  const column = (name: (typeof fields)[number]) => (row: readonly (number | null)[]) =>
    row[fields.indexOf(name)] ?? undefined;
  const [at, papp, pinj] = [column('at'), column('papp'), column('pinj')];
  const rows = samples.flatMap((row): Point[] => {
    const instant = at(row);
    return instant === undefined ? [] : [{ at: instant, papp: papp(row), pinj: pinj(row), lasts: SAMPLE_LASTS_MS }];
  });
  const first = rows[0]?.at ?? Number.POSITIVE_INFINITY;
  const points = [...trace.points.filter((point) => point.at < first), ...rows];
  const all = { points, minutes: mergedMinutes(trace.minutes, minutesOf(rows)) };
  return trimmed(all, Math.max(points.at(-1)?.at ?? 0, all.minutes.at(-1)?.at ?? 0));
}

/** What the logs tell of the time before the feed's own measurements, and of minutes that it has nothing of. */
export function withPast(trace: Samples, past: readonly Point[], now: number): Samples {
  const first = trace.points.find(({ lasts }) => lasts === SAMPLE_LASTS_MS)?.at ?? Number.POSITIVE_INFINITY;
  const points = [...past.filter(({ at }) => at < first && at <= now), ...trace.points.filter(({ at }) => at >= first)];
  return trimmed({ points, minutes: mergedMinutes(minutesOf(past), trace.minutes) }, now);
}

/** Without what no curve reaches back to any more. */
export function trimmed({ points, minutes }: Samples, now: number): Samples {
  return {
    points: newest(points, now - KEPT_MS, KEPT_POINTS),
    minutes: newest(minutes, now - KEPT_MINUTES * MINUTE_MS, KEPT_MINUTES),
  };
}

/** The same list where nothing has to go. */
function newest<T extends { readonly at: number }>(list: readonly T[], from: number, most: number): readonly T[] {
  const first = list.findIndex(({ at }) => at > from);
  const start = Math.max(first < 0 ? list.length : first, list.length - most);
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

/** Both lists in the order of time; of a minute that both know, the one that knows more of it, or else the newer list's. */
function mergedMinutes(older: readonly Minute[], newer: readonly Minute[]): Minute[] {
  const all = new Map(older.map((minute) => [minute.at, minute]));
  for (const minute of newer) if (minute.count >= (all.get(minute.at)?.count ?? 0)) all.set(minute.at, minute);
  return [...all.values()].sort((a, b) => a.at - b.at);
}
