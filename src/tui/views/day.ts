import { formatDay, formatEuros, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { views } from '../../text/views.ts';
import { type Day, dayOf, daysBetween } from '../../time/local.ts';
import { dayGraph, type Graph } from '../layout/graph.ts';
import { fit, type Line, type Segment, type Size, seg, spread, widthOf } from '../layout/lines.ts';
import type { DayFigures } from '../model/log-data.ts';
import { feedTime } from '../model/state.ts';
import { chart, columnsOf } from './chart.ts';
import { dayFeet, isPeak } from './day-axis.ts';
import { dayRows } from './day-table.ts';
import { placeholder } from './placeholder.ts';
import { hasFrames, section } from './section.ts';
import { NONE, type ViewModel } from './view-model.ts';

/** Any day of the logs: its curve from 0 h to 24 h, then its figures by period. */
export function dayView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state, now } = model;
  const { width, height } = size;
  const today = dayOf(feedTime(state, now));
  const day = selection.day ?? today;
  const page = state.logData.day?.day === day ? state.logData.day : undefined;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const heads = headline(lang, day, today, { figures: page?.figures, width });
  if (!page?.figures) {
    const rows = page && page.fault === undefined ? nearestDays(model, day, today) : placeholder(model, page, inner);
    return [
      ...heads,
      ...section(
        { title: [seg(views[lang].day.figures, 'title')], rows },
        { width, height: height - heads.length },
        frames,
      ),
    ];
  }
  const { figures } = page;
  const rows = dayRows(lang, figures, inner);
  const title = frames ? [seg(views[lang].day.figures, 'title')] : [];
  // The curves have what the figures leave, and at least half of the view.
  const least = frames ? MIN_CURVES : Math.max(4, Math.ceil(height / 2));
  const below = Math.max(0, Math.min(rows.length + (frames ? 2 : 0), height - heads.length - least));
  return [
    ...heads,
    ...section(
      {
        title: frames ? curveTitle(lang, figures) : [],
        rows: curves(lang, figures, { width: inner, height: height - heads.length - below - (frames ? 2 : 0) }),
      },
      { width, height: height - heads.length - below },
      frames,
    ),
    ...section({ title, rows }, { width, height: below }, frames),
  ];
}

/** Least rows of the curves, with their frame. */
const MIN_CURVES = 12;
/** From this height on the injection has a curve of its own, rows. */
const BOTH = 9;

function curveTitle(lang: Lang, { report: { injected } }: DayFigures): Line {
  const t = views[lang].day;
  return [seg(t.power, 'title'), ...(injected.wh > 0 ? [seg(` · ${t.injection(injected.estimated)}`)] : [])];
}

/** The power over the hours, with the marked ones; under them the injection, where there was any. */
function curves(lang: Lang, { minutes, span, until, profile, report }: DayFigures, { width, height }: Size): Line[] {
  const columns = columnsOf(width);
  const axis = { ...span, columns, day: report.from, periods: profile.periods };
  const both = report.injected.wh > 0 && height >= BOTH;
  const feet = dayFeet(lang, axis, height >= 5);
  const below = both ? Math.max(2, Math.round((height - feet.length) * 0.35)) : 0;
  const graph = (kind: Graph['kind']): Graph => dayGraph(kind, minutes, { columns, ...span, until });
  return [
    ...chart(graph('power'), {
      ...{ width, height: height - below, lang, kilo: false, feet },
      styleAt: (column) => (isPeak(axis, column) ? 'peak' : undefined),
    }),
    ...(both ? chart(graph('injection'), { width, height: below, lang, kilo: true, feet: [] }) : []),
  ];
}

/** `◀ Lundi 23 novembre 2026 ▶   EJP NON   17,930 kWh  2,77 €  inj. 6,220   J-1`; what does not fit has a row of its own. */
function headline(
  lang: Lang,
  day: Day,
  today: Day,
  { figures, width }: { readonly figures: DayFigures | undefined; readonly width: number },
): Line[] {
  const t = views[lang];
  const words = formatDay(lang, day);
  // No day comes after today.
  const on = day < today ? ' ▶' : '';
  const full = `◀ ${words.charAt(0).toUpperCase()}${words.slice(1)}${on}`;
  const ago = t.day.ago(day > today ? 0 : daysBetween(day, today).length - 1);
  const ejp = figures ? ejpOf(lang, figures, day) : [];
  const energy: Segment[] = [];
  if (figures) {
    const { total, injected } = figures.report;
    energy.push(seg(`   ${formatUnit(lang, total.wh / 1000, 'kWh', 3)}`, 'value'));
    energy.push(seg(`  ${total.cost === undefined ? `${NONE} €` : formatEuros(lang, total.cost)}`, 'value'));
    if (injected.wh > 0) energy.push(seg(`  ${t.day.injected} ${formatUnit(lang, injected.wh / 1000, 'kWh', 3)}`));
  }
  const right = day > today ? [] : [seg(`${ago} `, 'dim')];
  const short = `◀ ${t.date(day)}${on}`;
  const all = energy.length;
  const dates = [
    [full, all],
    [short, all],
    [short, 2],
    [short, 0],
    [t.date(day), 0],
  ] as const;
  for (const [date, kept] of dates) {
    const left = [seg(` ${date}`, 'title'), ...ejp, ...energy.slice(0, kept)];
    if (widthOf(left) + widthOf(right) + 1 > width) continue;
    const line = spread(left, right, width);
    return kept > 0 || all === 0 ? [line] : [line, fit(energy, width)];
  }
  return [fit([seg(` ${t.date(day)}`, 'title'), ...ejp], width), fit(energy, width)];
}

/** Whether this was an EJP day; of another contract, its name. */
function ejpOf(lang: Lang, { report }: DayFigures, day: Day): Line {
  if (report.contract !== 'EJP' && report.ejpDays.length === 0) {
    return report.contract === undefined ? [] : [seg(`   ${report.contract}`)];
  }
  const on = report.ejpDays.includes(day);
  return [seg('   '), seg(on ? ` ${tui[lang].ejp.on} ` : tui[lang].ejp.off, on ? 'ejpOn' : 'title')];
}

/** No measurement of this day: the nearest days that have some, each with the key that leads there. */
function nearestDays({ lang, state }: ViewModel, day: Day, today: Day): Line[] {
  const t = views[lang].day;
  const { days } = state.logData;
  const before = days.filter((each) => each < day).at(-1);
  const after = days.find((each) => each > day && each <= today);
  return [
    [],
    [seg(` ${day > today ? t.future(day) : t.none(day)}`)],
    ...(before === undefined && after === undefined ? [] : [[], [seg(` ${t.nearest}`, 'dim')]]),
    ...(before === undefined ? [] : [[seg(`   ${t.before(before)}`)]]),
    ...(after === undefined ? [] : [[seg(`   ${t.after(after)}`)]]),
  ];
}
