import type { FeedClientEvents } from '../../feed/client.ts';
import type { FeedMessage, HelloMessage, LinkState, SampleMessage, StatusMessage } from '../../feed/messages.ts';
import type { DayCost, LogData, SeasonCount } from './log-data.ts';
import type { Machine } from './machine.ts';
import {
  emptySamples,
  type LoggedSamples,
  SAMPLE_LASTS_MS,
  type Samples,
  trimmed,
  withHistory,
  withLogged,
  withPoint,
} from './samples.ts';
import type { Settings, SettingsFault } from './settings.ts';

/** Without a sample for this long the values shown are stale, ms (a frame takes 1 to 2 s). */
const STALE_AFTER_MS = 5_000;
/** A feed whose time differs from ours by more has a clock of its own (simulated meter, replay), ms. */
const OTHER_CLOCK_MS = 60_000;

/** Why the daemon cannot be reached, and when the next attempt is. */
export type Lost = Parameters<FeedClientEvents['lost']>[0];

type Connection = { readonly since: number } & (
  | { readonly kind: 'connecting' | 'connected' }
  | { readonly kind: 'lost'; readonly lost: Lost }
);

/** A message and when it came, on our clock. */
interface Received<T> {
  readonly message: T;
  readonly at: number;
}

/** Where the settings are remembered, and what is wrong with that. */
export interface SettingsFile {
  readonly path: string | undefined;
  readonly fault: SettingsFault | undefined;
  /** Those that options of this run stand for. */
  readonly asked: readonly (keyof Settings)[];
}

/** All that the screen knows. */
export interface State {
  readonly connection: Connection;
  readonly samples: Samples;
  readonly hello?: HelloMessage;
  /** The directory of logs that the user has named; undefined: those of the daemon. */
  readonly namedLogs?: string;
  readonly sample?: Received<SampleMessage>;
  readonly status?: Received<StatusMessage> | undefined;
  readonly today?: DayCost;
  readonly season?: SeasonCount | undefined;
  readonly logData: LogData;
  readonly settingsFile?: SettingsFile;
  /** tariffs.conf, where the prices are. */
  readonly pricesFile?: string;
  /** What can be done on this machine; looked at where something is missing. */
  readonly machine?: Machine;
}

/** What the header says about the link. Ages in ms. */
export type Link =
  | { readonly kind: 'connecting' | 'live' }
  | { readonly kind: 'silent'; readonly age: number; readonly state: LinkState | undefined }
  | { readonly kind: 'absent'; readonly lost: Lost };

export function initialState(now: number): State {
  return { connection: { kind: 'connecting', since: now }, samples: emptySamples, logData: { days: [] } };
}

/** The daemon answered. The values shown stay the last known ones until a sample comes. */
export function afterConnected(state: State, now: number): State {
  return { ...state, connection: { kind: 'connected', since: now }, status: undefined };
}

/** The daemon is not there, or has gone. */
export function afterLost(state: State, lost: Lost, now: number): State {
  const since = state.connection.kind === 'lost' ? state.connection.since : now;
  return { ...state, connection: { kind: 'lost', since, lost } };
}

export function afterLogData(state: State, logData: Partial<LogData>): State {
  return { ...state, logData: { ...state.logData, ...logData } };
}

/** The last day's measurements out of the logs. */
export function afterRecentSamples(state: State, logged: LoggedSamples, now: number): State {
  return { ...state, samples: withLogged(state.samples, logged, feedTime(state, now)) };
}

/** Time goes by: samples that are too old for any curve go. */
export function afterTick(state: State, now: number): State {
  const samples = trimmed(state.samples, feedTime(state, now));
  const same = samples.points === state.samples.points && samples.minutes === state.samples.minutes;
  return same ? state : { ...state, samples };
}

/** One message of the feed. */
export function afterMessage(state: State, message: FeedMessage, now: number): State {
  switch (message.type) {
    case 'hello':
      return { ...state, hello: message };
    case 'history':
      return { ...state, samples: withHistory(state.samples, message) };
    case 'sample': {
      const at = Date.parse(message.at);
      if (Number.isNaN(at)) return state;
      const point = { at, papp: message.papp, pinj: message.pinj, lasts: SAMPLE_LASTS_MS };
      return { ...state, samples: withPoint(state.samples, point, message.period), sample: { message, at: now } };
    }
    case 'status':
      return { ...state, status: { message, at: now } };
    case 'record':
      return state;
  }
}

/** The present on the clock of the feed (ms since 1970 UTC): ours, unless the meter is simulated or replayed. */
export function feedTime(state: State, now: number): number {
  if (!state.sample) return now;
  const shift = Date.parse(state.sample.message.at) - state.sample.at;
  return Math.abs(shift) > OTHER_CLOCK_MS ? now + shift : now;
}

/** How long ago the last frame came, ms; undefined before the first. */
export function frameAge(state: State, now: number): number | undefined {
  const last = state.sample?.at ?? state.samples.points.at(-1)?.at;
  return last === undefined ? undefined : Math.max(0, now - last);
}

/** The link at this moment: silent also when the daemon does not say so and no sample has come for long. */
export function linkOf(state: State, now: number): Link {
  const { connection, sample, status } = state;
  if (connection.kind === 'lost') return { kind: 'absent', lost: connection.lost };
  if (connection.kind === 'connecting') return { kind: 'connecting' };
  const sampleAt = sample && sample.at >= connection.since ? sample.at : undefined;
  // A sample that came after the status shows that frames come again.
  const trouble = status && status.message.state !== 'receiving' && status.at >= (sampleAt ?? 0) ? status : undefined;
  if (!trouble && sampleAt !== undefined && now - sampleAt < STALE_AFTER_MS) return { kind: 'live' };
  // A daemon that has just begun to listen cannot know yet that the meter is silent.
  const isEarly = sampleAt === undefined && now - connection.since < STALE_AFTER_MS;
  if (isEarly && (!trouble || trouble.message.state === 'detecting')) return { kind: 'connecting' };
  return { kind: 'silent', age: frameAge(state, now) ?? now - connection.since, state: trouble?.message.state };
}
