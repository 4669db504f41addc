import { BY_INDEX } from '../../report/days/season.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { type Day, dayOf, daysBetween, monthOf } from '../../time/local.ts';
import { blank, type Line, type Row, type Segment, seg, widthOf } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import type { EjpPage } from '../model/log-data.ts';
import { cellWidth, type DaySign, dayNumbers, monthRows } from './calendar.ts';
import { noticeStart } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** What a day of the season is drawn as. */
const SIGNS = {
  peak: { sign: '█', style: 'peak' },
  indexOnly: { sign: BY_INDEX, style: 'peak' },
  notice: { sign: '!', style: 'ejpNotice' },
  unlogged: { sign: '?', style: 'dim' },
} as const satisfies Record<string, DaySign>;
type Mark = keyof typeof SIGNS;

/** Months go from the one that lies farthest from the day looked at. */
const MONTH_RANK = 6;
const NUMBERS_RANK = 12;
const LEGEND_RANK = 13;

/** The days of the season so far that have no log, and that the file of EJP days does not know either. */
export const unloggedDays = memoizeLast((page: EjpPage, today: Day): ReadonlySet<Day> => {
  const { season, logged, earlier } = page;
  const known = new Set([...logged, ...(earlier?.known ?? [])]);
  const last = season.to < today ? season.to : today;
  return new Set(daysBetween(season.from, last).filter((day) => !known.has(day)));
});

/** The EJP days of the season, the announced one, and the days without a log; under them what the marks mean. */
export function seasonCalendar(model: ViewModel, page: EjpPage, used: ReadonlySet<Day>, width: number): Row[] {
  const { lang, today, selection, sample } = model;
  const start = sample && selection.seasonsBack === 0 ? noticeStart(sample) : undefined;
  const announced = start === undefined ? undefined : dayOf(start);
  return rowsOf(lang, page, [...used].join(), announced, today, selection.ejpDay, width);
}

const rowsOf = memoizeLast(
  (
    lang: Lang,
    page: EjpPage,
    usedDays: string,
    announced: Day | undefined,
    today: Day,
    chosen: Day | undefined,
    width: number,
  ): Row[] => {
    const { from, to } = page.season;
    const used = daysIn(usedDays);
    const unlogged = unloggedDays(page, today);
    const markOf = (day: Day): Mark | undefined => {
      if (day === announced && !used.has(day)) return 'notice';
      if (used.has(day)) return page.indexOnly.includes(day) ? 'indexOnly' : 'peak';
      return unlogged.has(day) ? 'unlogged' : undefined;
    };
    const cursor = chosen ?? page.ejpDays.at(-1)?.day;
    const months = monthRows({
      ...{ lang, today, width, from, to, cursor },
      signOf: (day) => {
        const mark = markOf(day);
        return mark && SIGNS[mark];
      },
    });
    const near = monthOf(chosen ?? (today > to ? to : today < from ? from : today));
    const at = months.findIndex(({ month }) => month === near);
    const marks = (['peak', 'indexOnly', 'notice', 'unlogged'] as const).filter((mark) =>
      mark === 'notice'
        ? announced !== undefined && !used.has(announced) && announced >= from && announced <= to
        : mark === 'unlogged'
          ? [...unlogged].some((day) => !used.has(day))
          : [...used].some((day) => markOf(day) === mark),
    );
    const hasToday = today >= from && today <= to;
    return [
      { line: dayNumbers(width), rank: NUMBERS_RANK },
      ...months.map(({ line }, i) => ({ line, rank: MONTH_RANK + Math.abs(i - at) })),
      ...legendRows(lang, marks, { hasToday, hasCursor: cursor !== undefined, cell: cellWidth(width) }, width),
    ];
  },
);

/** Days as one text, by which results are remembered, and back. */
export const daysIn = (text: string): Set<Day> => new Set(text.split(',').filter((day) => day !== '') as Day[]);

interface LegendOptions {
  readonly hasToday: boolean;
  readonly hasCursor: boolean;
  readonly cell: number;
}

/** The marks that occur, each in its colour. */
function legendRows(lang: Lang, marks: readonly Mark[], options: LegendOptions, width: number): Row[] {
  const { legend } = ejpTexts[lang];
  const { hasToday, hasCursor, cell } = options;
  const items: (readonly [Segment, string])[] = marks.map((mark) => [
    { text: SIGNS[mark].sign, style: SIGNS[mark].style },
    legend[mark],
  ]);
  if (hasToday) items.push([seg(cell > 1 ? '[ ]' : '○', cell > 1 ? 'title' : 'dim'), legend.today]);
  if (hasCursor && cell > 1) items.push([seg('< >', 'title'), legend.chosen]);
  const line = legendLine(items, width);
  return line.length === 0 ? [] : [{ line, rank: LEGEND_RANK }];
}

/** Signs and what they mean beside each other, as many as fit. */
export function legendLine(items: readonly (readonly [Segment, string])[], width: number): Line {
  const line: Segment[] = [];
  for (const [sign, words] of items) {
    const item = [blank(line.length === 0 ? 1 : 3), sign, seg(` ${words}`, 'dim')];
    if (widthOf(line) + widthOf(item) > width) break;
    line.push(...item);
  }
  return line;
}
