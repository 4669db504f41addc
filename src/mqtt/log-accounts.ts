import type { PriceList } from '../energy/prices.ts';
import { Summaries } from '../journal/summaries.ts';
import { peakDayOf } from '../meter/ejp.ts';
import { type EjpSeason, type GivenEjpDays, seasonOf } from '../report/days/season.ts';
import { outlookOf } from '../report/outlook/ejp-outlook.ts';
import { daysSteps, ejpSeasonSteps } from '../report/sums/build.ts';
import type { Work } from '../report/sums/read-logs.ts';
import type { Report } from '../report/sums/report.ts';
import { addDays, type Day, dayOf } from '../time/local.ts';
import type { Accounts } from './publication.ts';

/** Lines of a day may still be written for so long after its end: they waited for the time, or for the disk. */
const SETTLED_MS = 3_600_000;
/** A longer absence is not made up for: its logs would all be read. */
const MAX_DAYS = 400;

/** What was injected by estimate, Wh, from the first day that was counted up to the end of a day. */
export interface InjectedTotal {
  readonly through: Day;
  readonly wh: number;
}

export function parseInjectedTotal(value: unknown): InjectedTotal | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { through, wh } = value as Partial<Record<keyof InjectedTotal, unknown>>;
  const isDate = typeof through === 'string' && /^\d{4}-\d\d-\d\d$/.test(through);
  return isDate && typeof wh === 'number' && wh >= 0 && Number.isFinite(wh)
    ? { through: through as Day, wh }
    : undefined;
}

/** The EJP days of a season before today. */
type PastPeaks = Pick<EjpSeason, 'days' | 'since'>;

/** Sums of the logs that Home Assistant is told: the day's euros, the season's EJP days, what was injected by estimate. */
export class LogAccounts {
  readonly #directory: string;
  /** Up to the end of the last day that is settled. */
  #injected: InjectedTotal | undefined;
  /** Greatest total that was told: a counter does not fall when the estimate of today does. */
  #told = 0;
  /** The EJP days of the season before a day. */
  #before: { readonly day: Day; readonly season: PastPeaks } | undefined;
  readonly #givenEjpDays: () => GivenEjpDays;

  /** @param givenEjpDays what a file says of the days before the first log */
  constructor(
    directory: string,
    injected: InjectedTotal | undefined,
    givenEjpDays: () => GivenEjpDays = () => new Map(),
  ) {
    this.#directory = directory;
    this.#injected = injected;
    this.#givenEjpDays = givenEjpDays;
  }

  /** What is to be kept for the next process; undefined where nothing was injected by estimate. */
  get injected(): InjectedTotal | undefined {
    return this.#injected;
  }

  /**
   * @param now ms since 1970 UTC
   * @param ejp whether the contract has peaks, and whether one runs now; undefined without one
   * @param rest lets other work be done between two logs
   * @throws JournalError when the logs cannot be read
   */
  async read(
    { now, prices, ejp }: { now: number; prices: PriceList; ejp: { readonly isPeak: boolean } | undefined },
    rest: () => Promise<void>,
  ): Promise<Accounts> {
    const logs = new Summaries(this.#directory);
    const today = dayOf(now);
    const reportOn = (from: Day, to: Day): Promise<Report> => done(daysSteps({ logs, from, to, prices, now }), rest);
    const report = await reportOn(today, today);
    const hasRecords = report.days.length > 0;
    const season = ejp && (await this.#peaksBefore(logs, today, rest));
    const used = new Set([...(season?.days ?? []), ...report.ejpDays, ...(ejp?.isPeak ? [peakDayOf(now)] : [])]).size;
    return {
      money: {
        day: today,
        cost: hasRecords ? report.total.cost : undefined,
        revenue: hasRecords ? report.injected.revenue : undefined,
      },
      season: ejp && {
        days: used,
        left: outlookOf({ season: seasonOf(today), used, at: now, mean: undefined }, prices).left,
        since: season?.since,
      },
      injectedEstimate: await this.#estimate(report, now, reportOn),
    };
  }

  /** The EJP days of the season up to yesterday: those logs are closed, and read once a day. */
  async #peaksBefore(logs: Summaries, today: Day, rest: () => Promise<void>): Promise<PastPeaks> {
    if (this.#before?.day === today) return this.#before.season;
    const yesterday = addDays(today, -1);
    if (yesterday < seasonOf(today).from) return { days: [] };
    const season = await done(ejpSeasonSteps(logs, yesterday, this.#givenEjpDays), rest);
    this.#before = { day: today, season };
    return season;
  }

  /** What was injected by estimate up to now, Wh. */
  async #estimate(
    today: Report,
    now: number,
    reportOn: (from: Day, to: Day) => Promise<Report>,
  ): Promise<number | undefined> {
    const estimated = ({ injected }: Report): number => (injected.estimated ? injected.wh : 0);
    const settled = addDays(dayOf(now - SETTLED_MS), -1);
    if (!this.#injected && estimated(today) === 0) return undefined;
    let { through, wh } = this.#injected ?? { through: settled, wh: 0 };
    if (through < addDays(settled, -MAX_DAYS)) through = settled;
    if (through < settled) wh += estimated(await reportOn(addDays(through, 1), settled));
    this.#injected = { through: settled > through ? settled : through, wh };
    const open = addDays(this.#injected.through, 1);
    const since = open < today.from ? estimated(await reportOn(open, addDays(today.from, -1))) : 0;
    this.#told = Math.max(this.#told, Math.round(wh + since + estimated(today)));
    return this.#told;
  }
}

/** Does all the steps, with a rest after each. */
async function done<T>(steps: Work<T>, rest: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await rest();
  }
}
