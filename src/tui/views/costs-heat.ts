import type { Euros } from '../../energy/euros.ts';
import { mondayOf } from '../../report/days/dates.ts';
import { kindOfDay } from '../../report/sums/day-kind.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import type { DayReport, Report } from '../../report/sums/report.ts';
import { costsPage } from '../../text/costs-page.ts';
import { formatUnit, type Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { addDays, type Day, daysBetween, monthOf } from '../../time/local.ts';
import { blank, type Line, type Segment, type Style, seg } from '../layout/lines.ts';
import { costText } from './amounts.ts';

export interface HeatMapOptions {
  readonly lang: Lang;
  readonly report: Report;
  /** The row or bar that is chosen: the map is of the year up to its end. */
  readonly group: GroupReport;
  readonly width: number;
}

/** From the cheapest days to the dearest, in equal parts of what lies between them. */
const SHADES = ['░', '▒', '▓', '█'];
const LABEL = 5;
const WEEKS = 53;
/** Rows: the months, seven weekdays, the legend. */
export const HEAT_ROWS = 9;

/** How wide the map is: two columns a week where there is room for them, in half of the width. */
export const heatWidth = (width: number): number =>
  LABEL + 1 + WEEKS * (width >= (LABEL + 1 + WEEKS * 2) * 1.6 ? 2 : 1);

/** The days of a year, a column a week and a row a weekday, the dearer the darker; days of a peak in its colour. */
export function heatMap({ lang, report, group, width }: HeatMapOptions): { title: string; rows: Line[] } {
  const t = costsPage[lang];
  const last = addDays(mondayOf(group.to), 6);
  const first = addDays(last, 1 - WEEKS * 7);
  const cell = width >= LABEL + 1 + WEEKS * 2 ? 2 : 1;
  const known = new Map(report.days.filter(({ day }) => day >= first && day <= last).map((day) => [day.day, day]));
  const isPriced = [...known.values()].every(({ cost }) => cost !== undefined);
  const amount = ({ cost, wh }: DayReport): number => (isPriced ? Number(cost) : wh);
  const limits = limitsOf([...known.values()].map(amount));
  const shade = (day: DayReport): string => SHADES[limits.filter((limit) => amount(day) >= limit).length] as string;
  // A month or a year would be nothing but marks.
  const isMarked = group.name.by === 'day' || group.name.by === 'week';
  const mondays = daysBetween(first, last).filter((_, i) => i % 7 === 0);
  const rows = t.weekdays.map(
    (name, weekday): Line => [
      seg(` ${name} `.padEnd(LABEL), 'dim'),
      ...mondays.map((monday): Segment => {
        const day = addDays(monday, weekday);
        const of = known.get(day);
        if (day > report.to || day < report.from) return blank(cell);
        const key = `bar:${day}`;
        if (isMarked && group.from <= day && day <= group.to)
          return { text: cell === 2 ? '[]' : '+', style: 'value', key };
        return { text: (of ? shade(of) : '·').repeat(cell), style: of ? styleOf(report, of) : 'dim', key };
      }),
    ],
  );
  const limitText = (value: number): string =>
    isPriced ? costText(lang, BigInt(Math.round(value)) as Euros) : formatUnit(lang, value / 1000, 'kWh', 1);
  const legend: Line = [
    blank(LABEL),
    ...SHADES.flatMap((sign, i): Line => {
      const limit = limits[i];
      const words = limit === undefined ? t.above : t.upTo(limitText(limit));
      return [seg(sign, 'power'), seg(` ${words}   `, 'dim')];
    }),
  ];
  return {
    title: (isPriced ? t.heat : t.heatKwh)(first < report.from ? report.from : first, group.to),
    rows: [monthsRow(lang, mondays, cell), ...rows, legend],
  };
}

/** What a day must reach to be darker: equal parts of the range that most days lie in, so that a peak leaves them shades. */
function limitsOf(amounts: readonly number[]): number[] {
  const sorted = [...amounts].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0;
  const [low, high] = at(0.1) < at(0.9) ? [at(0.1), at(0.9)] : [at(0), at(1)];
  return sorted.length === 0 ? [] : [0.25, 0.5, 0.75].map((share) => low + (high - low) * share);
}

const STYLES: Readonly<Record<string, Style>> = {
  ...{ ejp: 'peak', red: 'redDay', white: 'whiteDay', blue: 'blueDay' },
};

function styleOf(report: Report, { day, periods }: DayReport): Style {
  const kind = kindOfDay(report, day, periods);
  return (kind && STYLES[kind]) ?? 'power';
}

/** Each month over its first week. */
function monthsRow(lang: Lang, mondays: readonly Day[], cell: number): Line {
  let text = ' '.repeat(LABEL);
  mondays.forEach((monday, i) => {
    const before = mondays[i - 1];
    const isNew = before !== undefined && monthOf(before) !== monthOf(monday);
    const place = LABEL + i * cell;
    if (!isNew || text.length > place || (text.length === place && text.trim() !== '')) return;
    const month = views[lang].months[Number(monday.slice(5, 7)) - 1] as string;
    const name = cell === 1 ? month.slice(0, 3) : month;
    if (place + name.length <= LABEL + mondays.length * cell) text = text.padEnd(place) + name;
  });
  return [seg(text, 'dim')];
}
