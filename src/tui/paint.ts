import type { Graph } from './graph.js';
import type { Line, Style } from './lines.js';

/** What the terminal can show: every sign, only those of the Linux console's fonts, or ASCII. */
export type Glyphs = 'full' | 'console' | 'ascii';

/** How much colour it has; without any, bold and reverse stay. */
export type Colours = 'many' | 'eight' | 'none';

/** SGR parameters of each style; grey is a colour of its own only where there are 256. */
const PALETTES: Readonly<Record<Colours, Readonly<Record<Style, string>>>> = {
  many: {
    plain: '',
    dim: '38;5;244',
    dimReverse: '7;38;5;244',
    border: '38;5;240',
    chosen: '1;7',
    peak: '38;5;208',
    title: '1',
    value: '1',
    power: '38;5;75',
    injection: '38;5;114',
    ejpNotice: '1;7;33',
    ejpOn: '1;7;38;5;208',
    good: '32',
    warning: '1;33',
    alarm: '1;31',
  },
  eight: {
    plain: '',
    dim: '36',
    dimReverse: '7;36',
    border: '',
    chosen: '1;7',
    peak: '31',
    title: '1',
    value: '1',
    power: '34',
    injection: '32',
    ejpNotice: '1;7;33',
    ejpOn: '1;7;31',
    good: '32',
    warning: '1;33',
    alarm: '1;31',
  },
  none: {
    plain: '',
    dim: '',
    dimReverse: '7',
    border: '',
    chosen: '1;7',
    peak: '1',
    title: '1',
    value: '1',
    power: '',
    injection: '',
    ejpNotice: '1;7',
    ejpOn: '1;7',
    good: '',
    warning: '1',
    alarm: '1;7',
  },
};

/** Signs that a set lacks, and what stands for each: one column for one column. */
const CONSOLE: Readonly<Record<string, string>> = {
  ...{ '●': '*', '✕': 'x', '▁': '_', '▂': '_', '▃': '░', '▄': '░', '▅': '░', '▆': '█', '▇': '█' },
  ...{ '\u202f': '\u00a0', '–': '-', '—': '-', '’': "'" },
};
const ASCII: Readonly<Record<string, string>> = {
  ...{ '●': '*', '✕': 'x', '▁': '_', '▂': '.', '▃': '-', '▄': '=', '▅': '+', '▆': '*', '▇': '%', '█': '#', '░': '.' },
  ...{ '\u202f': ' ', '\u00a0': ' ', '–': '-', '—': '-', '’': "'", '…': '.', '·': '.', '×': 'x', '€': 'E' },
  ...{ '─': '-', '│': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', œ: 'o', '→': '>', '°': 'o' },
};

/** A text with the signs that the terminal has, of the same width. */
export function drawable(text: string, glyphs: Glyphs): string {
  if (glyphs === 'full') return text;
  const table = glyphs === 'console' ? CONSOLE : ASCII;
  const replaced = text.replace(/[^\x20-\x7e]/g, (sign) => table[sign] ?? sign);
  if (glyphs === 'console') return replaced;
  return replaced.replace(/[^\x20-\x7e]/g, (sign) => sign.normalize('NFD').replace(/[^\x20-\x7e]/g, '') || '?');
}

/** A row with its colours as escape sequences, which blessed reads. */
export function coloured(line: Line, colours: Colours, glyphs: Glyphs): string {
  const palette = PALETTES[colours];
  return line
    .map(({ text, style }) => {
      const shown = drawable(text, glyphs);
      return palette[style] === '' ? shown : `\x1b[${palette[style]}m${shown}\x1b[0m`;
    })
    .join('');
}

/** The SGR style of a curve. */
export function curveStyle({ kind, stale }: Graph): Style {
  return stale ? 'dim' : kind;
}

/** Steps above the lowest sign of a sparkline. */
const STEPS = 7;

/**
 * What the sparkline widget is given. It scales from the least to the greatest value, so that any flat series
 * would look like zero: the two ends of the scale, 0 and the top, come first. It rounds down, so that a tenth of
 * the scale would look like zero too: half a step more makes it round to the nearest.
 */
export function curvePoints({ values, top }: Graph): number[] {
  return [0, top, ...values.map((value) => (value === undefined ? 0 : Math.min(top, value + top / STEPS / 2)))];
}

/**
 * The row of a sparkline, without the two ends of the scale that `curvePoints` puts first. The widget draws what
 * is missing as zero: such columns become a dot, or a blank before the first value and in the newest column,
 * which may just have begun.
 * @param drawn the widget's own row, two columns longer than the graph
 */
export function curveRow(drawn: string, { values }: Graph): string {
  const first = values.findIndex((value) => value !== undefined);
  const ticks = [...drawn].slice(2);
  return values
    .map((value, i) => {
      if (value !== undefined) return ticks[i] ?? ' ';
      return first < 0 || i < first || i === values.length - 1 ? ' ' : '·';
    })
    .join('');
}
