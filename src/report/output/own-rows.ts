import { formatNumber, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { type Grouping, type GroupReport, groupDays } from '../sums/grouping.ts';
import { type OwnShares, sharesOf } from '../sums/own-shares.ts';
import type { Report } from '../sums/report.ts';
import { ESTIMATED } from '../sums/totals.ts';
import { UNKNOWN } from './amount-text.ts';
import { type Column, dayColumn, percentText, tableOf } from './group-rows.ts';

const WIDTH = 13;

/** What each day, week, month… used of the own production, of the time that is known; nothing without data of production. */
export function ownRows(report: Report, by: Grouping, lang: Lang): string[] {
  if (!report.own) return [];
  const texts = allTexts[lang].own;
  const groups = groupDays(report, by);
  const known = (group: GroupReport): OwnShares | undefined =>
    group.own && group.own.knownMs > 0 ? sharesOf(group.own) : undefined;
  const kwh = (wh: number | undefined): string => (wh === undefined ? UNKNOWN : formatNumber(lang, wh / 1000, 3));
  const share = (part: number | undefined): string => (part === undefined ? UNKNOWN : percentText(lang, part));
  const column = (title: string, cell: Column['cell'], width = WIDTH): Column => ({ title, width, cell });
  const columns = [
    dayColumn(by, lang),
    column(texts.producedColumn, (group) => kwh(known(group) && group.own?.producedWh)),
    column(texts.selfColumn, (group) => (group.own?.isEstimated ? ESTIMATED : '') + kwh(known(group)?.selfWh), 15),
    column(texts.selfShareColumn, (group) => share(known(group)?.ofProduction), 11),
    column(texts.houseColumn, (group) => kwh(known(group)?.houseWh)),
    column(texts.houseShareColumn, (group) => share(known(group)?.ofHouse), 10),
    column(texts.coverageColumn, (group) => share(known(group)?.coverage ?? 0), 8),
  ];
  return ['', ...tableOf(columns, groups)];
}
