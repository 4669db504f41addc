import type { Colour } from '../../meter/tempo.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day, isDay, type Month, monthOf } from '../../time/local.ts';
import { blank, type Line, type Segment, type Style, seg } from '../layout/lines.ts';

/** What a day is marked with. */
export interface DaySign {
  readonly sign: string;
  readonly style: Style;
}

/** What a day or an hour of each colour is drawn with. */
export const TEMPO_SIGNS: Readonly<Record<Colour, DaySign>> = {
  blue: { sign: '░', style: 'power' },
  white: { sign: '▒', style: 'plain' },
  red: { sign: '█', style: 'alarm' },
};

export interface CalendarOptions {
  readonly lang: Lang;
  /** First and last day; whole months. */
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
  readonly width: number;
  /** Undefined: the initial of its weekday. */
  signOf(day: Day): DaySign | undefined;
}

const DAYS = 31;
/** Columns of a month's name. */
const LABEL = { full: 11, short: 6 };

/** A row a month, a cell a day, under the numbers of the days. Today is in brackets where a cell has room for them. */
export function calendar(options: CalendarOptions): Line[] {
  const { lang, width } = options;
  const label = width >= LABEL.full + DAYS * 2 + 1 ? LABEL.full : LABEL.short;
  const cell = Math.max(1, Math.min(5, Math.floor((width - label - 1) / DAYS)));
  const rows: Line[] = [numbers(label, cell)];
  for (let month = monthOf(options.from); month <= monthOf(options.to); month = monthAfter(month)) {
    const name = views[lang].months[Number(month.slice(5)) - 1] as string;
    const words = label === LABEL.full ? `${name} ${month.slice(0, 4)}` : name;
    rows.push([seg(` ${words}`.padEnd(label)), ...cells(month, cell, options)]);
  }
  return rows;
}

const monthAfter = (month: Month): Month => monthOf(addDays(`${month}-01`, 31));

/** The numbers of the days: all where there is room, else every fifth. */
function numbers(label: number, cell: number): Line {
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
  const out: Segment[] = [];
  for (let date = 1; date <= DAYS; date++) {
    const day = `${month}-${String(date).padStart(2, '0')}` as Day;
    const { sign, style } = isDay(day)
      ? (options.signOf(day) ?? initial(day, cell, options.lang))
      : { sign: ' ', style: 'plain' as const };
    const isToday = day === options.today;
    if (cell === 1) out.push({ text: sign, style: isToday ? 'chosen' : style });
    else {
      // The blanks on both sides of a sign give way to the brackets.
      const right = Math.floor((cell - 1) / 2);
      const bracket = (text: string, there: boolean): Segment => (there ? seg(text, 'title') : blank(1));
      const yesterday = right === 0 && addDays(day, -1) === options.today && date > 1;
      out.push(blank(cell - 2 - right), yesterday ? seg(']', 'title') : bracket('[', isToday), { text: sign, style });
      if (right > 0) out.push(bracket(']', isToday), blank(right - 1));
    }
  }
  if (cell === 2) out.push(`${month}-${DAYS}` === options.today ? seg(']', 'title') : blank(1));
  return out;
}

function initial(day: Day, cell: number, lang: Lang): DaySign {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  const sign = cell === 1 ? '·' : views[lang].initials.charAt(weekday);
  return { sign, style: weekday === 0 || weekday === 6 ? 'border' : 'dim' };
}
