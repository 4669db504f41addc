import { groupUpTo, hasSeasons } from '../../report/sums/grouping.ts';
import { meanWatts } from '../../report/sums/mean-power.ts';
import { unpricedKeys } from '../../report/sums/pricing.ts';
import type { Report } from '../../report/sums/report.ts';
import type { Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { views } from '../../text/views.ts';
import { addDays } from '../../time/local.ts';
import { type Line, paragraph, type Row, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tabulate } from '../layout/table.ts';
import type { CostsPage, DayCost } from '../model/log-data.ts';
import { costText, energyText, NONE } from './amounts.ts';
import { type EnergyRow, energyColumns, sumRow } from './energy-columns.ts';
import type { ViewModel } from './view-model.ts';

/**
 * Energy and cost out of the logs: today, then as the room allows yesterday, the month, the season, the year. A hint says
 * that the injection is an estimate, the last row where it has room.
 */
export function todayTable({ state, lang }: ViewModel, width: number): readonly Row[] {
  const mode = state.status?.message.mode ?? state.hello?.mode;
  return tableOf(lang, state.today, state.logData.costs, width, mode === 'standard');
}

const tableOf = memoizeLast(
  (lang: Lang, today: DayCost | undefined, costs: CostsPage | undefined, width: number, isStandard: boolean): Row[] => {
    const text = tui[lang];
    const notice = (words: string, rank: number): Row[] =>
      paragraph(words, width, 'dim').map((line) => ({ line, rank }));
    if (today?.fault !== undefined) return notice(text.logsFault(today.fault), 0);
    if (!today?.report) return notice(NONE, 0);
    const { report } = today;
    if (isBlank(report)) return notice(text.noRecords, 0);
    const [day] = report.days;
    const sums = sumRow(text.today, report);
    const meanW = day && meanWatts(day);
    const rows = [{ ...sums, maximumVa: day?.maximumVa, meanW, rank: 0 }, ...earlier(lang, costs, report)];
    const columns = energyColumns({ lang, unit: '', periods: report.periods, rows, width, decimals: 3 });
    const table = tabulate(columns, rows, width);
    return [
      { line: table.head, rank: 0 },
      ...rows.map(({ rank }, i) => ({ line: table.rows[i] as Line, rank })),
      ...(report.injected.estimated ? notice(isStandard ? text.estimatedInStandard : text.estimatedInjection, 4) : []),
    ];
  },
);

/** Nothing logged is not nothing used. */
const isBlank = ({ periods, injected }: Report): boolean => periods.length === 0 && injected.wh === 0;

/** The rows under that of today, of what has been read of them; today is part of them as it is known now. */
function earlier(lang: Lang, costs: CostsPage | undefined, today: Report): (EnergyRow & { rank: number })[] {
  if (!costs) return [];
  const t = tui[lang].spans;
  const yesterday = costs.groups.day.find(({ to }) => to === addDays(today.to, -1));
  const sums = (
    [['month', 2], ...(hasSeasons(costs.report ?? today) ? [['season', 5] as const] : []), ['year', 6]] as const
  ).flatMap(([by, rank]) => {
    const group = groupUpTo(costs.report, today, by);
    const { name } = group ?? {};
    const label = name?.by === 'season' ? t[name.of] : t[by === 'year' ? 'year' : 'month'];
    return group ? [{ ...group, label, rank, meanW: meanWatts(group) }] : [];
  });
  const before = yesterday && { ...yesterday, label: t.yesterday, rank: 2, meanW: meanWatts(yesterday) };
  return [...(before ? [before] : []), ...sums];
}

/** The prices that the energy of today lacks: for a title, from the longest text to the shortest; none where all are known. */
export function missingPrices({ state, lang }: ViewModel): readonly string[] {
  const report = state.today?.report;
  if (!report) return [];
  const keys = unpricedKeys(sumRow('', report));
  const list = keys.join(', ');
  const t = views[lang];
  return keys.length === 0
    ? []
    : [t.missingPrice(list), t.missingPriceShort(list), t.missingPriceShort(String(keys.length))];
}

/** Today in one line, where there is no room for the table: `8,412 kWh  1,30 €`. */
export function todayLine({ state, lang }: ViewModel): Line {
  const report = state.today?.report;
  if (!report || isBlank(report)) return [seg(NONE, 'dim')];
  const { wh, cost } = report.total;
  return [seg(energyText(lang, wh)), seg(`  ${costText(lang, cost)}`, 'value')];
}

/** What was injected today in one line, where anything was. */
export function injectedLine({ state, lang }: ViewModel): Line {
  const injected = state.today?.report?.injected;
  if (!injected || injected.wh === 0) return [];
  return [seg(`${tui[lang].injected} ${energyText(lang, injected.wh)}  ${costText(lang, injected.revenue)}`)];
}
