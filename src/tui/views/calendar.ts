import type { Colour } from '../../meter/tempo.ts';
import { DAY_SIGNS } from '../../report/sums/day-kind.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day, isDay, type Month, monthOf } from '../../time/local.ts';
import { blank, type Line, type Segment, type Style, seg } from '../layout/lines.ts';
import { DAY_KEY } from '../model/keys/ejp.ts';

/** What a day is marked with. */
export interface DaySign {
  readonly sign: string;
  readonly style: Style;
}

/** What a day or an hour of each colour is drawn with. */
export const TEMPO_SIGNS: Readonly<Record<Colour, DaySign>> = {
  blue: { sign: DAY_SIGNS.blue, style: 'power' },
  white: { sign: DAY_SIGNS.white, style: 'plain' },
  red: { sign: DAY_SIGNS.red, style: 'alarm' },
};

export interface CalendarOptions {
  readonly lang: Lang;
  /** First and last day; whole months. */
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
  readonly width: number;
  /** Of the user; undefined where there is none. */
  readonly cursor?: Day | undefined;
  /** Undefined: the initial of its weekday; without room for that a dot, or nothing for a day that has not come. */
  signOf(day: Day): DaySign | undefined;
}

const DAYS = 31;
/** Columns of a month's name. */
const LABEL = { full: 11, short: 6 };
/** Signs of today where a cell has no room for brackets: of a day that is marked, and of another one. */
const TODAY = { marked: '●', plain: '○' };

/** A month of a calendar, and the row of it. */
export interface MonthRow {
  readonly month: Month;
  readonly line: Line;
}

/** Columns of a cell, which holds a day. */
export const cellWidth = (width: number): number =>
  Math.max(1, Math.min(5, Math.floor((width - labelWidth(width) - 1) / DAYS)));

const labelWidth = (width: number): number => (width >= LABEL.full + DAYS * 2 + 1 ? LABEL.full : LABEL.short);

/** A row a month, a cell a day. Today is in brackets where a cell has room for them; so is the day of the cursor. */
export function monthRows(options: CalendarOptions): MonthRow[] {
  const { lang, width } = options;
  const [label, cell] = [labelWidth(width), cellWidth(width)];
  const rows: MonthRow[] = [];
  for (let month = monthOf(options.from); month <= monthOf(options.to); month = monthAfter(month)) {
    const name = views[lang].months[Number(month.slice(5)) - 1] as string;
    const words = label === LABEL.full ? `${name} ${month.slice(0, 4)}` : name;
    rows.push({ month, line: [seg(` ${words}`.padEnd(label)), ...cells(month, cell, options)] });
  }
  return rows;
}

const monthAfter = (month: Month): Month => monthOf(addDays(`${month}-01`, 31));

/** The numbers of the days over their cells: all where there is room, else every fifth. */
export function dayNumbers(width: number): Line {
  const [label, cell] = [labelWidth(width), cellWidth(width)];
  let text = ' '.repeat(label);
  for (let date = 1; date <= DAYS; date++) {
    const shown = cell >= 3 || date === 1 || (date % 5 === 0 && (cell > 1 || date % 10 === 0)) ? String(date) : '';
    // A number ends under the sign of its day.
    const end = label + date * cell - (cell > 1 ? Math.floor((cell - 1) / 2) : 0);
    if (shown !== '') text = `${text.padEnd(end - shown.length)}${shown}`;
  }
  return [seg(text, 'dim')];
}

function cells(month: Month, cell: number, options: CalendarOptions): Segment[] {
  const { today, cursor } = options;
  const out: Segment[] = [];
  // The blanks on both sides of a sign give way to brackets; of two days beside each other, to those of the cursor.
  const right = Math.floor((cell - 1) / 2);
  const bracket = (day: Day, at: 0 | 1): string => (day === cursor ? '<>' : day === today ? '[]' : '  ').charAt(at);
  for (let date = 1; date <= DAYS; date++) {
    const day = `${month}-${String(date).padStart(2, '0')}` as Day;
    const mark = isDay(day) ? options.signOf(day) : undefined;
    const { sign, style } = mark ?? unmarked(day, cell, options);
    const click = isDay(day) ? { key: `${DAY_KEY}${day}` } : {};
    if (cell === 1) {
      const shown = day === today ? (mark ? TODAY.marked : TODAY.plain) : sign;
      out.push({ text: shown, style: day === cursor ? chosenStyle(style) : style, ...click });
      continue;
    }
    const before = right === 0 && date > 1 ? addDays(day, -1) : undefined;
    const opening = bracket(day, 0);
    const closing = before === undefined ? ' ' : bracket(before, 1);
    const isOwn = closing === ' ' || day === cursor || (opening !== ' ' && before !== cursor);
    out.push(blank(cell - 2 - right), { ...seg(isOwn ? opening : closing, 'title'), ...click });
    out.push({ text: sign, style, ...click });
    if (right > 0) out.push({ ...seg(bracket(day, 1), 'title'), ...click }, blank(right - 1));
  }
  if (cell === 2) out.push(seg(bracket(`${month}-${DAYS}` as Day, 1), 'title'));
  return out;
}

/** Reversed, in the colour of what the day is. */
const chosenStyle = (style: Style): Style => (style === 'peak' ? 'ejpOn' : 'chosen');

function unmarked(day: Day, cell: number, { lang, today }: CalendarOptions): DaySign {
  if (!isDay(day)) return { sign: ' ', style: 'plain' };
  const weekday = new Date(Date.parse(day)).getUTCDay();
  const sign = cell > 1 ? views[lang].initials.charAt(weekday) : day > today ? ' ' : '·';
  return { sign, style: weekday === 0 || weekday === 6 ? 'border' : 'dim' };
}
