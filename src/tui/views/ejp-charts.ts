import type { Report } from '../../report/sums/report.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import type { Day } from '../../time/local.ts';
import { box, type Line, type Size, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { tabulate } from '../layout/table.ts';
import { seasonBefore } from '../model/ejp-days.ts';
import type { CostsPage, EjpPage } from '../model/log-data.ts';
import { eurosText, kwhText } from './amounts.ts';
import { daysIn } from './ejp-calendar.ts';
import { usedCurve, usedTitle } from './ejp-curve.ts';
import { heatMap } from './heat-map.ts';
import type { ViewModel } from './view-model.ts';

/** Rows of the charts, at least. */
export const MIN_CHARTS = 9;
/** From this width on the curve and the days are side by side. */
const TWO = 100;
/** Rows of the days with their frame: two a month, and the legend. */
const DAYS_ROWS = 13;
/** Rows of the table of months, with its frame and head. */
const MONTHS_ROWS = 8;

/** The used days as a curve; the days of the season by their cost; the months. */
export function seasonCharts(model: ViewModel, page: EjpPage, used: ReadonlySet<Day>, { width, height }: Size): Line[] {
  const { lang, today, state, selection } = model;
  return chartsOf(lang, page, state.logData.costs, [...used].join(), today, selection.ejpDay, width, height);
}

const chartsOf = memoizeLast(
  (
    lang: Lang,
    page: EjpPage,
    costs: CostsPage | undefined,
    usedDays: string,
    today: Day,
    cursor: Day | undefined,
    width: number,
    height: number,
  ): Line[] => {
    const { season } = page;
    const used = daysIn(usedDays);
    const before = seasonBeforeIn(costs?.report, season.from);
    const curve = { season, today, days: used, before };
    const both = width >= TWO && costs?.report !== undefined;
    const left = both ? Math.floor(width / 2) : width;
    const curveRows = usedCurve(lang, curve, { width: left - 2, height: height - 2 });
    const curveBox = box(usedTitle(lang, curve, left - 6), curveRows, left, height);
    if (!both || !costs?.report) return curveBox;
    const right = width - left;
    const months = height >= DAYS_ROWS + MONTHS_ROWS ? MONTHS_ROWS : 0;
    const days = { width: right - 2, height: height - months - 2 };
    const mark = { style: 'peak', words: ejpTexts[lang].legend.peak } as const;
    const heat = heatMap(lang, { ...season, days: costs.report.days, marked: used, mark, today, cursor }, days);
    const rightRows = [
      ...box([seg(ejpTexts[lang].heat.title, 'title')], heat, right, height - months),
      ...(months > 0 ? monthsBox(lang, costs, season, used, { width: right, height: months }) : []),
    ];
    return curveBox.map((line, i) => [...line, ...(rightRows[i] ?? [])]);
  },
);

/** The EJP days of the season before, where the logs begin early enough to know all of them. */
function seasonBeforeIn(report: Report | undefined, from: Day): readonly Day[] | undefined {
  const season = seasonBefore(from, 1);
  const first = report?.days[0]?.day;
  if (!report || first === undefined || first > season.from) return undefined;
  return report.ejpDays.filter((day) => day >= season.from && day <= season.to);
}

/** The months of the season: energy, cost, and what of it the peaks were. */
function monthsBox(
  lang: Lang,
  { groups }: CostsPage,
  { from, to }: EjpPage['season'],
  used: ReadonlySet<Day>,
  size: Size,
): Line[] {
  const t = ejpTexts[lang].months;
  const rows = groups.month
    .filter((group) => group.from >= from && group.from <= to)
    .map((group) => {
      const peak = group.periods.find(({ key }) => key === 'HPM');
      const name = views[lang].costs.name({
        by: 'month',
        year: Number(group.from.slice(0, 4)),
        month: Number(group.from.slice(5, 7)),
      });
      const count = [...used].filter((day) => day >= group.from && day <= group.to).length;
      return { name, count, wh: group.wh, cost: group.cost, peakWh: peak?.wh ?? 0, peakCost: peak ? peak.cost : 0n };
    });
  const table = tabulate(
    [
      { title: t.month, rank: 0, left: true, cell: ({ name }) => name },
      { title: t.peaks, rank: 3, cell: ({ count }) => String(count) },
      { title: 'kWh', rank: 1, cell: ({ wh }) => kwhText(lang, wh) },
      { title: 'PM kWh', rank: 2, cell: ({ peakWh }) => kwhText(lang, peakWh) },
      { title: '€', rank: 0, style: 'value', cell: ({ cost }) => eurosText(lang, cost) },
      { title: t.share, rank: 1, cell: ({ peakCost }) => eurosText(lang, peakCost) },
    ],
    rows,
    size.width - 2,
  );
  return box([seg(t.title, 'title')], rows.length > 0 ? [table.head, ...table.rows] : [], size.width, size.height);
}
