import type { Report } from '../report/sums/report.ts';
import { formatNumber, formatShortDay, formatUnit, type Lang } from '../text/format.ts';
import { addDays, type Day, daysBetween, instantOf, type Stretch, startOfDay } from '../time/local.ts';
import { type DrawnColumn, drawnColumns } from './drawn-columns.ts';
import { classOf, styleOf } from './encoded.ts';
import { type Html, html } from './html.ts';
import type { Measured } from './measured.ts';
import { scaleOf, valuesOf } from './scale.ts';

const WIDTH = 1920;
const HEIGHT = 600;
/** Room for the figures at the left, and for the times below. */
const LEFT = 120;
const BELOW = 44;
const TOP = 16;
/** Columns of the curve: each has the highest and the mean of its time. */
const COLUMNS = 288;
const TICKS = 7;
const HOURS = ['00:00', '04:00', '08:00', '12:00', '16:00', '20:00'];
/** Values of the scale above 0, and the least that it reaches, VA. */
const VALUES = 5;
const LEAST_VA = 500;
const MOST_BANDS = 120;

/** A column of the drawing, and how its period is coloured. */
type Column = (DrawnColumn & { readonly style: string }) | undefined;

/** The curve as a drawing: for paper, and where no script runs. */
export function curveSvg(measured: Measured, report: Report, lang: Lang): Html {
  const span = { from: startOfDay(report.from), to: startOfDay(addDays(report.to, 1)) };
  const columns = columnsOf(measured, span, report);
  const scale = scaleOf(Math.max(LEAST_VA, ...columns.map((column) => column?.maximum ?? 0)), VALUES);
  const injected = Math.max(0, ...columns.map((column) => column?.injected ?? 0));
  const height = HEIGHT - TOP - BELOW;
  const y = (va: number): number => round(TOP + ((scale.most - va) / (scale.most + injected)) * height);
  const area = (powerOf: (column: DrawnColumn) => number, style?: string): string => {
    const isOwn = (column: Column): column is NonNullable<Column> =>
      column !== undefined && powerOf(column) !== 0 && (style === undefined || column.style === style);
    const tops = columns.map((column) => (isOwn(column) ? y(powerOf(column)) : undefined));
    return outline(tops, y(0));
  };
  const styles = [...new Set(columns.flatMap((column) => column?.style ?? []))];
  return html`<svg class="drawing" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
${bands(measured, span, report)}<g class="grid">${valueLines(valuesOf(scale), y, lang)}${timeLines(span, daysBetween(report.from, report.to), lang)}</g>
${styles.map((style) => html`<g class="${style}"><path class="maximum" d="${area(({ maximum }) => maximum, style)}"/><path class="mean" d="${area(({ mean }) => mean, style)}"/></g>`)}
<path class="injection mean" d="${area(({ injected }) => -injected)}"/></svg>`;
}

function columnsOf(measured: Measured, { from, to }: Stretch, report: Report): Column[] {
  const { periods } = measured;
  let place = 0;
  return drawnColumns(measured, from, to, COLUMNS).map((column, i) => {
    const middle = from + ((i + 0.5) / COLUMNS) * (to - from);
    while ((periods[place]?.to ?? Number.POSITIVE_INFINITY) < middle) place++;
    const period = periods[place];
    const style = period && period.from <= middle ? classOf(styleOf(period.period, report)) : 'plain';
    return column && { ...column, style };
  });
}

/** Where a column begins. */
const x = (column: number): number => round(LEFT + (column / COLUMNS) * (WIDTH - LEFT));

/** Columns that stand on a line, as one path; undefined is none. */
function outline(tops: readonly (number | undefined)[], bottom: number): string {
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

function bands({ periods }: Measured, { from, to }: Stretch, report: Report): Html[] {
  const place = (at: number): number => x(((at - from) / (to - from)) * COLUMNS);
  const paths = new Map<string, string>();
  for (const { period, from: begin, to: end } of periods) {
    const style = styleOf(period, report);
    if (style.style === 'plain') continue;
    const [left, right] = [place(begin), place(end)];
    const name = classOf(style);
    paths.set(name, `${paths.get(name) ?? ''}M${left} ${TOP}H${right}V${HEIGHT - BELOW}H${left}z`);
  }
  // As narrow as their blanks they would be one grey, and as much text as all else.
  const isLegible = periods.length <= MOST_BANDS;
  return isLegible ? [...paths].map(([style, path]) => html`<path class="band ${style}" d="${path}"/>`) : [];
}

function valueLines(values: readonly number[], y: (va: number) => number, lang: Lang): Html[] {
  return values.map((va, i) => {
    const label = i === values.length - 1 ? formatUnit(lang, va, 'VA') : formatNumber(lang, va);
    return html`<path d="M${LEFT} ${y(va)}H${WIDTH}"/><text x="${LEFT - 12}" y="${y(va) + 8}" text-anchor="end">${label}</text>`;
  });
}

/** Hours of one day, days of more: as many as have room. */
function timeLines({ from, to }: Stretch, days: readonly Day[], lang: Lang): Html[] {
  const every = Math.ceil(days.length / TICKS);
  const ticks =
    days.length === 1
      ? HOURS.map((hour) => ({ at: instantOf(`${days[0]}T${hour}:00`), label: hour }))
      : days
          .filter((_, i) => i % every === 0)
          .map((day) => ({ at: startOfDay(day), label: formatShortDay(lang, day) }));
  return ticks.map(({ at, label }) => {
    const x = round(LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT));
    return html`<path d="M${x} ${TOP}V${HEIGHT - BELOW}"/><text x="${x}" y="${HEIGHT - 12}">${label}</text>`;
  });
}
