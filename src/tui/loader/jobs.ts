import { logFile } from '../../journal/writer.ts';
import type { Steps } from '../../report/read-logs.ts';
import { type Day, dayOf } from '../../time/local.ts';
import type { Selection } from '../model/selection.ts';
import { afterLogData, afterRecentSamples, afterToday, feedTime, type State } from '../model/state.ts';
import { readCostsPage, seasonCount } from './costs.ts';
import { readDayPage } from './day.ts';
import { readEjpPage } from './ejp-days.ts';
import { changedAt, type LogPaths, type LogSource } from './log-source.ts';
import { readRecentSamples } from './recent-samples.ts';
import { readToday } from './today.ts';

/** What reading made of the state. */
export type Change = (state: State) => State;

/** One thing to read. */
export interface Job {
  readonly name: 'day' | 'today' | 'recent' | 'ejp' | 'costs';
  /** What it is read of: another day, or a log that has grown, makes it due at once. */
  readonly of: string;
  /** How old it may become before it is read again, ms. */
  readonly maxAgeMs: number;
  steps(source: LogSource): Steps<Change>;
}

export interface JobRequest {
  readonly paths: LogPaths;
  readonly state: State;
  readonly selection: Selection;
  readonly now: number;
  /** Whether what was read before may be used again. */
  isKnown(name: Job['name']): boolean;
}

const SELDOM_MS = 60_000;
const RARELY_MS = 120_000;

/** The present as the jobs see it. */
interface Present {
  /** On the clock of the feed, ms since 1970 UTC. */
  readonly at: number;
  readonly today: Day;
  /** The running day and when its log was written last: a line every 20 s. */
  readonly written: string;
}

/** What this screen wants read, the most urgent first. */
export function jobsOf(request: JobRequest): Job[] {
  const { paths, state, selection, now } = request;
  const at = feedTime(state, now);
  const today = dayOf(at);
  const present = { at, today, written: `${today} ${changedAt(logFile(paths.logs, today))}` };
  return [
    ...(selection.view === 'day' ? [dayJob(request, present)] : []),
    todayJob(present),
    recentJob(request, present),
    ...(selection.view === 'ejp' ? [ejpJob(request, present)] : []),
    costsJob(request, present),
  ];
}

function dayJob({ selection }: JobRequest, { at, today, written }: Present): Job {
  const day = selection.day ?? today;
  return {
    name: 'day',
    of: day === today ? written : day,
    maxAgeMs: SELDOM_MS,
    *steps(source) {
      const page = yield* readDayPage(source, day, at);
      return (before) => afterLogData(before, { day: page, days: source.days });
    },
  };
}

function todayJob({ at, written }: Present): Job {
  return {
    name: 'today',
    of: written,
    maxAgeMs: SELDOM_MS,
    *steps(source) {
      const today = yield* readToday(source, at);
      return (before) => afterToday(before, today);
    },
  };
}

function recentJob({ paths, now }: JobRequest, { at }: Present): Job {
  return {
    name: 'recent',
    of: paths.logs,
    maxAgeMs: Number.POSITIVE_INFINITY,
    *steps(source) {
      const points = yield* readRecentSamples(source, at);
      return (before) => afterRecentSamples(before, points, now);
    },
  };
}

function ejpJob({ state, selection, isKnown }: JobRequest, { today }: Present): Job {
  const { seasonsBack } = selection;
  return {
    name: 'ejp',
    of: `${today} ${seasonsBack}`,
    maxAgeMs: SELDOM_MS,
    *steps(source) {
      const before = isKnown('ejp') ? state.logData.ejp : undefined;
      const ejp = yield* readEjpPage(source, { today, seasonsBack, before });
      return (shown) => afterLogData(shown, { ejp });
    },
  };
}

function costsJob({ state, selection, isKnown }: JobRequest, { at, today, written }: Present): Job {
  const isShown = selection.view === 'costs';
  return {
    name: 'costs',
    of: isShown ? written : today,
    maxAgeMs: isShown ? SELDOM_MS : RARELY_MS,
    *steps(source) {
      const before = isKnown('costs') ? state.logData.costs : undefined;
      const costs = yield* readCostsPage(source, { now: at, today: state.today, before });
      const season = seasonCount(source, today);
      return (shown) => ({ ...afterLogData(shown, { costs }), season });
    },
  };
}
