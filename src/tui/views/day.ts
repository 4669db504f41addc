import { BY_INDEX } from '../../report/days/season.ts';
import { describeOddities } from '../../report/output/warnings.ts';
import { formatDay, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { views } from '../../text/views.ts';
import { type Day, daysBetween } from '../../time/local.ts';
import { fit, type Line, paragraph, type Size, seg, spread, widthOf } from '../layout/lines.ts';
import { comparedSpan, shownSpan } from '../model/curve/shown.ts';
import type { DayFigures } from '../model/log-data.ts';
import { comparisonRows, comparisonTitle } from './compared-days.ts';
import { curvesOverFigures, energyOf } from './day-curves.ts';
import { dayRows } from './day-table.ts';
import { rangeView } from './range.ts';
import { hasFrames, noLogsYet, placeholder, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

/** Any day of the logs: its curve, from 0 h to 24 h or a part of it, then its figures by period; or several days joined. */
export function dayView(model: ViewModel, size: Size): Line[] {
  const { lang, selection, state, today } = model;
  const { width } = size;
  const { from: day, to } = shownSpan(selection, today);
  if (day !== to) return rangeView(model, size);
  const page = state.logData.day?.day === day ? state.logData.day : undefined;
  const frames = hasFrames(size);
  const inner = frames ? width - 2 : width;
  const heads = headline(model, day, page?.figures, width);
  const room = size.height - heads.length;
  const title = [seg(views[lang].day.figures, 'title')];
  if (!page?.figures) {
    const odd = page?.report ? describeOddities(page.report, page.report, lang) : [];
    const rows =
      page && page.fault === undefined
        ? [...nearestDays(model, day, inner), ...odd.flatMap((text) => paragraph(text, inner, 'warning'))]
        : placeholder(model, page, inner);
    return [...heads, ...section(title, rows, { width, height: room }, frames)];
  }
  const { figures } = page;
  const isCompared = comparedSpan(selection, today) !== undefined;
  return [
    ...heads,
    ...curvesOverFigures(
      model,
      {
        injected: figures.report.injected,
        title: isCompared ? comparisonTitle(model) : title,
        rows: (at) => (isCompared ? comparisonRows(model, figures.report, at.width) : dayRows(lang, figures, at)),
      },
      { width, height: room },
    ),
  ];
}

/** `◀ Lundi 23 novembre 2026 ▶   EJP NON   17,930 kWh  2,77 €  inj. 6,220   J-1`; what does not fit has a row of its own. */
function headline({ lang, today }: ViewModel, day: Day, figures: DayFigures | undefined, width: number): Line[] {
  const t = views[lang];
  const words = formatDay(lang, day);
  // No day comes after today.
  const on = day < today ? ' ▶' : '';
  const full = `◀ ${words.charAt(0).toUpperCase()}${words.slice(1)}${on}`;
  const short = `◀ ${t.date(day)}${on}`;
  const ejp = figures ? ejpOf(lang, figures, day) : [];
  const energy = figures ? energyOf(lang, figures.report) : [];
  const right = day > today ? [] : [seg(`${t.day.ago(daysBetween(day, today).length - 1)} `, 'dim')];
  const all = energy.length;
  for (const [date, kept] of [
    [full, all],
    [short, all],
    [short, 2],
    [short, 0],
    [t.date(day), 0],
  ] as const) {
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
    const contract = report.contract ?? report.calendar?.name;
    return contract === undefined ? [] : [seg(`   ${contract}`)];
  }
  const on = report.ejpDays.includes(day);
  const mark = report.ejpDaysByIndex.includes(day) ? BY_INDEX : '';
  return [seg('   '), seg(on ? ` ${tui[lang].ejp.on}${mark} ` : tui[lang].ejp.off, on ? 'ejpOn' : 'title')];
}

/** No measurement of this day: the nearest days that have some, each with the key that leads there. */
function nearestDays(model: ViewModel, day: Day, width: number): Line[] {
  const { lang, state, today } = model;
  const t = views[lang].day;
  const { days } = state.logData;
  if (days.length === 0) return [[], ...noLogsYet(model, width)];
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
