import type { Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { type Amount, amountOr } from '../sums/amount.ts';
import { billOf } from '../sums/bill.ts';
import { type Grouping, type GroupReport, groupDays } from '../sums/grouping.ts';
import type { Report } from '../sums/report.ts';
import { revenueOf } from '../sums/totals.ts';
import { amountText, isInPart } from './amount-text.ts';
import { BETWEEN_SIGNS, type Column, dayColumn, estimateLegend, injectedText, tableOf } from './group-rows.ts';

const WIDTH = 13;
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
    column(texts.energyColumn, ({ cost, costPart }) => amountText(amountOr(cost, costPart), lang)),
    subscription,
    column(texts.injectionColumn, (group) => {
      const { euros, isPart } = revenueOf(group);
      return amountText({ euros: euros === undefined ? undefined : -euros, isPart }, lang);
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
    subscription: column(texts.subscriptionColumn, ({ subscription, subscriptionPart }) =>
      amountText(amountOr(subscription, subscriptionPart), lang),
    ),
    net: column(texts.netColumn, (group) => amountText(netOf(group), lang)),
  };
}

/** What the sign in the rows means: a row that lacks something lacks it in its net, too. */
export const billNotes = (groups: readonly GroupReport[], lang: Lang): string[] =>
  groups.some((group) => isInPart(netOf(group))) ? [allTexts[lang].bill.partialSign] : [];

function netOf(group: GroupReport): Amount {
  const { net, known } = billOf(group);
  return amountOr(net, known);
}

const column = (title: string, cell: Column['cell']): Column => ({ title, width: WIDTH, cell });
