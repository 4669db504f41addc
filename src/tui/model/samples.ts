import type { HistoryMessage } from '../../feed/messages.ts';
import { type Minute, mergedMinute, mergedMinutes, minutesOf } from './curve/minutes.ts';
import type { Point } from './curve/point.ts';

/** The curves up to an hour are drawn from single measurements; a column begins before the hour. */
const KEPT_MS = 5_400_000;
/** More than the fastest meter sends in that time: a replay at high speed must not grow without limit. */
const KEPT_POINTS = 6_000;
const MINUTE_MS = 60_000;
/** The longer curves are drawn from minutes: a day, and a few columns more. */
const KEPT_MINUTES = 30 * 60;
/** A period changes a few times a day. */
const KEPT_CHANGES = 200;
/** A sample of the feed holds this long, ms: meters send a frame each 1 to 2 s. */
export const SAMPLE_LASTS_MS = 5_000;

/** From an instant (ms since 1970 UTC) on this period runs. */
export interface PeriodChange {
  readonly at: number;
  readonly period: string;
}

/** The past that the live curves show, oldest first. */
export interface Samples {
  readonly points: readonly Point[];
  readonly minutes: readonly Minute[];
  readonly changes: readonly PeriodChange[];
}

/** What the logs have of the last day. */
export interface LoggedSamples extends Pick<Samples, 'points' | 'changes'> {
  /** Of the time before the points: the cache knows no more of it. */
  readonly minutes?: readonly Minute[];
}

export const emptySamples: Samples = { points: [], minutes: [], changes: [] };

/** One more measurement. Points of the future, which a clock that was set back leaves, go: they would hide the present. */
export function withPoint({ points, minutes, changes }: Samples, point: Point, period?: string): Samples {
  const earlier = (points.at(-1)?.at ?? 0) < point.at ? points : points.filter(({ at }) => at < point.at);
  const minute = Math.floor(point.at / MINUTE_MS) * MINUTE_MS;
  const before = (minutes.at(-1)?.at ?? 0) <= minute ? minutes : minutes.filter(({ at }) => at <= minute);
  const last = before.at(-1);
  const isSame = last?.at === minute;
  const merged = mergedMinute(isSame ? last : undefined, point);
  // Copied once, as they are long: thousands of points, each second.
  const all = {
    points: [...earlier, point],
    minutes: before.slice(),
    changes: withChange(changes, point, period),
  };
  all.minutes[before.length - (isSame ? 1 : 0)] = merged;
  return trimmed(all, point.at);
}

function withChange(changes: Samples['changes'], { at }: Point, period: string | undefined): readonly PeriodChange[] {
  const before = (changes.at(-1)?.at ?? 0) <= at ? changes : changes.filter((change) => change.at <= at);
  return period === undefined || before.at(-1)?.period === period ? before : [...before, { at, period }];
}

/** The daemon's last hour, after what we saw ourselves before it (it may have been restarted since). */
export function withHistory(known: Samples, { fields, samples }: HistoryMessage): Samples {
  const [atColumn, pappColumn, pinjColumn] = [fields.indexOf('at'), fields.indexOf('papp'), fields.indexOf('pinj')];
  const rows: Point[] = [];
  for (let i = 0; i < samples.length; i++) {
    const row = samples[i] as readonly (number | null)[];
    const at = row[atColumn] ?? undefined;
    if (at === undefined) continue;
    const papp = row[pappColumn] ?? undefined;
    const pinj = row[pinjColumn] ?? undefined;
    rows.push({ at, papp, pinj, lasts: SAMPLE_LASTS_MS });
  }
  const first = rows[0]?.at ?? Number.POSITIVE_INFINITY;
  const points = [...known.points.filter((point) => point.at < first), ...rows];
  const all = { ...known, points, minutes: mergedMinutes(known.minutes, minutesOf(rows)) };
  return trimmed(all, Math.max(points.at(-1)?.at ?? 0, all.minutes.at(-1)?.at ?? 0));
}

/** With the logs' measurements: of the time before those of the feed, and of minutes that the feed lacks. */
export function withLogged(known: Samples, logged: LoggedSamples, now: number): Samples {
  const first = known.points.find(({ lasts }) => lasts === SAMPLE_LASTS_MS)?.at ?? Number.POSITIVE_INFINITY;
  const points = [
    ...logged.points.filter(({ at }) => at < first && at <= now),
    ...known.points.filter(({ at }) => at >= first),
  ];
  const minutes = mergedMinutes([...(logged.minutes ?? []), ...minutesOf(logged.points)], known.minutes);
  return trimmed({ points, minutes, changes: mergedChanges(logged.changes, known.changes, now) }, now);
}

/** The logs say the periods up to their last line; what the feed has said since then follows. */
function mergedChanges(logged: Samples['changes'], known: Samples['changes'], now: number): PeriodChange[] {
  const last = logged.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const out: PeriodChange[] = [];
  for (const change of [...logged.filter(({ at }) => at <= now), ...known.filter(({ at }) => at > last)])
    if (out.at(-1)?.period !== change.period) out.push(change);
  return out;
}

/** Without what is too old for any curve. */
export function trimmed({ points, minutes, changes }: Samples, now: number): Samples {
  return {
    points: newest(points, now - KEPT_MS, KEPT_POINTS),
    minutes: newest(minutes, now - KEPT_MINUTES * MINUTE_MS, KEPT_MINUTES),
    changes: changes.length > KEPT_CHANGES ? changes.slice(-KEPT_CHANGES) : changes,
  };
}

/** So many may be too old before they go: each time costs a copy of the others. */
const SLACK = 60;

/** The newest of a list; the list itself where few are too old. */
function newest<T extends { readonly at: number }>(list: readonly T[], from: number, max: number): readonly T[] {
  const first = list.findIndex(({ at }) => at > from);
  const start = Math.max(first < 0 ? list.length : first, list.length - max);
  return start === 0 || (start < SLACK && list.length <= max) ? list : list.slice(start);
}
