import type {
  FeedMessage,
  HelloMessage,
  HistoryMessage,
  LinkState,
  SampleMessage,
  StatusMessage,
} from '../feed/messages.js';
import type { Day } from '../meter/time.js';

/** No sample for so long: the meter is silent (a historique frame takes 1.5 to 2 s, a standard one 1 to 2 s). */
export const SILENT_AFTER_MS = 5_000;
/** What the curves can show. */
const KEPT_MS = 3_600_000;
/** Above the last hour of the fastest meter: a replay at high speed must not grow without limit. */
const KEPT_SAMPLES = 4_096;
/** A feed whose time differs by more than this from ours runs on a clock of its own (simulated meter, replay). */
const OTHER_CLOCK_MS = 60_000;

/** One sample as the curves keep it: ms since 1970 UTC, VA, VA. */
export interface Point {
  readonly at: number;
  readonly papp: number | undefined;
  readonly pinj: number | undefined;
}

/** Energy and cost of today, out of the logs: Wh and €; a cost is undefined where a price is missing. */
export interface TodayCost {
  readonly day: Day;
  readonly periods: readonly { readonly period: string; readonly wh: number; readonly cost: number | undefined }[];
  readonly total: { readonly wh: number; readonly cost: number | undefined };
  readonly injected: { readonly wh: number; readonly revenue: number | undefined; readonly estimated: boolean };
  /** Why the logs could not be read: errno and path. */
  readonly fault?: string;
}

/** Mobile peaks of the season so far, and how many the contract allows. */
export interface SeasonCount {
  readonly used: number;
  readonly of: number;
}

/** Why and when: the socket did not answer, and the next attempt. */
export interface Lost {
  readonly code: string;
  readonly path: string;
  readonly attempt: number;
  /** ms since 1970 UTC. */
  readonly retryAt: number;
}

type Connection = { readonly since: number } & (
  | { readonly kind: 'connecting' | 'connected' }
  | { readonly kind: 'lost'; readonly lost: Lost }
);

/** A message and when it came, on our clock. */
interface Heard<T> {
  readonly message: T;
  readonly at: number;
}

/** All that the screen knows. */
export interface State {
  readonly connection: Connection;
  readonly points: readonly Point[];
  readonly hello: HelloMessage | undefined;
  readonly sample: Heard<SampleMessage> | undefined;
  readonly status: Heard<StatusMessage> | undefined;
  readonly today: TodayCost | undefined;
  readonly season: SeasonCount | undefined;
}

/** What the header says about the link. Ages in ms. */
export type Link =
  | { readonly kind: 'connecting' | 'live' }
  | { readonly kind: 'silent'; readonly age: number; readonly state: LinkState | undefined }
  | { readonly kind: 'absent'; readonly lost: Lost };

export function initialState(now: number): State {
  return {
    connection: { kind: 'connecting', since: now },
    points: [],
    hello: undefined,
    sample: undefined,
    status: undefined,
    today: undefined,
    season: undefined,
  };
}

/** The daemon answered. What is shown stays the last value known until a sample comes. */
export function afterConnected(state: State, now: number): State {
  return { ...state, connection: { kind: 'connected', since: now }, status: undefined };
}

/** The daemon is not there, or went. */
export function afterLost(state: State, lost: Lost, now: number): State {
  const since = state.connection.kind === 'lost' ? state.connection.since : now;
  return { ...state, connection: { kind: 'lost', since, lost } };
}

export function afterToday(state: State, today: TodayCost | undefined): State {
  return { ...state, today };
}

export function afterSeason(state: State, season: SeasonCount | undefined): State {
  return { ...state, season };
}

/** Time goes by: samples leave the last hour. */
export function afterTick(state: State, now: number): State {
  const points = bounded(state.points, feedTime(state, now));
  return points.length === state.points.length ? state : { ...state, points };
}

/** One message of the feed. */
export function afterMessage(state: State, message: FeedMessage, now: number): State {
  switch (message.type) {
    case 'hello':
      return { ...state, hello: message };
    case 'history':
      return { ...state, points: merged(state.points, message) };
    case 'sample': {
      const at = Date.parse(message.at);
      if (Number.isNaN(at)) return state;
      // A clock set back leaves samples of the future behind: they would hide the present.
      const past = state.points.filter((point) => point.at < at);
      const points = bounded([...past, { at, papp: message.papp, pinj: message.pinj }], at);
      return { ...state, points, sample: { message, at: now } };
    }
    case 'status':
      return { ...state, status: { message, at: now } };
    case 'record':
      return state;
  }
}

function bounded(points: readonly Point[], newest: number): readonly Point[] {
  const first = points.findIndex((point) => point.at > newest - KEPT_MS);
  if (first < 0) return [];
  return points.slice(Math.max(first, points.length - KEPT_SAMPLES));
}

/** The daemon's last hour, after what we saw ourselves before it (it may have been restarted since). */
function merged(points: readonly Point[], { fields, samples }: HistoryMessage): readonly Point[] {
  const column = (name: (typeof fields)[number]) => (row: readonly (number | null)[]) =>
    row[fields.indexOf(name)] ?? undefined;
  const [at, papp, pinj] = [column('at'), column('papp'), column('pinj')];
  const rows = samples.flatMap((row) => {
    const instant = at(row);
    return instant === undefined ? [] : [{ at: instant, papp: papp(row), pinj: pinj(row) }];
  });
  const first = rows[0]?.at ?? Number.POSITIVE_INFINITY;
  const all = [...points.filter((point) => point.at < first), ...rows];
  return bounded(all, all.at(-1)?.at ?? 0);
}

/** The present on the clock of the feed: ours, unless the meter is simulated or replayed. */
export function feedTime(state: State, now: number): number {
  if (!state.sample) return now;
  const shift = Date.parse(state.sample.message.at) - state.sample.at;
  return Math.abs(shift) > OTHER_CLOCK_MS ? now + shift : now;
}

/** How long ago the last frame came, ms; undefined before the first. */
export function frameAge(state: State, now: number): number | undefined {
  const last = state.sample?.at ?? state.points.at(-1)?.at;
  return last === undefined ? undefined : Math.max(0, now - last);
}

/** The state of the link at this moment: silence is concluded from time going by, not only told. */
export function linkOf(state: State, now: number): Link {
  const { connection, sample, status } = state;
  if (connection.kind === 'lost') return { kind: 'absent', lost: connection.lost };
  if (connection.kind === 'connecting') return { kind: 'connecting' };
  const heard = sample && sample.at >= connection.since ? sample.at : undefined;
  // A sample that came after the status speaks for itself.
  const told = status && status.message.state !== 'receiving' && status.at >= (heard ?? 0) ? status : undefined;
  if (!told && heard !== undefined && now - heard < SILENT_AFTER_MS) return { kind: 'live' };
  // A daemon that has just begun to listen has not found the meter silent yet.
  const early = heard === undefined && now - connection.since < SILENT_AFTER_MS;
  if (early && (!told || told.message.state === 'detecting')) return { kind: 'connecting' };
  return { kind: 'silent', age: frameAge(state, now) ?? now - connection.since, state: told?.message.state };
}
