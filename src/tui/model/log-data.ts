import type { DaySteps } from '../../energy/day-steps.ts';
import type { PriceList } from '../../energy/prices.ts';
import type { EnergyRecord } from '../../energy/record.ts';
import type { ContractComparison } from '../../report/contracts/comparison.ts';
import type { EarlierDays, Season } from '../../report/days/season.ts';
import type { Comparison } from '../../report/outlook/compare.ts';
import type { DayEnds } from '../../report/sums/day-ends.ts';
import type { EjpDayReport, EjpDaysTotal } from '../../report/sums/ejp-days.ts';
import type { Grouping, GroupReport } from '../../report/sums/grouping.ts';
import type { HourEnergy } from '../../report/sums/hours.ts';
import type { DayProfile } from '../../report/sums/profile.ts';
import type { Progress } from '../../report/sums/read-logs.ts';
import type { Report } from '../../report/sums/report.ts';
import type { ClockRange } from '../../time/clock-range.ts';
import type { Day, Stretch } from '../../time/local.ts';
import type { LoggedSamples } from './samples.ts';

/** What the views show out of the logs; undefined where it was not read yet. */
export interface LogData {
  /** The days that have a log, in order. */
  readonly days: readonly Day[];
  readonly day?: DayPage | undefined;
  /** What the curves need besides the samples in memory. */
  readonly curve?: CurveData | undefined;
  /** The days that the curve of Jour spans, where it is not one whole day. */
  readonly range?: SpanPage | undefined;
  /** The days that those shown are compared with. */
  readonly compared?: SpanPage | undefined;
  readonly costs?: CostsPage;
  readonly contracts?: ContractsPage | undefined;
  readonly hours?: TodayHours | undefined;
  readonly ejp?: EjpPage;
  /** Read only while the daemon is absent and has sent nothing. */
  readonly lastRecord?: LastRecord | undefined;
  /** Of the reading under way, where it takes long enough to be shown. */
  readonly progress?: Progress | undefined;
}

/** The last line of the logs. */
export interface LastRecord extends Pick<EnergyRecord, 'at' | 'papp' | 'iinst' | 'pinj' | 'indexes'> {
  /** What counted then: HN, PM, HC… */
  readonly period: string;
}

/** What was read; or why the logs could not be read: errno and path. */
interface Page {
  readonly fault?: string;
}

/** The measurements of one day, and when its periods began. */
export type DayRecords = LoggedSamples;

export interface CurveData {
  readonly records: ReadonlyMap<Day, DayRecords>;
  readonly steps: ReadonlyMap<Day, DaySteps>;
}

/** Several days summed up. */
export interface SpanPage extends Page {
  readonly from: Day;
  readonly to: Day;
  readonly report?: Report | undefined;
}

/** One local day, its energy and its cost. */
export interface DayCost extends Page {
  readonly day: Day;
  readonly report?: Report;
  readonly prices: PriceList;
}

/** The hours of the running day, as they were when it was read. */
export interface TodayHours {
  readonly day: Day;
  readonly hours: readonly HourEnergy[];
}

/** The EJP days of the season so far. */
export interface SeasonCount {
  readonly days: readonly Day[];
  /** The first day that is known, where the season has earlier ones. */
  readonly since?: Day | undefined;
  /** Without a log of the season nothing is known of its days. */
  readonly logged: boolean;
}

/** One local day in full. */
export interface DayPage extends Page {
  readonly day: Day;
  /** Undefined where there is no measurement of it. */
  readonly figures?: DayFigures | undefined;
  /** Of a day without measurements: its logs may hold damage. */
  readonly report?: Report | undefined;
}

export interface DayFigures {
  readonly report: Report;
  readonly profile: DayProfile;
  readonly records: DayRecords;
  readonly ends: DayEnds;
  /** Both ends of the day: 23, 24 or 25 hours. */
  readonly span: Stretch;
  /** The present where the day still runs, else its end. */
  readonly until: number;
  readonly comparison: Comparison | undefined;
}

/** Energy and cost of all the days that have a log, put together in each way. */
export interface CostsPage extends Page {
  /** Oldest first. */
  readonly groups: Readonly<Record<Grouping, readonly GroupReport[]>>;
  /** On all days; undefined where there is none. */
  readonly report?: Report | undefined;
  readonly prices: PriceList;
  /** The days that have ended: not read again while the version of their logs is the same. */
  readonly closed?: { readonly version: string; readonly report: Report | undefined };
}

/** What a span of days would have cost under other contracts. */
export interface ContractsPage extends SpanPage {
  readonly comparison?: ContractComparison;
  /** The off-peak hours that the contract HC was given. */
  readonly offPeak: readonly ClockRange[];
}

/** The EJP days of one season, oldest first. */
export interface EjpPage extends Page {
  readonly season: Season;
  readonly ejpDays: readonly EjpDayReport[];
  /** Those of them that only the index of the peak shows. */
  readonly indexOnly: readonly Day[];
  readonly total: EjpDaysTotal;
  /** The first day that is known, where the season has earlier ones. */
  readonly since?: Day | undefined;
  /** What the file of EJP days says of those before the first log. */
  readonly earlier?: EarlierDays | undefined;
  /** Days of the season that have a log. */
  readonly logged: readonly Day[];
  /** How many seasons before the present or last one have a log. */
  readonly olderSeasons: number;
  readonly prices: PriceList;
  /** Of the logs: while it is the same, days that have ended are not read again. */
  readonly version?: string;
}
