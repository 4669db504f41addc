import { type Euros, inCents } from '../energy/euros.ts';
import { formatNumber, type Lang } from '../text/format.ts';
import { report as allTexts } from '../text/report.ts';
import { billOf } from './bill.ts';
import { BETWEEN_SIGNS, type Column, dayColumn, estimateLegend, injectedText, tableOf, UNKNOWN } from './group-rows.ts';
import { type Grouping, type GroupReport, groupDays } from './grouping.ts';
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
  const { subscription, net } = billColumns(lang);
  const columns = [
    dayColumn(by, lang),
    ...(hasInjected ? [column(`${injectedColumn} ${kwh}`, (group) => injectedText(group, lang))] : []),
    column(texts.energyColumn, ({ cost }) => eurosIn(lang, cost)),
    subscription,
    column(texts.injectionColumn, (group) => {
      const revenue = injectionOf(group)?.revenue;
      return eurosIn(lang, revenue === undefined ? undefined : -revenue);
    }),
    net,
  ];
  const legend = [...(hasInjected ? estimateLegend(groups, lang) : []), ...billNotes(groups, lang)];
  return [...tableOf(columns, groups), ...(legend.length > 0 ? [legend.join(BETWEEN_SIGNS)] : [])];
}

/** The columns that make a bill of energies. */
export function billColumns(lang: Lang): { readonly subscription: Column; readonly net: Column } {
  const texts = allTexts[lang].bill;
  return {
    subscription: column(texts.subscriptionColumn, ({ subscription }) => eurosIn(lang, subscription)),
    net: column(texts.netColumn, (group) => eurosIn(lang, billOf(group).known) + (isPartial(group) ? PARTIAL : '')),
  };
}

/** What the sign in the rows means. */
export const billNotes = (groups: readonly GroupReport[], lang: Lang): string[] =>
  groups.some(isPartial) ? [allTexts[lang].bill.partialSign] : [];

const column = (title: string, cell: Column['cell']): Column => ({ title, width: WIDTH, cell });

const eurosIn = (lang: Lang, amount: Euros | undefined): string =>
  amount === undefined ? UNKNOWN : formatNumber(lang, inCents(amount), 2);

function isPartial(group: GroupReport): boolean {
  const { net, known } = billOf(group);
  return net === undefined && known !== undefined;
}
