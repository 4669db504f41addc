import { unpricedKeys } from '../../report/pricing.ts';
import type { Report } from '../../report/report.ts';
import { seasonOf } from '../../report/season.ts';
import type { Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day } from '../../time/local.ts';
import { type Line, paragraph, type Row, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tabulate } from '../layout/table.ts';
import type { CostsPage, DayCost } from '../model/log-data.ts';
import { costText, energyText, NONE } from './amounts.ts';
import { type EnergyRow, energyColumns, sumRow } from './energy-columns.ts';
import type { ViewModel } from './view-model.ts';

/**
 * Energy and cost out of the logs: today, then as the room allows yesterday, the month, the season, the year. A hint
 * says which price is missing, or that the injection is an estimate.
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
    const now = { ...sumRow(text.today, report), maximumVa: report.days[0]?.maximumVa, rank: 0 };
    const rows = [now, ...earlier(lang, costs, today.day)];
    const columns = energyColumns({ lang, unit: '', periods: report.periods, rows, width, decimals: 3 });
    const table = tabulate(columns, rows, width);
    const missing = unpricedKeys(now);
    return [
      { line: table.head, rank: 0 },
      ...rows.map(({ rank }, i) => ({ line: table.rows[i] as Line, rank })),
      ...(missing.length > 0
        ? notice(views[lang].missingPrice(missing.join(', ')), 1)
        : report.injected.estimated
          ? notice(isStandard ? text.estimatedInStandard : text.estimatedInjection, 4)
          : []),
    ];
  },
);

/** Nothing logged is not nothing used. */
const isBlank = ({ periods, injected }: Report): boolean => periods.length === 0 && injected.wh === 0;

/** The rows before today, of what has been read of them. */
function earlier(lang: Lang, costs: CostsPage | undefined, day: Day): (EnergyRow & { rank: number })[] {
  if (!costs) return [];
  const t = tui[lang].spans;
  return (
    [
      ['day', addDays(day, -1), t.yesterday, 2],
      ['month', day, t.month, 2],
      ['season', day, day <= seasonOf(day).to ? t.season : t.summer, 5],
      ['year', day, t.year, 6],
    ] as const
  ).flatMap(([by, last, label, rank]) => {
    const group = costs.groups[by].find(({ from, to }) => from <= last && last <= to);
    return group ? [{ ...group, label, rank }] : [];
  });
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
