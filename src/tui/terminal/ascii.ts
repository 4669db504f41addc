import { joined, type Line } from '../layout/lines.ts';

/** What curves and bars are drawn with: every sign, those that the Linux console's fonts have, or ASCII. */
export type Drawing = 'full' | 'console' | 'ascii';

type Substitutes = Readonly<Record<string, string>>;

/** For signs of curves and bars, of the same width. */
const DRAWN: Readonly<Record<Exclude<Drawing, 'full'>, Substitutes>> = {
  console: {
    ...{ '▁': '_', '▂': '_', '▃': '░', '▄': '░', '▅': '░', '▆': '█', '▇': '█' },
    ...{ '▔': '\u00af', '┈': '·' },
  },
  ascii: {
    ...{ '▁': '_', '▂': '.', '▃': '.', '▄': '.', '▅': ':', '▆': '#', '▇': '#', '█': '#', '░': '.', '▒': '%' },
    ...{ '▓': '&', '▔': '"', '┈': '`' },
  },
};

/** Signs of eight dots, by which of them are set: the four upper ones, the four lower ones. */
const DOTTED = { first: '\u2800', last: '\u28ff', upper: 0x1b, lower: 0xe4 };

/** The likeness of dots by the half of the cell that they are in; undefined for another sign. */
function dots(sign: string): string | undefined {
  if (sign < DOTTED.first || sign > DOTTED.last) return undefined;
  const bits = sign.charCodeAt(0) & 0xff;
  if ((bits & DOTTED.upper) === 0) return bits === 0 ? ' ' : '.';
  return (bits & DOTTED.lower) === 0 ? "'" : ':';
}

/** For other signs that the Linux console's fonts lack. */
const CONSOLE: Substitutes = {
  ...{ '●': '*', '○': 'o', '✕': 'x', '\u202f': '\u00a0', '–': '-', '—': '-', '−': '-', '’': "'" },
};

/** For other signs that ASCII lacks, in one column each. */
const ASCII: Substitutes = {
  ...{
    '●': '*',
    '○': 'o',
    '✕': 'x',
    '×': 'x',
    '–': '-',
    '—': '-',
    '−': '-',
    '’': "'",
    '«': '"',
    '»': '"',
    '°': 'o',
    '·': '-',
  },
  ...{ '─': '-', '│': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┤': '|', '┬': '+', '┴': '+', '┼': '+' },
  ...{ '←': '<', '→': '>', '↑': '^', '↓': 'v', '◀': '<', '▶': '>', '▲': '^', '▼': 'v', '\u202f': ' ', '\u00a0': ' ' },
  ...{ '€': 'E', '…': '.', œ: 'o', Œ: 'O', æ: 'a', ...DRAWN.ascii },
};
/** Their longer form, where there is room for it. */
const LONG: Substitutes = { '€': 'EUR', '…': '...', œ: 'oe', Œ: 'OE', æ: 'ae', '→': '->' };

/** One sign in ASCII: without its accent, or a question mark where nothing is like it. */
const letter = (sign: string): string =>
  ASCII[sign] ?? dots(sign) ?? (sign.normalize('NFD').replace(/[^\x20-\x7e]/g, '') || '?');

const replaced = (text: string, substitute: (sign: string) => string): string =>
  text.replace(/[^\x20-\x7e]/g, substitute);

/** Any text in ASCII; it may get longer. */
export const ascii = (text: string): string => replaced(text, (sign) => LONG[sign] ?? letter(sign));

/** A text with the signs that the terminal has, of the same width. */
export function drawable(text: string, drawing: Drawing, utf8: boolean): string {
  if (!utf8) return replaced(text, letter);
  const others = drawing === 'console' ? CONSOLE : {};
  return drawing === 'full'
    ? text
    : replaced(text, (sign) => DRAWN[drawing][sign] ?? others[sign] ?? dots(sign) ?? sign);
}

/**
 * A row in ASCII of the same width: `3,25 €` becomes `3,25 EUR` where a run of blanks of the same panel can give up the
 * room (one before it, so that columns stay aligned at their right edge, else one after it), else `3,25 E`.
 */
export function asciiLine(line: Line): Line {
  const cells = line.flatMap(({ text, style }) => [...text].map((sign) => ({ text: sign, style })));
  for (const [at, { text, style }] of cells.entries()) {
    const long = LONG[text];
    const room = long === undefined ? undefined : roomFor(cells, at, long.length - 1);
    if (long === undefined || room === undefined) continue;
    // Blanks that give up their room stay in the list as empty cells, so that positions do not change.
    for (let i = 0; i < long.length - 1; i++) cells[room + i] = { text: '', style };
    cells[at] = { text: long, style };
  }
  return joined(cells.map(({ text, style }) => ({ text: replaced(text, letter), style })));
}

/** Where `count` blanks begin that have one more beside them, in the panel of a cell. */
function roomFor(cells: readonly { readonly text: string }[], at: number, count: number): number | undefined {
  const isBlank = (i: number): boolean => cells[i]?.text === ' ' || cells[i]?.text === '\u00a0';
  const isRoom = (from: number): boolean => Array.from({ length: count + 1 }, (_, i) => from + i).every(isBlank);
  for (let i = at - count - 1; i >= 0 && cells[i]?.text !== '│'; i--) if (isRoom(i)) return i;
  for (let i = at + 1; i < cells.length && cells[i]?.text !== '│'; i++) if (isRoom(i)) return i;
  return undefined;
}
