import type { Report } from '../report/report.ts';
import { formatNumber, formatShortDay, type Lang } from '../text/format.ts';
import { addDays, clockOf, dayOf, type Stretch, startOfDay } from '../time/local.ts';
import { type DrawnColumn, drawnColumns } from './drawn-columns.ts';
import { classOf, styleOf } from './encoded.ts';
import { type Html, html } from './html.ts';
import type { Measured } from './measured.ts';

const WIDTH = 1920;
const HEIGHT = 600;
/** Room for the figures at the left, and for the times below. */
const LEFT = 120;
const BELOW = 44;
const TOP = 16;
/** Columns of the curve: each has the highest and the mean of its time. */
const COLUMNS = 288;
const TICKS = 6;

/** The curve as a drawing: for paper, and where no script runs. */
export function curveSvg(measured: Measured, report: Report, lang: Lang): Html {
  const span = { from: startOfDay(report.from), to: startOfDay(addDays(report.to, 1)) };
  const columns = drawnColumns(measured, span.from, span.to, COLUMNS);
  const most = roundUp(Math.max(1000, ...columns.map((column) => column?.maximum ?? 0)));
  const least = Math.max(0, ...columns.map((column) => column?.injected ?? 0));
  const floor = least === 0 ? 0 : roundUp(least);
  const y = (va: number): number => round(TOP + ((most - va) / (most + floor)) * (HEIGHT - TOP - BELOW));
  const x = (column: number): number => round(LEFT + (column / COLUMNS) * (WIDTH - LEFT));
  const area = (powerOf: (column: DrawnColumn) => number): string =>
    outline(
      columns.map((column) => (column && powerOf(column) ? y(powerOf(column)) : undefined)),
      x,
      y(0),
    );
  return html`<svg class="drawing" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
${bands(measured, span, report)}<g class="grid">${valueLines(most, floor, y, lang)}${timeLines(span, lang)}</g>
<path class="maximum" d="${area(({ maximum }) => maximum)}"/><path class="mean" d="${area(({ mean }) => mean)}"/>
<path class="injection" d="${area(({ injected }) => -injected)}"/></svg>`;
}

/** Columns that stand on a line, as one path; undefined is none. */
function outline(tops: readonly (number | undefined)[], x: (column: number) => number, bottom: number): string {
  let path = '';
  for (const [i, top] of tops.entries()) {
    const before = tops[i - 1];
    if (top !== undefined)
      path += `${before === undefined ? `M${x(i)} ${bottom}` : ''}${top === before ? '' : `V${top}`}H${x(i + 1)}`;
    if (top !== undefined && tops[i + 1] === undefined) path += `V${bottom}z`;
  }
  return path;
}

/** Whole units: a drawing is a few times as large on paper. */
const round = (n: number): number => Math.round(n);

/** The next round number: 1, 2 or 5 and zeros. */
function roundUp(va: number): number {
  const unit = 10 ** Math.floor(Math.log10(va));
  return ([1, 2, 3, 4, 5, 6, 8, 10].find((n) => n * unit >= va) ?? 10) * unit;
}

function bands({ periods }: Measured, { from, to }: Stretch, report: Report): Html[] {
  return periods.flatMap((span) => {
    const style = styleOf(span.period, report);
    if (style.style === 'plain') return [];
    const x = (at: number): number => round(LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT));
    return html`<rect class="band ${classOf(style)}" x="${x(span.from)}" y="${TOP}" width="${round(x(span.to) - x(span.from))}" height="${HEIGHT - TOP - BELOW}"/>`;
  });
}

function valueLines(most: number, floor: number, y: (va: number) => number, lang: Lang): Html[] {
  const step = most / 4;
  const values = [0, 1, 2, 3, 4].map((n) => n * step).concat(floor > 0 ? [-floor] : []);
  return values.map(
    (va) =>
      html`<path d="M${LEFT} ${y(va)}H${WIDTH}"/><text x="${LEFT - 12}" y="${y(va) + 8}" text-anchor="end">${formatNumber(lang, Math.abs(va))}</text>`,
  );
}

/** Hours of one day, days of more: as many as have room. */
function timeLines({ from, to }: Stretch, lang: Lang): Html[] {
  const length = to - from;
  const isDay = length <= 25 * 3_600_000;
  return Array.from({ length: TICKS }, (_, i) => {
    const at = isDay ? from + (i * length) / TICKS : startOfDay(dayOf(from + (i * length) / TICKS + 3_600_000));
    const label = isDay ? clockOf(at).slice(0, 5) : formatShortDay(lang, dayOf(at));
    const x = round(LEFT + ((at - from) / length) * (WIDTH - LEFT));
    return html`<path d="M${x} ${TOP}V${HEIGHT - BELOW}"/><text x="${x}" y="${HEIGHT - 12}">${label}</text>`;
  });
}
