import { SCALE } from '../layout/curve.ts';
import { blank, fit, type Line, type Segment, type Size, type Style, seg } from '../layout/lines.ts';
import { scaleOf } from '../layout/scale.ts';

/** One part of a bar, from its bottom on. */
interface BarPart {
  readonly amount: number;
  /** Of a whole cell. */
  readonly sign: string;
  readonly style: Style;
}

/** One bar; undefined parts where nothing is known. */
export interface Bar {
  readonly parts: readonly BarPart[] | undefined;
  /** Under it. */
  readonly name: string;
  /** What a click on it stands for. */
  readonly key?: string;
}

export interface BarsOptions extends Size {
  /** Index of the bar under the cursor; -1 without one. */
  readonly cursor: number;
  /** Under that bar, in place of its name. */
  readonly cursorName: string;
  /** A value of the scale. */
  label(value: number): string;
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';
/** Columns of a bar at most, and from how many on one of them stays free between two. */
const MAX_BAR = 12;
const APART = 3;
/** The scale goes up to this at least: a cent, or 10 Wh. */
const LEAST_TOP = 0.01;

/** How many columns each of so many bars gets. */
export const barWidth = (count: number, width: number): number =>
  Math.max(1, Math.min(MAX_BAR, Math.floor((width - SCALE) / Math.max(1, count))));

/** Stacked bars side by side over their names, with a round scale: rows that fill the size exactly. */
export function stackedBars(bars: readonly Bar[], options: BarsOptions): Line[] {
  const { width, height, cursor } = options;
  const rows = Math.max(1, height - 1);
  const size = barWidth(bars.length, width);
  const scale = scaleOf(Math.max(0, ...bars.map(sumOfBar)), rows, LEAST_TOP);
  const columns = bars.map((bar) => cellsOf(bar, scale.top, rows));
  const lines = Array.from({ length: rows }, (_, i): Line => {
    const row = rows - 1 - i;
    const level = scale.levels.find((each) => each.row === row);
    const label = level === undefined ? '' : options.label(level.value);
    const cells = columns.map((column, at) =>
      barCell(column, row, { size, key: bars[at]?.key, isChosen: at === cursor }),
    );
    return [seg(label.padStart(SCALE - 1), 'dim'), seg(label === '' ? '│' : '┤', 'border'), ...cells];
  });
  return [...lines, namesRow(bars, size, options)].map((line) => fit(line, width));
}

const sumOfBar = ({ parts }: Bar): number => (parts ?? []).reduce((sum, { amount }) => sum + amount, 0);

interface Cell {
  readonly sign: string;
  readonly style: Style;
}

/** The cells of one bar from its bottom on. The last part shows in the last cell, however small it is. */
function cellsOf({ parts }: Bar, top: number, rows: number): Cell[] {
  if (!parts) return [{ sign: '·', style: 'dim' }];
  const known = parts.filter(({ amount }) => amount > 0);
  const total = known.reduce((sum, { amount }) => sum + amount, 0);
  if (total === 0) return [{ sign: '▁', style: 'dim' }];
  const eighths = Math.max(1, Math.min(rows * 8, Math.round((total / top) * rows * 8)));
  const cells: Cell[] = [];
  for (let from = 0; from < eighths; from += 8) {
    const isLast = from + 8 >= eighths;
    const middle = ((isLast ? eighths : from + 4) / eighths) * total;
    const part = partAt(known, middle);
    const rest = Math.min(8, eighths - from);
    cells.push({ sign: rest === 8 ? part.sign : (EIGHTHS[rest] as string), style: part.style });
  }
  return cells;
}

function partAt(parts: readonly BarPart[], amount: number): BarPart {
  let sum = 0;
  for (const part of parts) {
    sum += part.amount;
    if (sum >= amount * (1 - 1e-9)) return part;
  }
  return parts.at(-1) as BarPart;
}

function barCell(
  column: readonly Cell[],
  row: number,
  { size, key, isChosen }: { readonly size: number; readonly key: string | undefined; readonly isChosen: boolean },
): Segment {
  const click = key === undefined ? {} : { key };
  const cell = column[row];
  const width = size >= APART ? size - 1 : size;
  const gap = ' '.repeat(size - width);
  if (cell) return { text: cell.sign.repeat(width) + gap, style: cell.style, ...click };
  // The cursor is a line over its bar.
  if (isChosen)
    return {
      text: (row === column.length ? '▼' : '│').padStart(Math.ceil(width / 2)).padEnd(size),
      style: 'value',
      ...click,
    };
  return { ...blank(size), ...click };
}

/** Each name under its bar where it has room; that of the cursor always. */
function namesRow(bars: readonly Bar[], size: number, { cursor, cursorName, width }: BarsOptions): Line {
  const room = width - SCALE;
  const chosen = bars[cursor] ? ` ${cursorName} ` : '';
  const at = Math.max(0, Math.min(room - chosen.length, cursor * size));
  let text = '';
  bars.forEach(({ name }, i) => {
    const place = i * size;
    const isFree = place >= text.length + (text === '' ? 0 : 1) && place + name.length <= room;
    const isBeside = chosen === '' || place + name.length < at || place > at + chosen.length;
    if (name !== '' && isFree && isBeside) text = text.padEnd(place) + name;
  });
  const edge = [blank(SCALE - 1), seg('└', 'border')];
  if (chosen === '') return [...edge, seg(text, 'dim')];
  const full = text.padEnd(at + chosen.length);
  return [...edge, seg(full.slice(0, at), 'dim'), seg(chosen, 'chosen'), seg(full.slice(at + chosen.length), 'dim')];
}
