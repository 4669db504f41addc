import type { Grouping, GroupReport } from '../../report/grouping.ts';
import type { Report } from '../../report/report.ts';
import { seasonOf } from '../../report/season.ts';
import { formatEuros, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { addDays, type Day } from '../../time/local.ts';
import { type Line, type Row, seg, wrapped } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tabulate } from '../layout/table.ts';
import type { CostsPage, DayCost } from '../model/log-data.ts';
import { type EnergyRow, energyColumns } from './costs-table.ts';
import { NONE, type ViewModel } from './view-model.ts';

/** The energy of some days: of today up to now. */
type Sum = Omit<EnergyRow, 'label'>;

/** From this width on periods have columns of their own. */
const DETAILED = 76;

/**
 * Energy and cost out of the logs: today, then as the room allows yesterday, the month, the season, the year. A hint
 * says which price is missing, or that the injection is an estimate.
 */
export function todayTable({ state, lang }: ViewModel, width: number): readonly Row[] {
  return tableOf(lang, state.today, state.logData.costs, width);
}

const tableOf = memoizeLast(
  (lang: Lang, today: DayCost | undefined, costs: CostsPage | undefined, width: number): Row[] => {
    const text = tui[lang];
    if (today?.fault !== undefined) return lines(text.logsFault(today.fault), width);
    if (!today?.report) return lines(NONE, width);
    const { report } = today;
    if (isBlank(report)) return lines(text.noRecords, width);
    const { periods, total, injected } = report;
    const maximumVa = report.days[0]?.maximumVa;
    const now: Sum = { periods, ...total, injectedWh: injected.wh, revenue: injected.revenue, maximumVa };
    const before = earlier(lang, costs, today.day);
    const rows = [{ label: text.today, rank: 0, ...now }, ...before];
    const shape = {
      periods,
      detailed: width >= DETAILED,
      injects: rows.some((row) => row.injectedWh > 0),
    };
    const table = tabulate(energyColumns(lang, '', shape, 3), rows, width);
    const hint = hintOf(lang, report);
    return [
      { line: table.head, rank: 0 },
      ...rows.map(({ rank }, i) => ({ line: table.rows[i] as Line, rank })),
      ...(hint ? lines(hint.text, width, hint.rank) : []),
    ];
  },
);

/** Nothing logged is not nothing used. */
const isBlank = ({ periods, injected }: Report): boolean => periods.length === 0 && injected.wh === 0;

/** The rows before today, of what has been read of them. */
function earlier(lang: Lang, costs: CostsPage | undefined, day: Day): (Sum & { label: string; rank: number })[] {
  const groups = costs?.groups;
  if (!groups) return [];
  const t = tui[lang].spans;
  const of = (by: Grouping, last: Day): GroupReport | undefined =>
    groups[by].find(({ from, to }) => from <= last && last <= to);
  const rows = [
    { label: t.yesterday, rank: 2, sum: of('day', addDays(day, -1)) },
    { label: t.month, rank: 2, sum: of('month', day) },
    { label: isSeason(day) ? t.season : t.summer, rank: 5, sum: of('season', day) },
    { label: t.year, rank: 6, sum: of('year', day) },
  ];
  return rows.flatMap(({ label, rank, sum }) => (sum ? [{ label, rank, ...sum }] : []));
}

const isSeason = (day: Day): boolean => day <= seasonOf(day).to;

/** What the amounts do not say by themselves: a price is missing, or the injection is an estimate. */
function hintOf(
  lang: Lang,
  { periods, injected }: Report,
): { readonly text: string; readonly rank: number } | undefined {
  const missing = periods.filter(({ wh, cost }) => wh > 0 && cost === undefined).map(({ period }) => period);
  if (injected.wh > 0 && injected.revenue === undefined) missing.push('INJECTION');
  if (missing.length > 0) return { text: tui[lang].missingPrice(missing.join(', ')), rank: 1 };
  return injected.estimated ? { text: tui[lang].estimatedInjection, rank: 4 } : undefined;
}

function lines(text: string, width: number, rank = 0): Row[] {
  return wrapped(text, width - 2).map((part) => ({ line: [seg(` ${part}`, 'dim')], rank }));
}

/** Today in one line, where there is no room for the table: `8,412 kWh  1,30 €`. */
export function todayLine({ state, lang }: ViewModel): Line {
  const report = state.today?.report;
  if (!report || isBlank(report)) return [seg(NONE, 'dim')];
  const { wh, cost } = report.total;
  return [
    seg(formatUnit(lang, wh / 1000, 'kWh', 3)),
    seg(`  ${cost === undefined ? `${NONE} €` : formatEuros(lang, cost)}`, 'value'),
  ];
}

/** What was injected today in one line, where anything was. */
export function injectedLine({ state, lang }: ViewModel): Line {
  const injected = state.today?.report?.injected;
  if (!injected || injected.wh === 0) return [];
  const kwh = formatUnit(lang, injected.wh / 1000, 'kWh', 3);
  const euros = injected.revenue === undefined ? `${NONE} €` : formatEuros(lang, injected.revenue);
  return [seg(`${tui[lang].injected} ${kwh}  ${euros}`)];
}
