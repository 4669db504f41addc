import { joined, type Line, type RowCurve, type Segment, type Style } from '../layout/lines.ts';
import { styleOfPeriod } from '../layout/period-style.ts';
import { asciiLine, type Drawing, drawable } from './ascii.ts';
import type { Palette } from './palette.ts';

/** What rows are painted with. */
export interface Paint {
  readonly palette: Palette;
  readonly drawing: Drawing;
  readonly utf8: boolean;
}

/** A piece of a row with its colours: the numbers of an SGR sequence, `1;38;5;208`; none where it is empty. */
export interface Painted {
  readonly text: string;
  readonly codes: string;
}

/** A row with its colours. */
export function coloured(line: Line, { palette, drawing, utf8 }: Paint): Painted[] {
  return (utf8 ? line : asciiLine(line)).flatMap(({ text, style }): Painted | Painted[] => {
    const shown = drawable(text, drawing, utf8);
    const codes = palette[style];
    return codes === '' || isFilled(codes) ? { text: shown, codes } : withoutBlanks(shown, codes);
  });
}

/** Blanks get no colour: else those beside a growing curve would be sent again. */
function withoutBlanks(text: string, codes: string): Painted[] {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === ' ') from++;
  while (to > from && text[to - 1] === ' ') to--;
  const pieces = [
    { text: text.slice(0, from), codes: '' },
    { text: text.slice(from, to), codes },
    { text: text.slice(to), codes: '' },
  ];
  return pieces.filter((piece) => piece.text !== '');
}

/** Whether a style shows on blanks too: reversed, or with a background. */
const isFilled = (codes: string): boolean => /(?:^|;)(?:7|48)(?:;|$)/.test(codes);

/**
 * A row with its sparklines in place of the blanks that stand for them.
 * @param ticks draws points as one row of ▁▂▃▄▅▆▇█
 */
export function withCurves(line: Line, ticks: (points: readonly number[]) => string): Line {
  if (!line.some(({ graph }) => graph)) return line;
  return line.flatMap((segment): Line => {
    const { graph } = segment;
    return graph ? inColours(curveRow(ticks(curvePoints(graph)), graph), graph) : [segment];
  });
}

/** A sparkline in the colours of its columns' prices. */
function inColours(text: string, { kind, stale, periods }: RowCurve): Line {
  if (stale || !periods) return [{ text, style: stale ? 'dim' : kind }];
  const styleAt = (sign: string, column: number): Style =>
    sign === ' ' ? 'plain' : sign === '·' ? 'dim' : styleOfPeriod(periods[column], kind);
  return joined([...text].map((sign, column): Segment => ({ text: sign, style: styleAt(sign, column) })));
}

/** Steps above the lowest sign of a sparkline. */
const STEPS = 7;

/**
 * What the sparkline widget is given. It scales from the least to the greatest value, so that any flat series
 * would look like zero: the two ends of the scale, 0 and the top, come first. It rounds down, so that a tenth of
 * the scale would look like zero too: half a step more makes it round to the nearest.
 */
function curvePoints({ values, top }: RowCurve): number[] {
  return [0, top, ...values.map((value) => (value === undefined ? 0 : Math.min(top, value + top / STEPS / 2)))];
}

/**
 * The row of a sparkline, without the two ends of the scale that `curvePoints` puts first. The widget draws what
 * is missing as zero: such columns become a dot, or a blank before the first value and in the newest column,
 * which may just have begun.
 * @param drawn the widget's own row, two columns longer than the graph
 */
export function curveRow(drawn: string, { values }: RowCurve): string {
  const first = values.findIndex((value) => value !== undefined);
  const ticks = [...drawn].slice(2);
  return values
    .map((value, i) => {
      if (value !== undefined) return ticks[i] ?? ' ';
      return first < 0 || i < first || i === values.length - 1 ? ' ' : '·';
    })
    .join('');
}
