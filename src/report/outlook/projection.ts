import type { PriceList } from '../../energy/prices.ts';
import { addDays, type Day, dayOf, daysBetween, endOfDay, monthOf, startOfDay, yearOf } from '../../time/local.ts';
import { monthSpan, type Span, yearSpan } from '../days/dates.ts';
import { seasonOf } from '../days/season.ts';
import type { Billed } from '../sums/bill.ts';
import { priced, subscriptionOf, subscriptionsOf } from '../sums/pricing.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { costOfPeriods, sumOf, type Totals, totalsOf, WELL_COVERED } from '../sums/totals.ts';
import { EjpMeans, type MeanDay, meanOf, sumsOf } from './mean-day.ts';

/** What can be projected to its end while it runs. */
export type ProjectionUnit = 'month' | 'season' | 'year';

/** Whole days that a mean needs: a month those of a week, which has every weekday; a season and a year those of four. */
export const MIN_DAYS = { month: 7, season: 28, year: 28 } as const satisfies Record<ProjectionUnit, number>;

/** EJP days and normal ones have means of their own. */
export interface EjpShare {
  /** EJP days that the mean is of. */
  readonly seen: number;
  /** Those that the contract still allows in the span. */
  readonly left: number;
}

/** What a running span comes to when its days to come are like the mean of those seen, at the prices in force on them. */
export interface Projection {
  readonly unit: ProjectionUnit;
  readonly span: Span;
  /** The whole span: days seen as they are, the others at the mean. */
  readonly totals: Totals & Billed;
  /** Days that the mean is of: ended ones that records cover. */
  readonly seen: number;
  /** Days at the mean that have ended without records. */
  readonly unseen: number;
  readonly ejp: EjpShare | undefined;
}

/** Why there is none: too few days seen, or no EJP day where some are still to come. */
export interface NoProjection {
  readonly unit: ProjectionUnit;
  readonly why: 'days' | 'ejpDays';
  readonly seen: number;
}

export interface ProjectionOptions {
  readonly prices: PriceList;
  /** The present instant, ms since 1970 UTC. */
  readonly now: number;
}

export const isProjected = (each: Projection | NoProjection): each is Projection => 'totals' in each;

/** The projections of a report that begins with a month, a season or a year that still runs, and goes up to the present. */
export function projectionsOf(report: Report, options: ProjectionOptions): (Projection | NoProjection)[] {
  const today = dayOf(options.now);
  const units = (['month', 'season', 'year'] as const).filter((unit) => {
    const span = spanOf(unit, today);
    return report.from === span.from && report.to >= today && today <= span.to && (unit !== 'season' || isEjp(report));
  });
  const all = units.map((unit) => projectionOf(report, unit, options));
  // What a longer span lacks is not news while the shorter one is what was asked for.
  return all.filter((each, i) => i === 0 || isProjected(each));
}

const isEjp = ({ periods }: Pick<Report, 'periods'>): boolean => periods.some(({ key }) => key === 'HPM');

function spanOf(unit: ProjectionUnit, day: Day): Span {
  switch (unit) {
    case 'month':
      return monthSpan(monthOf(day));
    case 'season':
      return seasonOf(day);
    case 'year':
      return yearSpan(yearOf(day));
  }
}

/** The span of the present day, out of a report that has its days up to now. */
export function projectionOf(
  report: Report,
  unit: ProjectionUnit,
  { prices, now }: ProjectionOptions,
): Projection | NoProjection {
  const today = dayOf(now);
  const span = spanOf(unit, today);
  const days = report.days.filter(({ day }) => day >= span.from && day <= today);
  const seen = days.filter(({ day, coverage }) => day < today && coverage >= WELL_COVERED);
  if (seen.length < MIN_DAYS[unit]) return { unit, why: 'days', seen: seen.length };
  const ejp = unit === 'month' || !isEjp(report) ? undefined : new EjpMeans(report, seen, { prices, now });
  const known = new Map(days.map((day) => [day.day, day]));
  const ended = today === span.from ? [] : daysBetween(span.from, addDays(today, -1));
  const unseen = ended.filter((day) => !known.has(day));
  const ahead = today === span.to ? [] : daysBetween(addDays(today, 1), span.to);
  if (ejp && ejp.seen === 0 && [today, ...ahead].some((day) => ejp.shareOf(day) > 0))
    return { unit, why: 'ejpDays', seen: 0 };
  const all = meanOf(seen, sumsOf(seen));
  const mean = (day: Day): MeanDay => ejp?.meanOn(day) ?? all;
  const expected = (day: Day, part = 1): Totals => expectedOn(report, mean(day), { day, part, prices });
  const list = [...days, expected(today, leftOf(known.get(today), today, now))];
  for (const day of [...unseen, ...ahead]) list.push(expected(day));
  // Days to come are of the contract of today.
  const subscriptions = new Map([
    ...subscriptionsOf(daysBetween(span.from, span.to), prices, () => report.contract),
    ...[...report.subscriptions].filter(([day]) => day >= span.from && day <= span.to),
  ]);
  return {
    ...{ unit, span, seen: seen.length, unseen: unseen.length },
    totals: { ...totalsOf(list, report.periods), ...subscriptionOf(subscriptions.values()) },
    ejp: ejp && { seen: ejp.seen, left: Math.round(ejp.leftOn([today, ...ahead])) },
  };
}

/** The fraction of the running day that no record speaks for yet. */
function leftOf(day: DayReport | undefined, today: Day, now: number): number {
  const start = startOfDay(today);
  return 1 - ((day?.coverage ?? 0) * (now - start)) / (endOfDay(today, start) - start);
}

/** What a day, or the rest of one, will have drawn and cost. */
function expectedOn(
  { periods, calendar }: Report,
  { wh, injectedWh }: MeanDay,
  { day, part, prices }: { readonly day: Day; readonly part: number; readonly prices: PriceList },
): Totals {
  const parts = periods.map((period) => {
    const own = Math.round((wh.get(period.key) ?? 0) * part);
    return { ...period, wh: own, cost: priced(own, period.key, day, prices, calendar?.indexNames[period.key]) };
  });
  const injected = Math.round(injectedWh * part);
  return {
    periods: parts,
    wh: sumOf(parts, (each) => each.wh),
    ...costOfPeriods(parts),
    injectedWh: injected,
    revenue: priced(injected, 'INJECTION', day, prices),
    injectionEstimated: false,
    injectionKnown: false,
    maximumVa: undefined,
    knownMs: 0,
  };
}
