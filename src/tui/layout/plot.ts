import { formatNumber, type Lang } from '../../text/format.ts';
import { drawBraille } from './braille.ts';
import { type Canvas, canvasOf, lineOf, put, putUnder, signAt } from './canvas.ts';
import { type Curve, columnsOf, type PlotOptions, type PlotStyle, SCALE, shownOf } from './curve.ts';
import { type Drawn, drawFilled } from './filled.ts';
import { fit, type Line, type Style, seg } from './lines.ts';
import { drawOutline, drawStrokes } from './outline.ts';
import { styleOfPeriod } from './period-style.ts';
import { type Level, type Scale, scaleOf } from './scale.ts';
import { axisRows, timeAxis } from './time-axis.ts';

/** A curve with its scale at the left, over its time axis: rows that fill the size exactly. */
export function plot(curve: Curve, options: PlotOptions): Line[] {
  const { width, height, lang } = options;
  const axis = options.axis === false ? 0 : axisRows(height);
  const feet = (options.feet ?? []).slice(0, Math.max(0, height - axis - 1));
  const rows = Math.max(0, height - axis - feet.length);
  const scale = scaleOf(options.top ?? greatestOf(curve, options), Math.max(1, rows));
  const canvas = canvasOf(rows, Math.min(curve.columns.length, columnsOf(width)));
  drawCurve(canvas, curve, scale, options);
  drawAround(canvas, curve, scale, options);
  const lines: Line[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    lines.push([...scaleAt(scale, row, rows, options), ...lineOf(canvas, row)]);
  }
  const below = axis === 0 ? [] : timeAxis(curve, lang, height);
  return [...lines, ...feet, ...below].slice(0, height).map((line) => fit(line, width));
}

/** The greatest of all that is drawn, VA. */
function greatestOf({ columns }: Curve, { over }: PlotOptions): number {
  let greatest = 0;
  for (const column of columns) {
    const value = shownOf(column);
    if (value !== undefined && value > greatest) greatest = value;
  }
  for (const value of over ?? []) if (value !== undefined && value > greatest) greatest = value;
  return greatest;
}

function drawCurve(canvas: Canvas, curve: Curve, { top }: Scale, options: PlotOptions): void {
  const { limit } = options;
  const { columns, kind, stale } = curve;
  const values = columns.map(shownOf);
  const alarmRow = limit === undefined ? Number.POSITIVE_INFINITY : Math.floor((limit / top) * canvas.rows);
  const styles = columns.map(({ period }): Style => (stale ? 'dim' : styleOfPeriod(period, kind)));
  const styleAt = (row: number, column: number): Style =>
    row >= alarmRow && !stale && (values[column] ?? 0) > (limit ?? 0) ? 'alarm' : (styles[column] ?? kind);
  const drawn: Drawn = { values, top, styleAt };
  if (options.plot === 'filled') drawFilled(canvas, drawn);
  else if (options.plot === 'outline') drawOutline(canvas, drawn);
  else drawBraille(canvas, curve.halves ?? columns.flatMap((each) => [each, each]), drawn);
}

/** What is around the curve, and seen where it is not. */
function drawAround(canvas: Canvas, { columns, gaps }: Curve, scale: Scale, options: PlotOptions): void {
  const { limit, over, cursor } = options;
  const { top, levels } = scale;
  for (let column = gaps[0]; column < gaps[1]; column++) {
    const one = columns[column];
    if (one && shownOf(one) === undefined) putUnder(canvas, 0, column, '·', 'dim');
  }
  if (limit !== undefined && limit <= top) {
    drawStrokes(canvas, { values: new Array<number>(canvas.columns).fill(limit), top, style: 'limit', under: true });
  }
  if (over) drawStrokes(canvas, { values: over, top, style: 'value' });
  for (const { row } of levels) {
    for (let column = 0; row > 0 && column < canvas.columns; column++) putUnder(canvas, row, column, '┈', 'dim');
  }
  if (cursor !== undefined) drawCursor(canvas, cursor, options.plot);
}

/** A line from the bottom to the top; where the curve is, its cells are reversed, the last of an area bright. */
function drawCursor(canvas: Canvas, column: number, style: PlotStyle): void {
  for (let row = 0; row < canvas.rows; row++) {
    const sign = signAt(canvas, row, column);
    if (sign === ' ' || sign === '┈') put(canvas, row, column, '│', 'title');
    else if (style === 'filled') put(canvas, row, column, sign === '█' ? '│' : sign, sign === '█' ? 'chosen' : 'title');
    else put(canvas, row, column, sign, sign === '│' ? 'title' : 'chosen');
  }
}

/** The scale beside one row: the level that its lower edge stands for. */
function scaleAt({ levels, top }: Scale, row: number, rows: number, options: PlotOptions): Line {
  // One row has no room for two: it says what it is when full.
  const level: Level | undefined = rows === 1 ? { row: 0, value: top } : levels.find((each) => each.row === row);
  const step = levels[1]?.value ?? top;
  const label = level ? levelText(level.value, step, options) : '';
  return [seg(label.padStart(SCALE - 1), 'dim'), seg(level ? '┤' : '│', 'border')];
}

/** A level in the unit of the scale, with the decimals that its steps need. */
function levelText(va: number, step: number, { lang, unit }: { lang: Lang; unit: 'VA' | 'kW' }): string {
  const [value, by] = unit === 'kW' ? [va / 1000, step / 1000] : [va, step];
  if (value === 0) return '0';
  let decimals = 0;
  while (decimals < 3 && Math.abs(by * 10 ** decimals - Math.round(by * 10 ** decimals)) > 1e-9) decimals++;
  const text = formatNumber(lang, value, decimals);
  return text.length < SCALE ? text : String(Math.round(value)).slice(0, SCALE - 1);
}
