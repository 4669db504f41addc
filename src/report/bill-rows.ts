import { type Euros, inCents } from '../energy/euros.ts';
import { formatNumber, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { billOf } from './bill.ts';
import { BETWEEN_SIGNS, type Column, dayColumn, estimateLegend, injectedText, tableOf, UNKNOWN } from './group-rows.ts';
import { type Grouping, groupDays } from './grouping.ts';
import type { Report } from './report.ts';
import { injectionOf } from './totals.ts';

const WIDTH = 13;
/** After an amount that lacks something. */
export const PARTIAL = '*';

/** The bill of each day, week, month…: energy, subscription, injection and their net, in columns that add up. */
export function billRows(report: Report, by: Grouping, lang: Lang): string[] {
  const { bill: texts, injectedColumn, kwh } = allTexts[lang];
  const groups = groupDays(report, by);
  // The table above has no room for it where two periods stand beside the total.
  const hasInjected = report.periods.length === 2;
  const euros = (amount: Euros | undefined): string =>
    amount === undefined ? UNKNOWN : formatNumber(lang, inCents(amount), 2);
  const column = (title: string, cell: Column['cell']): Column => ({ title, width: WIDTH, cell });
  const columns = [
    dayColumn(by, lang),
    ...(hasInjected ? [column(`${injectedColumn} ${kwh}`, (group) => injectedText(group, lang))] : []),
    column(texts.energyColumn, ({ cost }) => euros(cost)),
    column(texts.subscriptionColumn, ({ subscription }) => euros(subscription)),
    column(texts.injectionColumn, (group) => {
      const revenue = injectionOf(group)?.revenue;
      return euros(revenue === undefined ? undefined : -revenue);
    }),
    column(texts.netColumn, (group) => {
      const { net, known } = billOf(group);
      return euros(known) + (net === undefined && known !== undefined ? PARTIAL : '');
    }),
  ];
  const isPartial = groups.some((group) => billOf(group).missing.length > 0 && billOf(group).known !== undefined);
  const legend = [...(hasInjected ? estimateLegend(groups, lang) : []), ...(isPartial ? [texts.partialSign] : [])];
  return [...tableOf(columns, groups), ...(legend.length > 0 ? [legend.join(BETWEEN_SIGNS)] : [])];
}
