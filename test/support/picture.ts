/*
 * Makes the README's picture of the screen: the program's own screen in the middle of an EJP day, as the terminal emulator
 * of the tests shows it, drawn as SVG. The same states and the same code make the same picture, byte for byte.
 *
 *   npm run picture     (writes test/golden/screen.svg)
 */
process.env['TZ'] = 'Europe/Paris';

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initialSelection } from '../../src/tui/model/selection.ts';
import { terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { root } from './paths.ts';
import { type Cell, FakeTerminal } from './screen-cells.ts';
import { liveWith, NOW } from './screen-situations.ts';

export const PICTURE = join(root, 'test', 'golden', 'screen.svg');
const [COLUMNS, ROWS] = [100, 32];
/** Size of a cell, px. */
const [WIDTH, HEIGHT, FONT] = [8.4, 17, 14];
const [FOREGROUND, BACKGROUND] = ['#d0d0d0', '#101418'];
const EIGHT = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'];

/** One of the 256 colours of xterm. */
function hex(colour: number): string {
  if (colour < 16) return EIGHT[colour % 8] as string;
  const step = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = colour - 16;
  const grey = 8 + (colour - 232) * 10;
  const rgb =
    colour >= 232 ? [grey, grey, grey] : [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const EIGHTHS = '▁▂▃▄▅▆▇█';

/** Neighbours that look alike as one piece. */
function runsOf(cells: readonly Cell[]): { at: number; text: string; look: Omit<Cell, 'sign'> }[] {
  const runs: { at: number; text: string; look: Omit<Cell, 'sign'> }[] = [];
  for (const [at, { sign, ...look }] of cells.entries()) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.text += sign;
    else runs.push({ at, text: sign, look });
  }
  return runs;
}

const px = (value: number): string => String(Math.round(value * 100) / 100);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** One row: backgrounds, then the blocks of curves as rectangles (fonts draw them with gaps), then the text. */
function rowSvg(cells: readonly Cell[], row: number): string[] {
  const top = row * HEIGHT;
  const out: string[] = [];
  for (const { at, text, look } of runsOf(cells)) {
    const plain = [look.foreground === undefined ? FOREGROUND : hex(look.foreground)];
    plain.push(look.background === undefined ? BACKGROUND : hex(look.background));
    const [ink, paper] = look.inverse ? [...plain].reverse() : plain;
    const box = (column: number, columns: number, y: number, height: number, fill: string): void => {
      const place = `x="${px(column * WIDTH)}" y="${px(y)}" width="${px(columns * WIDTH)}" height="${px(height)}"`;
      out.push(`<rect ${place} fill="${fill}"/>`);
    };
    if (paper !== BACKGROUND) box(at, text.length, top, HEIGHT, paper as string);
    for (const match of text.matchAll(/([▁▂▃▄▅▆▇█])\1*/g)) {
      const height = ((EIGHTHS.indexOf(match[1] as string) + 1) / 8) * HEIGHT;
      box(at + match.index, match[0].length, top + HEIGHT - height, height, ink as string);
    }
    for (const match of text.matchAll(/[│┤]/g)) box(at + match.index + 0.45, 0.12, top, HEIGHT, ink as string);
    const letters = text.replace(/[▁▂▃▄▅▆▇█│]/g, ' ');
    for (const match of letters.matchAll(/\S+(?: \S+)*/g)) {
      const length = `textLength="${px(match[0].length * WIDTH)}" lengthAdjust="spacingAndGlyphs"`;
      const place = `x="${px((at + match.index) * WIDTH)}" y="${px(top + HEIGHT - 4)}" ${length}`;
      out.push(`<text ${place} fill="${ink}"${look.bold ? ' font-weight="bold"' : ''}>${escaped(match[0])}</text>`);
    }
  }
  return out;
}

/** The picture as it is now. */
export async function picture(): Promise<string> {
  const terminal = new FakeTerminal(COLUMNS, ROWS);
  const screen = new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => NOW, lang: 'fr' },
    terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8', COLORFGBG: '15;0' }),
    onKey: () => undefined,
    onGone: () => undefined,
  });
  const peak = liveWith({
    ...{ period: 'PM', papp: 1240, pinj: 0 },
    ejp: { active: true, notice: null, since: '2026-11-24T07:00:02.000+01:00', until: '2026-11-25T01:00:00.000+01:00' },
  });
  const season = { days: ['2026-11-13', '2026-11-17', '2026-11-24'], logged: true } as const;
  screen.show({ ...peak, season }, initialSelection);
  await terminal.settle();
  const rows = terminal.cells().flatMap(rowSvg);
  screen.close();
  const size = `width="${px(COLUMNS * WIDTH)}" height="${px(ROWS * HEIGHT)}"`;
  const font = `font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${FONT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font} xml:space="preserve">
<title>linky-monitor</title>
<rect width="100%" height="100%" fill="${BACKGROUND}"/>
${rows.join('\n')}
</svg>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PICTURE, await picture());
