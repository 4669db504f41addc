/*
 * Draws the cells of a terminal as SVG. Blocks and braille are shapes: fonts draw them with gaps, or have none.
 */
import { type Cell, TRUECOLOR } from './screen-cells.ts';

/** Size of a cell, px. */
const [WIDTH, HEIGHT, FONT] = [8.4, 17, 14];
const [FOREGROUND, BACKGROUND] = ['#d0d0d0', '#101418'];
const EIGHT = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'];

/** A colour of the 256 of xterm, or a true one. */
function hex(colour: number): string {
  if (colour >= TRUECOLOR) return `#${(colour - TRUECOLOR).toString(16).padStart(6, '0')}`;
  if (colour < 16) return EIGHT[colour % 8] as string;
  const step = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = colour - 16;
  const grey = 8 + (colour - 232) * 10;
  const rgb =
    colour >= 232 ? [grey, grey, grey] : [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Part of a cell that a sign fills: its left, top, width and height, of 1, and how much of the colour is to be seen. */
type Part = readonly [left: number, top: number, width: number, height: number, opacity?: number];

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  ...Object.fromEntries([...'▁▂▃▄▅▆▇█'].map((sign, i) => [sign, [[0, 1 - (i + 1) / 8, 1, (i + 1) / 8]]])),
  ...Object.fromEntries([...'▏▎▍▌▋▊▉'].map((sign, i) => [sign, [[0, 0, (i + 1) / 8, 1]]])),
  '▀': [[0, 0, 1, 0.5]],
  '▔': [[0, 0, 1, 0.125]],
  '▐': [[0.5, 0, 0.5, 1]],
  '░': [[0, 0, 1, 1, 0.25]],
  '▒': [[0, 0, 1, 1, 0.5]],
  '▓': [[0, 0, 1, 1, 0.75]],
  '│': [[0.45, 0, 0.12, 1]],
  '┤': [[0.45, 0, 0.12, 1]],
};

/** The dots of a braille sign, by bit: column and row. */
const DOTS = [
  ...[0, 1, 2].map((row) => [0, row] as const),
  ...[0, 1, 2].map((row) => [1, row] as const),
  [0, 3] as const,
  [1, 3] as const,
];
const BRAILLE = /^[\u2800-\u28ff]$/u;

function partsOf(sign: string): readonly Part[] {
  if (!BRAILLE.test(sign)) return PARTS[sign] ?? [];
  const bits = sign.charCodeAt(0) - 0x2800;
  return DOTS.flatMap(([x, y], bit): Part[] =>
    bits & (1 << bit) ? [[0.1 + x * 0.5, 0.06 + y * 0.25, 0.3, 0.15]] : [],
  );
}

type Look = Omit<Cell, 'sign'>;

/** Neighbours that look alike as one piece. */
function runsOf(cells: readonly Cell[]): { at: number; signs: string[]; look: Look }[] {
  const runs: { at: number; signs: string[]; look: Look }[] = [];
  for (const [at, { sign, ...look }] of cells.entries()) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.signs.push(sign);
    else runs.push({ at, signs: [sign], look });
  }
  return runs;
}

const px = (value: number): string => String(Math.round(value * 100) / 100);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** One row: backgrounds, then shapes, then the text. */
function rowSvg(cells: readonly Cell[], row: number): string[] {
  const top = row * HEIGHT;
  const out: string[] = [];
  for (const { at, signs, look } of runsOf(cells)) {
    const plain = [look.foreground === undefined ? FOREGROUND : hex(look.foreground)];
    plain.push(look.background === undefined ? BACKGROUND : hex(look.background));
    const [ink, paper] = (look.inverse ? [...plain].reverse() : plain) as [string, string];
    const left = (column: number): string => px((at + column) * WIDTH);
    if (paper !== BACKGROUND) {
      out.push(
        `<rect x="${left(0)}" y="${top}" width="${px(signs.length * WIDTH)}" height="${HEIGHT}" fill="${paper}"/>`,
      );
    }
    out.push(...shapes(signs, top, left, ink));
    const letters = signs.map((sign) => (partsOf(sign).length > 0 && sign !== '┤' ? ' ' : sign)).join('');
    for (const match of letters.matchAll(/\S+(?: \S+)*/g)) {
      const length = `textLength="${px(match[0].length * WIDTH)}" lengthAdjust="spacingAndGlyphs"`;
      const place = `x="${left(match.index)}" y="${px(top + HEIGHT - 4)}" ${length}`;
      out.push(`<text ${place} fill="${ink}"${look.bold ? ' font-weight="bold"' : ''}>${escaped(match[0])}</text>`);
    }
  }
  return out;
}

/** The signs that are shapes: equal neighbours that fill the width of their cells are one. */
function shapes(signs: readonly string[], top: number, left: (column: number) => string, ink: string): string[] {
  const out: string[] = [];
  for (let from = 0; from < signs.length; ) {
    const sign = signs[from] as string;
    let to = from + 1;
    for (const [x, y, width, height, opacity] of partsOf(sign)) {
      if (width === 1) while (signs[to] === sign) to++;
      const size = `width="${px((width === 1 ? to - from : width) * WIDTH)}" height="${px(height * HEIGHT)}"`;
      const shade = opacity === undefined ? '' : ` fill-opacity="${opacity}"`;
      out.push(`<rect x="${left(from + x)}" y="${px(top + y * HEIGHT)}" ${size} fill="${ink}"${shade}/>`);
    }
    from = to;
  }
  return out;
}

/** The picture of a terminal. */
export function svgOf(rows: readonly (readonly Cell[])[], title: string): string {
  const size = `width="${px((rows[0]?.length ?? 0) * WIDTH)}" height="${px(rows.length * HEIGHT)}"`;
  const font = `font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${FONT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} xml:space="preserve">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" fill="${BACKGROUND}"/>
${rows.flatMap(rowSvg).join('\n')}
</svg>
`;
}
