import { logFile } from '../../journal/writer.ts';
import type { Work } from '../../report/read-logs.ts';
import { dayOf } from '../../time/local.ts';
import type { Selection, ViewName } from '../model/selection.ts';
import { afterLogData, afterRecentSamples, feedTime, type State } from '../model/state.ts';
import { readCostsPage, seasonCount } from './costs.ts';
import { readDayPage, readRecentSamples, readToday } from './day.ts';
import { readEjpPage } from './ejp-days.ts';
import { readLastRecord } from './last-record.ts';
import { changedAt, type LogPaths, type LogSource } from './log-source.ts';

/** What reading made of the state. */
export type Change = (state: State) => State;

/** One thing to read. */
export interface Job {
  readonly name: 'day' | 'today' | 'last' | 'recent' | 'ejp' | 'costs';
  /** The view that it is read for; without one every view needs it. */
  readonly view?: ViewName;
  /** What it is read of: another day, or a log that has grown, makes it due at once. */
  readonly of: string;
  /** How old it may become before it is read again, ms. */
  readonly maxAgeMs: number;
  steps(source: LogSource): Work<Change>;
}

export interface JobRequest {
  readonly paths: LogPaths;
  readonly state: State;
  readonly selection: Selection;
  readonly now: number;
  /** Whether what was read before may be used again. */
  mayReuse(name: Job['name']): boolean;
}

const SELDOM_MS = 60_000;
const RARELY_MS = 120_000;

/** What this screen wants read, the most urgent first. */
export function jobsOf({ paths, state, selection, now, mayReuse }: JobRequest): Job[] {
  const at = feedTime(state, now);
  const today = dayOf(at);
  // The running day and when its log was written last: a line every 20 s.
  const written = `${today} ${changedAt(logFile(paths.logs, today))}`;
  const { view, seasonsBack, day = today } = selection;
  const jobs: Job[] = [
    {
      ...{ name: 'day', view: 'day', of: day === today ? written : day, maxAgeMs: SELDOM_MS },
      *steps(source) {
        const page = yield* readDayPage(source, day, at);
        return (shown) => afterLogData(shown, { day: page, days: source.days });
      },
    },
    {
      ...{ name: 'today', of: written, maxAgeMs: SELDOM_MS },
      *steps(source) {
        const read = yield* readToday(source, at);
        return (shown) => ({ ...shown, today: read });
      },
    },
    // While the daemon sends, its samples say more.
    ...(state.connection.kind === 'lost' && !state.sample ? [lastRecordJob(written)] : []),
    {
      ...{ name: 'recent', of: paths.logs, maxAgeMs: Number.POSITIVE_INFINITY },
      *steps(source) {
        const points = yield* readRecentSamples(source, at);
        return (shown) => afterRecentSamples(shown, points, now);
      },
    },
    {
      ...{ name: 'ejp', view: 'ejp', of: `${today} ${seasonsBack}`, maxAgeMs: SELDOM_MS },
      *steps(source) {
        const before = mayReuse('ejp') ? state.logData.ejp : undefined;
        const ejp = yield* readEjpPage(source, { today, seasonsBack, before });
        return (shown) => afterLogData(shown, { ejp });
      },
    },
    {
      ...(view === 'costs' ? { of: written, maxAgeMs: SELDOM_MS } : { of: today, maxAgeMs: RARELY_MS }),
      name: 'costs',
      *steps(source) {
        const before = mayReuse('costs') ? state.logData.costs : undefined;
        const costs = yield* readCostsPage(source, { now: at, today: state.today, before });
        const season = seasonCount(source, today);
        return (shown) => ({ ...afterLogData(shown, { costs }), season });
      },
    },
  ];
  return jobs.filter((job) => job.view === undefined || job.view === view);
}

/** @param of the running day and when its log was written last */
const lastRecordJob = (of: string): Job => ({
  ...{ name: 'last', of, maxAgeMs: Number.POSITIVE_INFINITY },
  *steps(source) {
    const lastRecord = yield* readLastRecord(source);
    return (shown) => afterLogData(shown, { lastRecord });
  },
});
