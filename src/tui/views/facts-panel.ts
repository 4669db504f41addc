import { monthSpan } from '../../report/days/dates.ts';
import { isProjected, projectionOf } from '../../report/outlook/projection.ts';
import { yearBefore } from '../../report/outlook/year-before.ts';
import { type GroupReport, groupUpTo } from '../../report/sums/grouping.ts';
import type { HourEnergy } from '../../report/sums/hours.ts';
import type { Report } from '../../report/sums/report.ts';
import { formatUnit, type Lang } from '../../text/format.ts';
import { liveFacts } from '../../text/live-facts.ts';
import { views } from '../../text/views.ts';
import { monthOf, startOfDay } from '../../time/local.ts';
import { blank, box, fitting, type Line, pair, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { type Column, tabulate } from '../layout/table.ts';
import { amountOf, greatestBar } from '../model/cost-bars.ts';
import type { CostsPage, DayCost, TodayHours } from '../model/log-data.ts';
import { changeShare, costText, energyText } from './amounts.ts';
import { FACT_ROWS } from './curve-place.ts';
import { meanPrice } from './energy-columns.ts';
import { periodBar } from './period-signs.ts';
import type { ViewModel } from './view-model.ts';

const WEEKS = FACT_ROWS - 2;
/** A narrower bar shows nothing, columns. */
const MIN_BAR = 8;
/** Before so much of the month is over a day has no mean, days. */
const MIN_DAYS = 2;
const DAY_MS = 86_400_000;
/** What is foretold changes this often, ms. */
const MOMENT_MS = 600_000;

/** Three panels side by side: the hours of today, the last weeks, the month. They change with the logs only. */
export function factsPanel({ lang, state, at }: ViewModel, width: number): Line[] {
  const moment = Math.floor(at / MOMENT_MS) * MOMENT_MS;
  return panels(lang, state.today, state.logData.costs, state.logData.hours, moment, width);
}

const panels = memoizeLast(
  (
    lang: Lang,
    today: DayCost | undefined,
    costs: CostsPage | undefined,
    hours: TodayHours | undefined,
    now: number,
    width: number,
  ): Line[] => {
    const third = Math.floor(width / 3);
    const sizes = [third, third, width - 2 * third];
    const bodies = [
      hoursPanel(lang, hours, third - 2),
      weeksPanel(lang, today?.report, costs, third - 2),
      monthPanel(lang, today?.report, costs, now, (sizes[2] as number) - 2),
    ];
    const boxes = bodies.map(([title, ...rows], i) => {
      const shown = rows.length > 0 ? rows : [[seg(` ${liveFacts[lang].none}`, 'dim')]];
      return box(title as Line, shown, sizes[i] as number, FACT_ROWS);
    });
    return Array.from({ length: FACT_ROWS }, (_, row) => boxes.flatMap((each) => each[row] as Line));
  },
);

/** The title, then the hours that cost most, the dearest first. */
function hoursPanel(lang: Lang, today: TodayHours | undefined, width: number): Line[] {
  const t = liveFacts[lang];
  const hours = today?.hours ?? [];
  const isPriced = hours.every(({ cost }) => cost !== undefined);
  const amount = ({ cost, wh }: HourEnergy): number => (isPriced ? Number(cost) : wh);
  const top = [...hours].sort((a, b) => amount(b) - amount(a)).slice(0, FACT_ROWS - 2);
  const title = [seg(fitting(isPriced ? t.hours : t.hoursKwh, width - 4), 'title')];
  const clock = (at: number): number => new Date(at).getHours();
  const columns: Column<HourEnergy>[] = [
    { title: '', rank: 0, left: true, cell: ({ from }) => t.hour(clock(from), clock(from) + 1) },
    { title: '', rank: 0, cell: ({ wh }) => energyText(lang, wh) },
    { title: '', rank: 0, style: 'value', cell: ({ cost }) => (isPriced ? costText(lang, cost) : '') },
    {
      title: '',
      rank: 1,
      cell: ({ maximumVa }) => (maximumVa === undefined ? '' : seg(t.peak(formatUnit(lang, maximumVa, 'VA')), 'dim')),
    },
  ];
  return [title, ...tabulate(columns, top, width).rows];
}

/** The title, then the last weeks with a bar of their periods. */
function weeksPanel(lang: Lang, today: Report | undefined, costs: CostsPage | undefined, width: number): Line[] {
  const title = [seg(liveFacts[lang].weeks, 'title')];
  if (!costs || !today) return [title];
  const running = groupUpTo(costs.report, today, 'week');
  const weeks = [
    ...costs.groups.week.filter(({ to }) => to < (running?.from ?? '9999')),
    ...(running ? [running] : []),
  ];
  const shown = weeks.slice(-WEEKS);
  const columns: Column<GroupReport>[] = [
    { title: '', rank: 0, left: true, cell: ({ name }) => views[lang].costs.name(name) },
    { title: '', rank: 0, cell: ({ wh }) => formatUnit(lang, wh / 1000, 'kWh', 1) },
    { title: '', rank: 0, style: 'value', cell: ({ cost }) => costText(lang, cost) },
  ];
  const { rows } = tabulate(columns, shown, Math.max(0, width - MIN_BAR - 2));
  const amount = amountOf(shown);
  const most = Math.max(...shown.map(amount));
  return [
    title,
    ...rows.map((cells, i) => {
      const room = width - widthOf(cells) - 2;
      const { periods } = shown[i] as GroupReport;
      return room < MIN_BAR || most <= 0 ? cells : [...cells, blank(1), ...periodBar(periods, amount, room / most)];
    }),
  ];
}

/** The title, then the month so far, what it comes to at this rate, and what to compare it with. */
function monthPanel(
  lang: Lang,
  today: Report | undefined,
  costs: CostsPage | undefined,
  now: number,
  width: number,
): Line[] {
  const t = liveFacts[lang];
  const month = today && groupUpTo(costs?.report, today, 'month');
  if (!month || !today) return [[seg(t.month(''), 'title')]];
  const { name } = views[lang].costs;
  const day = today.to;
  const both = ({ wh, cost }: Pick<GroupReport, 'wh' | 'cost'>, sign = ''): string =>
    `${sign}${energyText(lang, wh)}  ${costText(lang, cost)}`;
  const row = (label: string, text: string): Line[] =>
    label.length + text.length + 3 <= width ? [pair(label, [seg(text, 'value')], width)] : [];
  const span = monthSpan(monthOf(day));
  const elapsed = Math.max(now - startOfDay(month.from), MOMENT_MS) / DAY_MS;
  const ahead = costs && projectionOf(upTo(costs.report, today), 'month', { prices: costs.prices, now });
  const past = costs?.groups.month.filter(({ to }) => to < span.from).at(-1);
  const year = costs?.report && yearBefore(costs.report, month, day);
  const days = costs?.groups.day.filter((each) => each.from >= span.from && each.from < day) ?? [];
  const best = greatestBar(days);
  // By energy where the cost of any of them is not known.
  const isPriced = days.every(({ cost }) => cost !== undefined);
  const dearest = best && (isPriced ? t.dearest : t.strongest)(name(best.name));
  return [
    [seg(t.month(name(month.name)), 'title')],
    ...row(t.soFar, both(month)),
    ...(ahead && isProjected(ahead) ? row(t.expected, both(ahead.totals, '~')) : []),
    ...(elapsed >= MIN_DAYS
      ? row(t.perDay, both({ wh: month.wh / elapsed, cost: scaled(month.cost, 1 / elapsed) }))
      : []),
    ...(month.cost === undefined ? [] : row(t.meanPrice, `${meanPrice(lang, month)} ${views[lang].costs.perKwh}`)),
    ...(past ? row(t.before(name(past.name)), both(past)) : []),
    ...(year
      ? row(
          t.yearBefore(year.days),
          both(year.before) + (year.share === undefined ? '' : `  ${changeShare(lang, year.share)}`),
        )
      : []),
    ...(best && dearest !== undefined ? row(dearest, both(best)) : []),
  ];
}

/** All that is known, with the running day as it is now. */
const upTo = (past: Report | undefined, today: Report): Report =>
  past ? { ...past, days: [...past.days.filter(({ day }) => day < today.to), ...today.days] } : today;

function scaled(cost: GroupReport['cost'], factor: number): GroupReport['cost'] {
  return cost === undefined ? undefined : (cost * BigInt(Math.round(factor * 1e6))) / 1_000_000n;
}
