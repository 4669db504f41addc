import { type Euros, inCents } from '../energy/euros.ts';
import { toDecimals } from '../text/format.ts';
import { groupId } from '../text/group-name.ts';
import { type Grouping, type GroupReport, groupDays } from './grouping.ts';
import type { DayReport, Report } from './report.ts';
import { PEAKS_OF_A_SEASON } from './season.ts';
import type { PeriodTotal } from './totals.ts';

const kwh = (wh: number): number => Number(toDecimals(wh / 1000, 3));
const euros = (amount: Euros | undefined): number | null => (amount === undefined ? null : inCents(amount));
const fraction = (value: number): number => Number(toDecimals(value, 3));

const periodsJson = (periods: readonly PeriodTotal[]) =>
  periods.map(({ period, wh, cost }) => ({ period, kwh: kwh(wh), cost: euros(cost) }));

const totalsJson = (day: Omit<DayReport, 'day'>) => ({
  periods: periodsJson(day.periods),
  total: { kwh: kwh(day.wh), cost: euros(day.cost) },
  injected: { kwh: kwh(day.injectedWh), revenue: euros(day.revenue), estimated: day.injectionEstimated },
  coverage: fraction(day.coverage),
  peakVa: day.maximumVa ?? null,
});

const dayJson = (day: DayReport) => ({ date: day.day, ...totalsJson(day) });

const groupJson = (group: GroupReport) => ({
  name: groupId(group.name),
  from: group.from,
  to: group.to,
  ...totalsJson(group),
});

/**
 * The report as `report --format json` prints it: kWh to 3 decimals, € to 2, null for what is unknown. One document, with
 * a line for each value and for each day.
 * @param by what the days are also grouped by
 */
export function renderJson(report: Report, by?: Grouping): string {
  const { from, to, contract, periods, total, injected, subscription, ejpDays, days, missingDays, warnings } = report;
  const season = report.ejpSeason;
  const values = {
    from,
    to,
    contract: contract ?? null,
    periods: periodsJson(periods),
    total: { kwh: kwh(total.wh), cost: euros(total.cost) },
    injected: { kwh: kwh(injected.wh), revenue: euros(injected.revenue), estimated: injected.estimated },
    subscription: euros(subscription),
    ejpDays,
    ejpSeason: season ? { from: season.from, used: season.days.length, of: PEAKS_OF_A_SEASON } : null,
    days: days.map(dayJson),
    ...(by ? { by, groups: groupDays(report, by).map(groupJson) } : {}),
    missingDays,
    warnings,
  };
  const lines = Object.entries(values).map(
    ([name, value]) => `"${name}":${isList(name, value) ? listed(value) : JSON.stringify(value)}`,
  );
  return `{${lines.join(',\n')}}`;
}

const isList = (name: string, value: unknown): value is readonly object[] =>
  (name === 'days' || name === 'groups') && Array.isArray(value) && value.length > 0;

const listed = (items: readonly object[]): string => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`;
