import { inCents } from '../energy/euros.ts';
import { inOrder, periodTitle } from '../report/output/group-rows.ts';
import type { DayReport, Report } from '../report/sums/report.ts';
import { formatEuros, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { daysBetween } from '../time/local.ts';
import { classOf, styleOf } from './encoded.ts';
import { type Html, html } from './html.ts';
import { scaleOf, valuesOf } from './scale.ts';

const WIDTH = 960;
const HEIGHT = 160;
const LEFT = 56;
const BELOW = 22;
const TOP = 8;
/** More days than this have no columns of their own. */
const MOST_DAYS = 400;
/** The least that the scale reaches, Wh. */
const LEAST_WH = 1000;
/** Columns as wide as this at most, and blanks between them. */
const WIDEST = 40;

/** The energy of each day by period, as columns; nothing for a single day. */
export function daysSvg(report: Report, lang: Lang): Html | undefined {
  const { from, to, days } = report;
  const all = daysBetween(from, to);
  if (all.length === 1 || all.length > MOST_DAYS) return undefined;
  const scale = scaleOf(Math.max(LEAST_WH, ...days.map(({ wh }) => wh)), 3);
  const { most } = scale;
  const room = (WIDTH - LEFT) / all.length;
  const width = Math.min(WIDEST, room * 0.8);
  const y = (wh: number): number => round(TOP + (1 - wh / most) * (HEIGHT - TOP - BELOW));
  const columns = days.map((day) => {
    const x = round(LEFT + (all.indexOf(day.day) + 0.5) * room - width / 2);
    return html`<g><title>${titleOf(day, report, lang)}</title>${stacked(day, report, x, round(width), y)}</g>`;
  });
  const labels = [0, Math.floor((all.length - 1) / 2), all.length - 1].map((place, i) => {
    const anchor = ['start', 'middle', 'end'][i];
    const x = [LEFT, round(LEFT + (place + 0.5) * room), WIDTH][i];
    return html`<text x="${x}" y="${HEIGHT - 6}" text-anchor="${anchor}">${formatShortDay(lang, all[place] ?? from)}</text>`;
  });
  return html`<svg class="days" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><g class="grid">${valuesOf(scale).map(
    (wh) =>
      html`<path d="M${LEFT} ${y(wh)}H${WIDTH}"/><text x="${LEFT - 6}" y="${y(wh) + 4}" text-anchor="end">${formatUnit(lang, wh / 1000, 'kWh', scale.step % 1000 === 0 ? 0 : 1)}</text>`,
  )}${labels}</g>${columns}</svg>`;
}

const round = (n: number): number => Math.round(n * 10) / 10;

function stacked(day: DayReport, report: Report, x: number, width: number, y: (wh: number) => number): Html[] {
  let below = 0;
  // The dear periods stand above.
  return [...inOrder(day.periods)].reverse().flatMap(({ key, wh }) => {
    if (wh <= 0) return [];
    const [low, high] = [y(below), y(below + wh)];
    below += wh;
    return html`<rect class="part ${classOf(styleOf(key, report))}" x="${x}" y="${high}" width="${width}" height="${round(low - high)}"/>`;
  });
}

function titleOf({ day, wh, cost, periods }: DayReport, report: Report, lang: Lang): string {
  const kwh = (value: number): string => formatUnit(lang, value / 1000, 'kWh', 1);
  const nameOf = (key: string): string =>
    report.periods.flatMap((part) => (part.key === key ? periodTitle(part) : []))[0] ?? key;
  const parts = inOrder(periods).flatMap((part) => (part.wh > 0 ? `${nameOf(part.key)} ${kwh(part.wh)}` : []));
  const amount = cost === undefined ? [] : [formatEuros(lang, inCents(cost))];
  return [formatShortDay(lang, day), kwh(wh), ...amount, ...(parts.length > 1 ? parts : [])].join(' · ');
}
