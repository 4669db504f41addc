import type uPlot from 'uplot';
import { type DrawnColumn, drawnColumns } from '../drawn-columns.ts';
import { type Colours, translucent } from './colours.ts';
import type { Curve } from './curve.ts';

/** Opacity: of the bands behind the curve, of the mean power and of what is above it up to the highest, of the cheaper of two periods. */
const OPACITY = { band: 0.12, mean: 0.3, maximum: 0.2, low: 0.55 };
/** Width of a line and of a column, height of the strip that tells the period, side of a hatching's tile: CSS pixels. */
const SIZE = { line: 1.25, column: 1, strip: 3, hatch: 6 };

/** The canvas, and where values lie on it. */
interface Canvas {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  x(at: number): number;
  y(va: number): number;
}

function canvasOf(chart: uPlot): Canvas {
  const { ctx, bbox } = chart;
  return {
    ...{ ctx, ...bbox },
    x: (at) => chart.valToPos(at, 'x', true),
    y: (va) => chart.valToPos(va, 'y', true),
  };
}

/** The colour of a period; the usual one where none is known. */
function colourOf(curve: Curve, period: number | undefined, colours: Colours, opacity: number): string {
  const name = period === undefined ? undefined : curve.nameOf(period);
  return translucent(colours.period[name?.style ?? 'plain'], name?.isLow ? opacity * OPACITY.low : opacity);
}

/** Draws the bands of the periods that have another price than the usual one. */
export function drawBands(chart: uPlot, curve: Curve, colours: Colours): void {
  const { ctx, x, left, width, top, height } = canvasOf(chart);
  ctx.save();
  for (const span of curve.spans) {
    const name = curve.nameOf(span.period);
    if (!name || name.style === 'plain') continue;
    const from = Math.max(left, x(span.from));
    const to = Math.min(left + width, x(span.to));
    if (to <= from) continue;
    ctx.fillStyle = colourOf(curve, span.period, colours, OPACITY.band);
    ctx.fillRect(from, top, to - from, height);
    // The strip tells the period where the curve covers the band.
    ctx.fillStyle = colourOf(curve, span.period, colours, 1);
    ctx.fillRect(from, top, to - from, SIZE.strip * devicePixelRatio);
  }
  ctx.restore();
}

/** A part of the curve in one colour, without a hole. */
interface Piece {
  readonly first: number;
  readonly columns: DrawnColumn[];
  readonly period: number | undefined;
}

/** Draws power and injection as columns a pixel wide: the mean of its time, and the highest. */
export function drawCurve(chart: uPlot, curve: Curve, colours: Colours): void {
  const canvas = canvasOf(chart);
  const { ctx, left, top, width, height } = canvas;
  const { min: from = 0, max: to = 0 } = chart.scales['x'] ?? {};
  const count = Math.round(width / devicePixelRatio / SIZE.column);
  if (count < 1) return;
  const columns = drawnColumns(curve, from, to, count);
  const at = (column: number): number => from + (column / count) * (to - from);
  const x = (column: number): number => left + (column / count) * width;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.lineJoin = 'round';
  ctx.lineWidth = SIZE.line * devicePixelRatio;
  for (const piece of piecesOf(columns, (column) => curve.periodAt(at(column + 0.5)))) {
    const colour = (opacity: number): string => colourOf(curve, piece.period, colours, opacity);
    ctx.fillStyle = colour(OPACITY.maximum);
    ctx.fill(areaOf(piece, canvas, x, ({ maximum }) => maximum));
    ctx.fillStyle = colour(OPACITY.mean);
    ctx.fill(areaOf(piece, canvas, x, ({ mean }) => mean));
    ctx.strokeStyle = colour(1);
    ctx.stroke(lineOf(piece, canvas, x, ({ mean }) => mean));
  }
  drawInjection(canvas, columns, (column) => curve.isEstimatedAt(at(column + 0.5)), colours, x);
  ctx.restore();
}

function drawInjection(
  canvas: Canvas,
  columns: readonly (DrawnColumn | undefined)[],
  isEstimated: (column: number) => boolean,
  { injection }: Colours,
  x: (column: number) => number,
): void {
  const { ctx } = canvas;
  const injecting = columns.map((column) => (column && column.injected > 0 ? column : undefined));
  const below = ({ injected }: DrawnColumn): number => -injected;
  ctx.strokeStyle = injection;
  const hatched = hatching(ctx, injection);
  for (const piece of piecesOf(injecting, (column) => Number(isEstimated(column)))) {
    ctx.fillStyle = piece.period === 1 ? hatched : translucent(injection, 0.45);
    ctx.fill(areaOf(piece, canvas, x, below));
    ctx.stroke(lineOf(piece, canvas, x, below));
  }
}

/** Columns side by side that are known and of one period. */
function piecesOf(
  columns: readonly (DrawnColumn | undefined)[],
  periodOf: (column: number) => number | undefined,
): Piece[] {
  const pieces: Piece[] = [];
  let isOpen = false;
  for (const [i, column] of columns.entries()) {
    const period = periodOf(i);
    const last = pieces.at(-1);
    if (column && isOpen && last?.period === period) last?.columns.push(column);
    else if (column) pieces.push({ first: i, columns: [column], period });
    isOpen = column !== undefined;
  }
  return pieces;
}

type PowerOf = (column: DrawnColumn) => number;

function lineOf({ first, columns }: Piece, { y }: Canvas, x: (column: number) => number, powerOf: PowerOf): Path2D {
  const path = new Path2D();
  for (const [i, column] of columns.entries()) {
    const height = y(powerOf(column));
    path.lineTo(x(first + i), height);
    path.lineTo(x(first + i + 1), height);
  }
  return path;
}

function areaOf(piece: Piece, canvas: Canvas, x: (column: number) => number, powerOf: PowerOf): Path2D {
  const path = lineOf(piece, canvas, x, powerOf);
  path.lineTo(x(piece.first + piece.columns.length), canvas.y(0));
  path.lineTo(x(piece.first), canvas.y(0));
  path.closePath();
  return path;
}

/** Slanted lines: an estimate. */
function hatching(canvas: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  const side = Math.round(SIZE.hatch * devicePixelRatio);
  tile.width = side;
  tile.height = side;
  const ctx = tile.getContext('2d');
  if (!ctx) return colour;
  ctx.fillStyle = translucent(colour, 0.12);
  ctx.fillRect(0, 0, side, side);
  ctx.strokeStyle = translucent(colour, 0.75);
  ctx.lineWidth = devicePixelRatio;
  for (const shift of [-side, 0, side]) {
    ctx.moveTo(shift, side);
    ctx.lineTo(shift + side, 0);
  }
  ctx.stroke();
  return canvas.createPattern(tile, 'repeat') ?? colour;
}
