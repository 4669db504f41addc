import { type Euros, inCents, inEuros } from '../../energy/euros.ts';
import { toDecimals } from '../../text/format.ts';
import { groupId } from '../../text/group-name.ts';
import { daysBetween, isoSecondsOf } from '../../time/local.ts';
import { PEAKS_OF_A_SEASON } from '../days/season.ts';
import { isProjected } from '../outlook/projection.ts';
import { type Bill, type Billed, billOf, billOfReport } from '../sums/bill.ts';
import { type Grouping, type GroupReport, groupDays } from '../sums/grouping.ts';
import { type OwnConsumption, ownOf, sharesOf } from '../sums/own-shares.ts';
import type { DayReport, Report } from '../sums/report.ts';
import { STEP_EURO_DECIMALS, type StepName, type StepReport } from '../sums/step-report.ts';
import { type Injection, injectionOf, type PeriodTotal } from '../sums/totals.ts';
import { euros, fraction, kwh } from './json-values.ts';
import type { Outlook } from './view.ts';

/** Names of indexes, by key, as a supplier's calendar has them. */
type Names = Readonly<Record<string, string>> | undefined;

const periodsJson = (periods: readonly PeriodTotal[], names: Names, amount = euros) =>
  periods.map(({ period, key, wh, cost, costPart }) => {
    const name = names?.[key];
    return { period, ...(name ? { name } : {}), kwh: kwh(wh), cost: amount(cost), ...partJson('costKnown', costPart) };
  });

/** What is known of an amount that is null; absent where nothing is, or all. */
const partJson = (name: `${'cost' | 'revenue' | 'subscription'}Known`, part: Euros | undefined) =>
  part === undefined ? {} : { [name]: euros(part) };

/** The net; where it is not known, the part of it that is, and what that is without. */
const netJson = ({ net, known, missing }: Bill) =>
  net === undefined ? { net: null, netKnown: euros(known), netWithout: missing } : { net: inCents(net) };

const outlookJson = ({ yearBefore: past, projections }: Outlook, names: Names) => ({
  yearBefore: past
    ? {
        ...past.span,
        ...(past.until === undefined ? {} : { until: past.until }),
        ...{ days: past.days, of: past.of },
        now: totalsJson(past.now, names),
        before: totalsJson(past.before, names),
      }
    : null,
  projections: projections.map((each) => {
    if (!isProjected(each)) return { unit: each.unit, kwh: null, net: null, seenDays: each.seen };
    const { unit, span, totals, seen, ejp } = each;
    const ejpDays = ejp ? { seenEjpDays: ejp.seen, ejpDaysLeft: ejp.left } : {};
    return { unit, ...span, kwh: kwh(totals.wh), ...netJson(billOf(totals)), seenDays: seen, ...ejpDays };
  }),
});

type BilledDay = Omit<DayReport, 'day'> & Billed & Pick<GroupReport, 'own'>;

const injectedJson = (day: Injection) => {
  const injection = injectionOf(day);
  return {
    kwh: injection ? kwh(injection.wh) : null,
    revenue: euros(injection?.revenue),
    ...partJson('revenueKnown', injection && day.revenuePart),
    estimated: day.injectionEstimated,
  };
};

/** What was used of the own production; absent without data of it, null where nothing is known. */
const ownJson = (own: OwnConsumption | undefined) => {
  if (!own) return {};
  const isKnown = own.knownMs > 0;
  const { selfWh, houseWh, ofProduction, ofHouse, coverage } = sharesOf(own);
  const part = (value: number | undefined): number | null => (value === undefined ? null : fraction(value));
  return {
    ownConsumption: {
      producedKwh: isKnown ? kwh(own.producedWh) : null,
      ...{ selfConsumedKwh: isKnown ? kwh(selfWh) : null, selfConsumedShare: part(ofProduction) },
      ...{ houseKwh: isKnown ? kwh(houseWh) : null, selfSufficiency: part(ofHouse) },
      ...{ coverage: fraction(coverage), estimated: own.isEstimated },
    },
  };
};

const totalsJson = (day: BilledDay, names: Names) => ({
  periods: periodsJson(day.periods, names),
  total: { kwh: kwh(day.wh), cost: euros(day.cost), ...partJson('costKnown', day.costPart) },
  injected: injectedJson(day),
  subscription: euros(day.subscription),
  ...partJson('subscriptionKnown', day.subscriptionPart),
  ...netJson(billOf(day)),
  coverage: fraction(day.coverage),
  peakVa: day.maximumVa ?? null,
  ...ownJson(day.own),
});

/** A day with what the report has of it besides. */
const dayOfReport = ({ subscriptions, own }: Report, day: DayReport): BilledDay & Pick<DayReport, 'day'> => ({
  ...day,
  subscription: subscriptions.get(day.day),
  own: ownOf(own, [day.day]),
});

const dayJson = (day: BilledDay & Pick<DayReport, 'day'>, names: Names) => ({
  date: day.day,
  ...totalsJson(day, names),
});

const groupJson = (group: GroupReport, names: Names) => ({
  name: groupId(group.name),
  from: group.from,
  to: group.to,
  ...totalsJson(group, names),
});

/** The steps that a report is cut into, each as `stepJson` writes it. */
export interface JsonSteps {
  readonly step: StepName;
  readonly lines: readonly string[];
}

/** What a document has besides its report. */
export interface JsonParts {
  readonly steps?: JsonSteps | undefined;
  /** Other contracts, as `contractsJson` makes it. */
  readonly compared?: object | undefined;
  readonly outlook?: Outlook | undefined;
}

/** One step of a day; € with more decimals, as a Wh costs less than a cent. */
export function stepJson(
  { from, to, energy, injection, coverage, meanVa, maximumVa }: StepReport,
  names: Names,
): string {
  const amount = (of: Euros | undefined): number | null =>
    of === undefined ? null : Number(toDecimals(inEuros(of), STEP_EURO_DECIMALS));
  const { periods = [], wh, cost } = energy ?? {};
  return JSON.stringify({
    ...{ from: isoSecondsOf(from), to: isoSecondsOf(to) },
    periods: periodsJson(periods, names, amount),
    total: { kwh: wh === undefined ? null : kwh(wh), cost: amount(cost) },
    injected: {
      ...{ kwh: injection ? kwh(injection.wh) : null, revenue: amount(injection?.revenue) },
      estimated: injection?.estimated ?? false,
    },
    coverage: fraction(coverage),
    ...{ meanVa: meanVa === undefined ? null : Math.round(meanVa), peakVa: maximumVa ?? null },
  });
}

/**
 * The report as `report --format json` prints it: kWh to 3 decimals, € to 2, null for what is unknown. One document, with
 * a line for each value, for each day and each step.
 * @param by what the days are also grouped by
 */
export function renderJson(report: Report, by?: Grouping, { steps, outlook, compared }: JsonParts = {}): string {
  const { from, to, contract, periods, total, injected, subscription, ejpDays, days, missingDays, warnings } = report;
  const { ejpSeason: season, ejpDaysByIndex, calendar } = report;
  const names = calendar?.indexNames;
  const values = {
    from,
    to,
    contract: contract ?? null,
    ...(calendar ? { calendar: calendar.name } : {}),
    periods: periodsJson(periods, names),
    // Without any reading nothing is known, not even that it is 0.
    total:
      days.length === 0
        ? { kwh: null, cost: null }
        : { kwh: kwh(total.wh), cost: euros(total.cost), ...partJson('costKnown', total.costPart) },
    injected: injectedJson({
      ...{ injectedWh: injected.wh, revenue: injected.revenue, revenuePart: injected.revenuePart },
      ...{ injectionEstimated: injected.estimated, injectionKnown: injected.isKnown },
    }),
    subscription: euros(subscription),
    ...partJson('subscriptionKnown', report.subscriptionPart),
    ...(days.length === 0 ? { net: null } : netJson(billOfReport(report))),
    ejpDays,
    ejpDaysByIndex,
    ejpSeason: season
      ? {
          ...{ from: season.from, used: season.days.length, of: PEAKS_OF_A_SEASON },
          ...(season.since === undefined ? {} : { atLeast: true, since: season.since }),
        }
      : null,
    ...ownJson(ownOf(report.own, daysBetween(from, to))),
    days: days.map((day) => dayJson(dayOfReport(report, day), names)),
    ...(by ? { by, groups: groupDays(report, by).map((group) => groupJson(group, names)) } : {}),
    ...(outlook ? outlookJson(outlook, names) : {}),
    ...compared,
    missingDays,
    warnings,
  };
  const lines = Object.entries(values).map(
    ([name, value]) => `"${name}":${isList(name, value) ? listed(value) : JSON.stringify(value)}`,
  );
  if (steps) lines.push(`"step":"${steps.step}"`, `"steps":[\n${steps.lines.join(',\n')}]`);
  return `{${lines.join(',\n')}}`;
}

const isList = (name: string, value: unknown): value is readonly object[] =>
  ['days', 'groups', 'compare'].includes(name) && Array.isArray(value) && value.length > 0;

const listed = (items: readonly object[]): string => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`;
