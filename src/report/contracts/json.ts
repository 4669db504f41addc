import { groupId } from '../../text/group-name.ts';
import { type ClockRange, clockRangeText } from '../../time/clock-range.ts';
import { euros as eurosJson, fraction, kwh } from '../output/json-values.ts';
import type { Amount } from '../sums/amount.ts';
import type { Report } from '../sums/report.ts';
import type { ContractComparison, ContractCost } from './comparison.ts';
import { ownNameOf } from './sheet.ts';

const amountJson = ({ euros, isPart }: Amount) =>
  isPart ? { cost: null, costKnown: eurosJson(euros) } : { cost: eurosJson(euros) };

const costJson = ({ energy, subscription, total, difference, share }: ContractCost) => ({
  energy: amountJson(energy).cost,
  subscription: amountJson(subscription).cost,
  total: amountJson(total).cost,
  ...(total.isPart ? { totalKnown: eurosJson(total.euros) } : {}),
  difference: amountJson(difference).cost,
  ...(difference.isPart ? { energyDifference: eurosJson(difference.euros) } : {}),
  differenceShare: share === undefined ? null : fraction(share),
});

/** The part of the JSON report on other contracts; the own one comes first. An amount that is known in part is null. */
export function contractsJson(report: Report, comparison: ContractComparison, offPeak: readonly ClockRange[]): object {
  const { days, ofDays, rows, groups, unknown, leftOut, oddWinters, missing } = comparison;
  const nameOf = (contract: string): string => contract.toUpperCase();
  return {
    compare: rows.map((row, i) => ({
      contract: row.contract === undefined ? (ownNameOf(report) ?? null) : nameOf(row.contract),
      own: row.contract === undefined,
      ...(row.contract === 'hc' ? { hours: offPeak.map(clockRangeText) } : {}),
      days: days.length,
      knownDays: row.knownDays,
      periods: row.periods.map(({ period, wh, cost }) => ({ period, kwh: kwh(wh), ...amountJson(cost) })),
      ...costJson(row),
      ...(row.contract === undefined ? {} : { apportionedKwh: kwh(row.apportionedWh) }),
      ...(groups.length > 0
        ? {
            groups: groups.map(({ name, from, to, days: count, costs }) => ({
              ...{ name: groupId(name), from, to, days: count },
              ...costJson(costs[i] as ContractCost),
            })),
          }
        : {}),
    })),
    compareDays: { compared: days.length, of: ofDays },
    compareUnknown: unknown.map(nameOf),
    compareLeftOut: leftOut.map((each) => ({ contract: nameOf(each.contract), days: each.days })),
    compareMissingPrices: missing.map(({ key, from, to }) => ({ key, from, to })),
    compareOddWinters: oddWinters.map(({ from, to, count }) => ({ from, to, ejpDays: count })),
  };
}
