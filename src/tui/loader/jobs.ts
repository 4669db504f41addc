import { logFile } from '../../journal/writer.ts';
import type { Work } from '../../report/sums/read-logs.ts';
import { clockOf, type Day, dayOf, instantOf } from '../../time/local.ts';
import { shownGroup } from '../model/cost-bars.ts';
import { comparedSpan, type ShownOptions, shownNeeds, shownSpan } from '../model/curve/shown.ts';
import type { Selection, ViewName } from '../model/selection.ts';
import { afterLogData, afterRecentSamples, feedTime, type State } from '../model/state.ts';
import { readContracts } from './contracts.ts';
import { readCostsPage, readTodayHours, seasonCount } from './costs.ts';
import { readCurve, readSpan } from './curve.ts';
import { readDayPage, readRecentSamples, readToday } from './day.ts';
import { readEjpPage } from './ejp-days.ts';
import { readLastRecord } from './last-record.ts';
import { changedAt, type LogPaths, type LogSource } from './log-source.ts';

/** What reading made of the state. */
export type Change = (state: State) => State;

/** One thing to read. */
export interface Job {
  readonly name:
    | 'day'
    | 'range'
    | 'compared'
    | 'curve'
    | 'today'
    | 'last'
    | 'recent'
    | 'ejp'
    | 'costs'
    | 'hours'
    | 'contracts';
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
  /** Of the curve that is shown. */
  readonly columns: number;
  /** Whether what was read before may be used again. */
  mayReuse(name: Job['name']): boolean;
}

const SELDOM_MS = 60_000;
const RARELY_MS = 120_000;
/** How soon today's older measurements may be read again, ms. */
const CURVE_MS = 600_000;
/** How often the hours of today are read: all of its log, for a panel of large screens. */
const HOURS_MS = 600_000;

/** What this screen wants read, the most urgent first. */
export function jobsOf({ paths, state, selection, now, columns, mayReuse }: JobRequest): Job[] {
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
    ...spanJobs(selection, today, at, written),
    ...curveJobs({ state, selection, at, today, columns }, mayReuse),
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
        const logged = yield* readRecentSamples(source, at);
        return (shown) => afterRecentSamples(shown, logged, now);
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
    ...contractJobs({ state, selection, at, written, today }),
    {
      ...{
        name: 'hours',
        view: 'live',
        of: `${today} ${Math.floor(at / HOURS_MS)}`,
        maxAgeMs: Number.POSITIVE_INFINITY,
      },
      *steps(source) {
        const hours = yield* readTodayHours(source, at);
        return (shown) => afterLogData(shown, { hours });
      },
    },
  ];
  return jobs.filter((job) => job.view === undefined || job.view === view);
}

/** The sums of several days, and of those that they are compared with. */
function spanJobs(selection: Selection, today: Day, at: number, written: string): Job[] {
  const { from, to } = shownSpan(selection, today);
  const jobs: Job[] = [];
  if (from !== to) {
    const of = `${from} ${to} ${to >= today ? written : ''}`;
    jobs.push({
      ...{ name: 'range', view: 'day', of, maxAgeMs: SELDOM_MS },
      *steps(source) {
        const range = yield* readSpan(source, { from, to, now: at });
        return (shown) => afterLogData(shown, { range });
      },
    });
  }
  const before = comparedSpan(selection, today);
  if (!before) return jobs;
  // A day that still runs is compared with the other up to the same time of day.
  const isRunning = to >= today;
  const until = isRunning && from === to ? instantOf(`${before.to}T${clockOf(at)}`) : undefined;
  jobs.push({
    ...{
      name: 'compared',
      view: 'day',
      of: `${before.from} ${before.to} ${isRunning ? written : ''}`,
      maxAgeMs: SELDOM_MS,
    },
    *steps(source) {
      const compared = yield* readSpan(source, { ...before, now: at, until });
      return (shown) => afterLogData(shown, { compared });
    },
  });
  return jobs;
}

/** What the curve needs of the logs besides what is in memory. */
function curveJobs(options: ShownOptions, mayReuse: JobRequest['mayReuse']): Job[] {
  const { state, today, at } = options;
  const { records, steps } = shownNeeds(options);
  if (records.length + steps.length === 0) return [];
  // Of today only what memory has no more is needed, which changes slowly.
  const running = records.includes(today) ? Math.floor(at / CURVE_MS) : '';
  return [
    {
      ...{
        name: 'curve',
        of: `${records} ${steps.length} ${steps[0]} ${steps.at(-1)} ${running}`,
        maxAgeMs: Number.POSITIVE_INFINITY,
      },
      *steps(source) {
        const before = mayReuse('curve') ? state.logData.curve : undefined;
        const curve = yield* readCurve(source, { records, steps, today, before });
        return (shown) => afterLogData(shown, { curve });
      },
    },
  ];
}
/** What the days that the costs say most of would have cost under other contracts. */
function contractJobs({ state, selection, at, today, written }: ContractJobsRequest): Job[] {
  const group = selection.isUnderContracts ? shownGroup(state.logData.costs, selection) : undefined;
  if (!group) return [];
  const { from, to } = group;
  return [
    {
      ...{ name: 'contracts', view: 'costs', of: `${from} ${to} ${to >= today ? written : ''}`, maxAgeMs: RARELY_MS },
      *steps(source) {
        const contracts = yield* readContracts(source, { from, to }, at);
        return (shown) => afterLogData(shown, { contracts });
      },
    },
  ];
}

interface ContractJobsRequest extends Pick<JobRequest, 'state' | 'selection'> {
  readonly at: number;
  readonly today: Day;
  /** The running day and when its log was written last. */
  readonly written: string;
}

/** @param of the running day and when its log was written last */
const lastRecordJob = (of: string): Job => ({
  ...{ name: 'last', of, maxAgeMs: Number.POSITIVE_INFINITY },
  *steps(source) {
    const lastRecord = yield* readLastRecord(source);
    return (shown) => afterLogData(shown, { lastRecord });
  },
});
