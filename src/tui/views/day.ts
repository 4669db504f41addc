import { type Day, dayOf, daysBetween } from '../../meter/time.js';
import { formatDay, formatEuros, formatUnit, type Lang } from '../../text/format.js';
import { tui } from '../../text/tui.js';
import { views } from '../../text/views.js';
import { type Moment, NONE } from '../facts.js';
import { dayGraph, type Graph } from '../graph.js';
import { fit, type Line, type Segment, type Size, seg, spread, widthOf } from '../lines.js';
import type { DayPage } from '../logs/day.js';
import { feedTime } from '../state.js';
import { chart, columnsOf } from './chart.js';
import { dayFeet, isPeak } from './day-axis.js';
import { dayRows } from './day-table.js';
import { frameRows, hasFrames, section } from './section.js';
import { unread } from './unread.js';

type Figures = NonNullable<DayPage['figures']>;

/** Any day of the logs: its curve from 0 h to 24 h, then its figures by period. */
export function dayView(moment: Moment, size: Size): Line[] {
  const { lang, ui, state, now } = moment;
  const { width, height } = size;
  const today = dayOf(feedTime(state, now));
  const day = ui.day ?? today;
  const page = state.archive.day?.day === day ? state.archive.day : undefined;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const head = headline(lang, day, today, { figures: page?.figures, width });
  if (!page?.figures) {
    const rows = page && page.fault === undefined ? nothing(moment, day, today) : unread(moment, page, inner);
    return [
      head,
      ...section({ title: [seg(views[lang].day.figures, 'title')], rows }, { width, height: height - 1 }, frames),
    ];
  }
  const { figures } = page;
  const frame = frameRows(frames);
  const rows = dayRows(lang, figures, inner);
  const injects = figures.report.injected.wh > 0 && height >= 18;
  // The curves have what the figures leave, and half of the view at least.
  const least = injects ? 12 : Math.min(8, Math.ceil(height / 2));
  const below = Math.max(0, Math.min(rows.length + frame, height - 1 - least));
  const upper = height - 1 - below;
  const power = injects ? Math.ceil(upper * 0.6) : upper;
  return [
    head,
    ...curve(lang, figures, 'power', { width, height: power }, frames),
    ...(injects ? curve(lang, figures, 'injection', { width, height: upper - power }, frames) : []),
    ...section({ title: [seg(views[lang].day.figures, 'title')], rows }, { width, height: below }, frames),
  ].slice(0, height);
}

function curve(lang: Lang, figures: Figures, kind: Graph['kind'], { width, height }: Size, frames: boolean): Line[] {
  const t = views[lang].day;
  const inner = frames ? width - 2 : width;
  const { minutes, span, until, profile } = figures;
  const columns = columnsOf(inner);
  const graph = dayGraph(kind, minutes, { columns, ...span, until });
  const axis = { ...span, columns, day: figures.report.from, periods: profile.periods };
  const feet = dayFeet(lang, axis, kind === 'power' && height >= 5);
  const rows = chart(graph, {
    ...{ width: inner, height: height - (frames ? 2 : 0), lang, kilo: kind === 'injection', feet },
    styleAt: (column) => (kind === 'power' && isPeak(axis, column) ? 'peak' : undefined),
  });
  if (!frames) return rows;
  const estimated = kind === 'injection' && figures.report.injected.estimated;
  const title = [
    seg(kind === 'power' ? t.power : t.injection, 'title'),
    ...(estimated ? [seg(` · ${tui[lang].estimated}`, 'dim')] : []),
  ];
  return section({ title, rows }, { width, height }, true);
}

/** `◀ Lundi 23 novembre 2026 ▶   EJP NON   17,930 kWh  2,77 €  inj. 6,220   J-1`; what does not fit goes from its end. */
function headline(
  lang: Lang,
  day: Day,
  today: Day,
  { figures, width }: { readonly figures: Figures | undefined; readonly width: number },
): Line {
  const t = views[lang];
  const words = formatDay(lang, day);
  const full = `◀ ${words.charAt(0).toUpperCase()}${words.slice(1)} ▶`;
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
  const short = `◀ ${t.date(day)} ▶`;
  const all = energy.length;
  for (const [date, kept] of [
    [full, all],
    [short, all],
    [short, 2],
    [short, 1],
    [short, 0],
  ] as const) {
    const left = [seg(` ${date}`, 'title'), ...ejp, ...energy.slice(0, kept)];
    if (widthOf(left) + widthOf(right) + 1 <= width) return spread(left, right, width);
  }
  return fit([seg(` ${t.date(day)}`, 'title'), ...ejp], width);
}

/** Whether the mobile peak of this day ran. */
function ejpOf(lang: Lang, { report }: Figures, day: Day): Line {
  if (report.contract !== 'EJP' && report.ejpDays.length === 0) {
    return report.contract === undefined ? [] : [seg(`   ${report.contract}`)];
  }
  const on = report.ejpDays.includes(day);
  return [seg('   '), seg(on ? ` ${tui[lang].ejp.on} ` : tui[lang].ejp.off, on ? 'ejpOn' : 'title')];
}

/** No measurement: the nearest days that have some, by the key that leads there. */
function nothing({ lang, state }: Moment, day: Day, today: Day): Line[] {
  const t = views[lang].day;
  const { days } = state.archive;
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
