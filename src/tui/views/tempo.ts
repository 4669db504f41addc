import type { Colour } from '../../meter/tempo.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { views } from '../../text/views.ts';
import { type Day, monthOf } from '../../time/local.ts';
import { box, dropToFit, fit, type Line, paragraph, type Row, type Segment, type Size, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { NONE } from './amounts.ts';
import { cellWidth, type DaySign, dayNumbers, monthRows, TEMPO_SIGNS } from './calendar.ts';
import { legendLine } from './ejp-calendar.ts';
import { packed } from './ejp-now.ts';
import { dayParts, oneRow } from './ejp-readout.ts';
import { heatMap } from './heat-map.ts';
import { frameRows, hasFrames, placeholder, section } from './section.ts';
import { redDaysLeft, type TempoDays, tempoDays } from './tempo-days.ts';
import { TEMPO_DAYS, tempoTable } from './tempo-table.ts';
import { type ViewModel, value } from './view-model.ts';

/** Months go from the one that lies farthest from the day looked at; the table of the colours stays longer. */
const RANK = { state: 0, cursor: 1, table: 2, red: 4, month: 5, numbers: 18, legend: 17 } as const;
/** From this width on a low screen has the table beside the calendar. */
const BESIDE = 60;
const CALENDAR = 37;
/** A month a row, the legend and the frame, rows. */
const MIN_CHART = 15;

/** The colours of the days since 1 September, how many are left of each, and what they cost. */
export function tempoView(model: ViewModel, size: Size): Line[] {
  const { lang, state, today, selection } = model;
  const t = ejpTexts[lang].tempo;
  const frames = hasFrames(size);
  const inner = frames ? size.width - 2 : size.width;
  const { costs } = state.logData;
  if (!costs || costs.fault !== undefined) {
    return section([seg('Tempo', 'title')], placeholder(model, costs, inner), size, frames);
  }
  const year = tempoDays(model);
  const { days, counts } = year;
  const left = t.left(TEMPO_DAYS.white - counts.white, TEMPO_DAYS.red - counts.red, year.hasUnknown);
  const isPresent = selection.seasonsBack === 0;
  const title = titleOf(t.season(year.from, year.to), isPresent ? left : undefined, inner);
  const rows = (rank: number, lines: readonly Line[]): Row[] => lines.map((line) => ({ line, rank }));
  const red = isPresent ? redDaysLeft(today) : 0;
  const head = [
    ...(isPresent ? rows(RANK.state, stateLines(model, inner)) : []),
    ...(selection.ejpDay === undefined ? [] : rows(RANK.cursor, [readout(model, year, selection.ejpDay, inner)])),
  ];
  const rest = [
    ...rows(RANK.red, red > 0 && counts.red < TEMPO_DAYS.red ? paragraph(t.redUntil(red), inner) : []),
    ...rows(RANK.red, days.length === 0 ? paragraph(t.empty, inner, 'dim') : []),
  ];
  const room = size.height - frameRows(frames);
  if (frames || inner < BESIDE) {
    const all = [
      ...head,
      ...calendarRows(lang, year, today, selection.ejpDay, inner),
      ...rows(RANK.table, tempoTable(lang, year, inner)),
      ...rest,
    ];
    const charts = frames && days.length > 0 && room - all.length >= MIN_CHART ? room - all.length : 0;
    const upper = { width: size.width, height: size.height - charts };
    const shown = section(title, dropToFit(all, room - charts), upper, frames);
    return charts === 0 ? shown : [...shown, ...yearBox(lang, year, today, selection.ejpDay, size.width, charts)];
  }
  const lower = dropToFit(calendarRows(lang, year, today, selection.ejpDay, CALENDAR), room - head.length);
  const beside = tempoTable(lang, year, inner - CALENDAR);
  const both = lower.map((line, i): Line => [...fit(line, CALENDAR), ...(beside[i] ?? [])]);
  return section(title, [...dropToFit(head, head.length), ...both], size, false);
}

/** The year and what is left of it; where both do not fit, what is left. */
function titleOf(year: string, left: string | undefined, width: number): Line {
  if (left === undefined) return [seg(year, 'title')];
  return `${year} · ${left}`.length <= width - 4 ? [seg(year, 'title'), seg(` · ${left}`)] : [seg(left, 'title')];
}

/** The days of the year by their cost, the red ones in their colour. */
const yearBox = memoizeLast(
  (lang: Lang, year: TempoDays, today: Day, cursor: Day | undefined, width: number, height: number): Line[] => {
    const { heat, tempo } = ejpTexts[lang];
    const marked = new Set([...year.colours].flatMap(([day, colour]) => (colour === 'red' ? [day] : [])));
    const mark = { style: TEMPO_SIGNS.red.style, words: tempo.colours.red };
    const rows = heatMap(lang, { ...year, marked, mark, today, cursor }, { width: width - 2, height: height - 2 });
    return box([seg(heat.title, 'title')], rows, width, height);
  },
);

/** The colours of today and of tomorrow. */
function stateLines(model: ViewModel, width: number): Line[] {
  const { lang, today, sample } = model;
  const t = ejpTexts[lang];
  const { colours } = tui[lang].tempo;
  const name = (colour: Colour | null | undefined): Segment =>
    value(model, colour ? colours[colour] : undefined, colour ? TEMPO_SIGNS[colour].style : 'plain');
  const tomorrow = sample?.tempo?.tomorrow;
  const label = seg(`${t.now.today} (${views[lang].shortDate(today)})`);
  const parts = tomorrow
    ? [{ ...name(tomorrow), text: `${t.tempo.tomorrow} ${name(tomorrow).text}` }]
    : sample?.tempo
      ? [seg(t.tempo.unknown, 'dim')]
      : [];
  return packed([name(sample?.tempo?.today), ...parts], width, [label]).map((line) => [seg(' '), ...line]);
}

const calendarRows = memoizeLast(
  (lang: Lang, year: TempoDays, today: Day, cursor: Day | undefined, width: number): Row[] => {
    const { from, to, colours, counts, hasUnknown } = year;
    const unknown: DaySign = { sign: '?', style: 'dim' };
    const signOf = (day: Day): DaySign | undefined => {
      const colour = colours.get(day);
      return colour ? TEMPO_SIGNS[colour] : day <= today ? unknown : undefined;
    };
    const months = monthRows({ lang, today, width, signOf, from, to, cursor });
    const near = monthOf(cursor ?? (today > to ? to : today));
    const at = months.findIndex(({ month }) => month === near);
    const { legend, tempo } = ejpTexts[lang];
    const sign = ({ sign: text, style }: DaySign): Segment => ({ text, style });
    const items: (readonly [Segment, string])[] = [
      ...(['red', 'white', 'blue'] as const)
        .filter((colour) => counts[colour] > 0)
        .map((colour) => [sign(TEMPO_SIGNS[colour]), tempo.colours[colour]] as const),
      ...(today <= to ? [[seg(cellWidth(width) > 1 ? '[ ]' : '○', 'title'), legend.today] as const] : []),
      ...(hasUnknown ? [[sign(unknown), legend.unlogged] as const] : []),
    ];
    return [
      { line: dayNumbers(width), rank: RANK.numbers },
      ...months.map(({ line }, i) => ({ line, rank: RANK.month + Math.abs(i - at) })),
      { line: legendLine(items, width), rank: RANK.legend },
    ];
  },
);

/** The day of the cursor: its colour, its energy, its cost. */
function readout(model: ViewModel, { colours }: TempoDays, day: Day, width: number): Line {
  const { lang } = model;
  const colour = colours.get(day);
  const name = colour ? ejpTexts[lang].tempo.colours[colour] : NONE;
  const date = {
    ...seg(`${views[lang].date(day)} ${name}`),
    style: colour ? TEMPO_SIGNS[colour].style : 'value',
  } as const;
  return oneRow([date, ...dayParts(model, day)], width);
}
