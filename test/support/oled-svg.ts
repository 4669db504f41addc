import { panelContentOf } from '../../src/panel/content.ts';
import { dirtyRanges } from '../../src/panel/dirty-ranges.ts';
import { layoutOf } from '../../src/panel/layout.ts';
import { createCanvas } from '../../src/panel/oled.ts';
import { textsIn } from '../../src/text/index.ts';
import { SITUATIONS } from './panel-situations.ts';
import { Ssd1306 } from './ssd1306.ts';

/** What is drawn, from top to bottom: an EJP day, before it, in its notice, in its peak. */
const SHOWN = ['off', 'notice', 'peak'] as const;
const [COLUMNS, ROWS] = [128, 32] as const;
/** Size of a pixel, the board's margin and the space between two displays, px. */
const [PITCH, MARGIN, GAP] = [3, 20, 14];
const WIDTH = COLUMNS * PITCH + 2 * MARGIN;
const BOARD = ROWS * PITCH + 2 * MARGIN;

/** The pixels that the daemon's own driver lights on an SSD1306 of 128 by 32, a row a line: `#` is lit. */
function pixelsOf(name: (typeof SHOWN)[number], lang: 'fr' | 'en'): string[] {
  const view = SITUATIONS[name];
  if (!view) throw new Error(`no situation ${name}`);
  const oled = new Ssd1306();
  const canvas = createCanvas({ height: ROWS, flipped: false });
  oled.write(canvas.setUp());
  const drawn = canvas.draw(layoutOf(panelContentOf(view, textsIn(lang).panel), ROWS), { x: 0, y: 0 });
  for (const bytes of dirtyRanges(undefined, drawn)) oled.write(bytes);
  oled.write(canvas.brightness('bright'));
  return oled.picture().split('\n');
}

/** One display on its board, its lit pixels in runs. */
function boardSvg(rows: readonly string[], top: number): string {
  const dots = rows.flatMap((row, y) =>
    [...row.matchAll(/#+/g)].map(({ index, 0: run }) => {
      const length = run.length * PITCH;
      return `M${MARGIN + index * PITCH} ${top + MARGIN + y * PITCH}h${length}v${PITCH}h-${length}z`;
    }),
  );
  const glass = `x="${MARGIN - 8}" y="${top + MARGIN - 8}" width="${COLUMNS * PITCH + 16}" height="${ROWS * PITCH + 16}"`;
  return `<rect y="${top}" width="${WIDTH}" height="${BOARD}" rx="8" fill="#1c3f7c"/>
<rect ${glass} rx="3" fill="#05070a"/>
<path fill="#dff2ff" d="${dots.join('')}"/>`;
}

/** The picture of the OLED in README. */
export function oledSvg(lang: 'fr' | 'en'): string {
  const height = SHOWN.length * (BOARD + GAP) - GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
<title>OLED: ${SHOWN.join(', ')}</title>
${SHOWN.map((name, i) => boardSvg(pixelsOf(name, lang), i * (BOARD + GAP))).join('\n')}
</svg>
`;
}
