import type { Line, Segment, Style } from '../layout/lines.ts';

/** What curves and bars are drawn with: every sign, those that the Linux console's fonts have, or ASCII. */
export type Drawing = 'full' | 'console' | 'ascii';

/** Signs of curves and bars, each with its substitute of the same width. */
const DRAWN: Readonly<Record<Exclude<Drawing, 'full'>, Readonly<Record<string, string>>>> = {
  console: { '▁': '_', '▂': '_', '▃': '░', '▄': '░', '▅': '░', '▆': '█', '▇': '█' },
  ascii: {
    ...{ '▁': '_', '▂': '.', '▃': '.', '▄': '.', '▅': ':', '▆': '#', '▇': '#', '█': '#', '░': '.', '▒': '%', '·': '-' },
  },
};

/** Other signs that the Linux console's fonts lack. */
const CONSOLE: Readonly<Record<string, string>> = {
  ...{ '●': '*', '○': 'o', '✕': 'x', '\u202f': '\u00a0', '–': '-', '—': '-', '’': "'" },
};

/** Signs that ASCII lacks, in one column each. */
const ASCII: Readonly<Record<string, string>> = {
  ...{ '●': '*', '○': 'o', '✕': 'x', '×': 'x', '–': '-', '—': '-', '’': "'", '«': '"', '»': '"', '°': 'o', '·': '-' },
  ...{ '─': '-', '│': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┤': '|', '┬': '+', '┴': '+', '┼': '+' },
  ...{ '←': '<', '→': '>', '↑': '^', '↓': 'v', '◀': '<', '▶': '>', '▲': '^', '▼': 'v', '\u202f': ' ', '\u00a0': ' ' },
  ...{ '€': 'E', '…': '.', œ: 'o', Œ: 'O', æ: 'a' },
};
/** Their longer form, where there is room for it. */
const LONG: Readonly<Record<string, string>> = { '€': 'EUR', '…': '...', œ: 'oe', Œ: 'OE', æ: 'ae', '→': '->' };

/** One sign in ASCII: without its accent, or a question mark where nothing is like it. */
const letter = (sign: string): string => ASCII[sign] ?? (sign.normalize('NFD').replace(/[^\x20-\x7e]/g, '') || '?');

/** Any text in ASCII; it may get longer. */
export function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (sign) => LONG[sign] ?? DRAWN.ascii[sign] ?? letter(sign));
}

/** A text with the signs that the terminal has, of the same width. */
export function drawable(text: string, drawing: Drawing, utf8: boolean): string {
  if (drawing === 'full' && utf8) return text;
  const signs = drawing === 'full' ? {} : DRAWN[utf8 ? drawing : 'ascii'];
  const others = utf8 ? CONSOLE : undefined;
  return text.replace(/[^\x20-\x7e]/g, (sign) => {
    const drawn = utf8 && drawing === 'ascii' && sign === '·' ? undefined : signs[sign];
    return drawn ?? (others ? (drawing === 'console' ? (others[sign] ?? sign) : sign) : letter(sign));
  });
}

/**
 * A row in ASCII of the same width: `3,25 €` becomes `3,25 EUR` where a run of blanks of the same panel can give up the
 * room (one before it, so that columns stay aligned at their right edge, else one after it), else `3,25 E`.
 */
export function asciiLine(line: Line): Line {
  const cells = line.flatMap(({ text, style }) => [...text].map((sign) => ({ sign, style })));
  for (const [at, cell] of cells.entries()) {
    const long = LONG[cell.sign];
    const room = long === undefined ? undefined : roomFor(cells, at, long.length - 1);
    if (long === undefined || room === undefined) continue;
    // Blanks that give up their room stay in the list as empty cells, so that positions do not change.
    for (let i = 0; i < long.length - 1; i++) cells[room + i] = { sign: '', style: cell.style };
    cells[at] = { sign: long, style: cell.style };
  }
  return joined(cells.map(({ sign, style }) => ({ text: LONGEST.has(sign) ? sign : inAscii(sign), style })));
}

const LONGEST = new Set(Object.values(LONG));
const inAscii = (sign: string): string => drawable(sign, 'ascii', false);

/** Where `count` blanks begin that have one more beside them, in the panel of a cell. */
function roomFor(cells: readonly { readonly sign: string }[], at: number, count: number): number | undefined {
  const isBlank = (i: number): boolean => cells[i]?.sign === ' ' || cells[i]?.sign === '\u00a0';
  const isRoom = (from: number): boolean => Array.from({ length: count + 1 }, (_, i) => from + i).every(isBlank);
  for (let i = at - count - 1; i >= 0 && cells[i]?.sign !== '│'; i--) if (isRoom(i)) return i;
  for (let i = at + 1; i < cells.length && cells[i]?.sign !== '│'; i++) if (isRoom(i)) return i;
  return undefined;
}

/** Neighbours of one style as one piece. */
function joined(pieces: readonly { readonly text: string; readonly style: Style }[]): Line {
  const out: Segment[] = [];
  for (const { text, style } of pieces) {
    const last = out.at(-1);
    if (last?.style === style) out[out.length - 1] = { text: last.text + text, style };
    else out.push({ text, style });
  }
  return out;
}
