import { inCents } from '../../energy/euros.ts';
import type { DayReport } from '../../report/sums/report.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatEuros, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day, isDay, monthOf } from '../../time/local.ts';
import { blank, type Line, type Segment, type Size, type Style, seg } from '../layout/lines.ts';
import { DAY_KEY } from '../model/keys/ejp.ts';
import { legendLine } from './ejp-calendar.ts';

export interface HeatMap {
  /** First and last day; whole months. */
  readonly from: Day;
  readonly to: Day;
  readonly days: readonly DayReport[];
  /** Days of a colour of their own, and what they are. */
  readonly marked: ReadonlySet<Day>;
  readonly mark: { readonly style: Style; readonly words: string };
  readonly today: Day;
  readonly cursor: Day | undefined;
}

/** Lighter to darker: each has a quarter of the days, from the cheapest to the dearest ones. */
const SHADES = ['░', '▒', '▓', '█'] as const;
const LABEL = 6;
const DAYS = 31;
const MAX_CELL = 5;
/** Rows of a month, at most. */
const MAX_ROWS = 3;

/** A square a day, darker the dearer it was; what the shades mean below. */
export function heatMap(lang: Lang, map: HeatMap, { width, height }: Size): Line[] {
  const cell = Math.max(1, Math.min(MAX_CELL, Math.floor((width - LABEL - 1) / DAYS)));
  const months = monthsOf(map.from, map.to);
  const rows = Math.max(1, Math.min(MAX_ROWS, Math.floor((height - 2) / months.length)));
  const byDay = new Map(map.days.map((day) => [day.day, day]));
  const euros = (day: Day): number | undefined => {
    const cost = byDay.get(day)?.cost;
    return cost === undefined ? undefined : inCents(cost);
  };
  const known = map.days.flatMap(({ day }) => (day >= map.from && day <= map.to ? (euros(day) ?? []) : []));
  const limits = limitsOf(known);
  const lines = months.flatMap((first) => {
    const name = ` ${views[lang].months[Number(first.slice(5, 7)) - 1]}`.padEnd(LABEL);
    const cells = Array.from({ length: DAYS }, (_, i): Segment => {
      const day = `${first.slice(0, 7)}-${String(i + 1).padStart(2, '0')}`;
      if (!isDay(day)) return blank(cell);
      const cost = euros(day);
      const style: Style = map.marked.has(day) ? map.mark.style : 'power';
      const click = { key: `${DAY_KEY}${day}` };
      const text =
        cost === undefined ? (day > map.today ? ' ' : '·').padEnd(cell) : squareOf(shadeOf(cost, limits), cell);
      if (day === map.cursor)
        return { text: `${text.slice(0, Math.max(1, cell - 1))}`.padEnd(cell), style: 'chosen', ...click };
      return { text, style: cost === undefined ? 'dim' : style, ...click };
    });
    return Array.from({ length: rows }, (_, i): Line => [seg(i === 0 ? name : blank(LABEL).text), ...cells]);
  });
  return [...lines, legend(lang, limits, map.mark, width)];
}

/** A square with a blank after it, where there is room for one: days are told apart. */
const squareOf = (sign: string, cell: number): string => sign.repeat(Math.max(1, cell - 1)).padEnd(cell);

function monthsOf(from: Day, to: Day): Day[] {
  const found: Day[] = [];
  for (let day = from; day <= to; day = `${monthOf(addDays(day, 31))}-01` as Day) found.push(day);
  return found;
}

/** Where the second, third and fourth shade begin: euros, in tens of cents. */
function limitsOf(known: readonly number[]): readonly number[] {
  const sorted = [...known].sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((share) => Math.round((sorted[Math.floor(share * sorted.length)] ?? 0) * 10) / 10);
}

const shadeOf = (euros: number, limits: readonly number[]): string =>
  SHADES[limits.filter((limit) => euros >= limit).length] as string;

/** `░ < 2,70 €   ▒ < 3,40 €   ▓ < 4,10 €   █ dès 4,10 €` */
function legend(lang: Lang, limits: readonly number[], mark: HeatMap['mark'], width: number): Line {
  const t = ejpTexts[lang].heat;
  const items = SHADES.map((sign, i) => {
    const limit = limits[i];
    const words =
      limit === undefined ? t.more(formatEuros(lang, limits.at(-1) ?? 0)) : t.less(formatEuros(lang, limit));
    return [seg(sign, 'power'), words] as const;
  });
  return legendLine([...items, [seg('█', mark.style), mark.words]], width);
}
