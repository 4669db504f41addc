/*
 * Makes the pictures of README and LISEZMOI: the program's own screen on an EJP evening of the demo's house, as the
 * terminal emulator of the tests shows it, what its display shows, and the wiring, as SVG. The same states and the same
 * code make the same pictures, byte for byte.
 *
 *   npm run picture     (writes .github/pictures/*.svg)
 */
process.env['TZ'] = 'Europe/Paris';

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { loadPages } from '../../src/tui/view.ts';
import { DemoEvening, EVENING } from './demo-evening.ts';
import { oledSvg } from './oled-svg.ts';
import { root } from './paths.ts';
import { FakeTerminal } from './screen-cells.ts';
import { svgOf } from './screen-svg.ts';
import { wiringSvg } from './wiring-svg.ts';

const [COLUMNS, ROWS] = [120, 36];

/** Pictures of the screen, each by the keys that lead to it from its start: the day before has all its hours. */
const PICTURES: Readonly<Record<string, readonly string[]>> = {
  live: [],
  day: ['2', 'left', 'm'],
  costs: ['3'],
  ejp: ['4'],
};

type Lang = 'fr' | 'en';
const LANGUAGES: readonly Lang[] = ['fr', 'en'];

/** The place of a picture in the repository. */
export const pathOf = (name: string): string => `.github/pictures/${name}.svg`;
export const fileOf = (name: string): string => join(root, pathOf(name));

/** The pictures as they are now, by name: `live-fr`, `live-en`… */
export async function pictures(): Promise<Map<string, string>> {
  await loadPages();
  const evening = new DemoEvening();
  try {
    const drawn = new Map<string, string>();
    for (const lang of LANGUAGES) {
      for (const [name, keys] of Object.entries(PICTURES)) {
        drawn.set(`${name}-${lang}`, await picture(evening, keys, name, lang));
      }
      drawn.set(`oled-${lang}`, oledSvg(lang));
      drawn.set(`wiring-${lang}`, wiringSvg(lang));
    }
    return drawn;
  } finally {
    evening.remove();
  }
}

async function picture(evening: DemoEvening, keys: readonly string[], name: string, lang: Lang): Promise<string> {
  const terminal = new FakeTerminal(COLUMNS, ROWS);
  const screen = new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => EVENING, lang },
    terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8', COLORFGBG: '15;0' }),
    onKey: () => undefined,
    onGone: () => undefined,
  });
  const { state, selection } = evening.afterKeys(keys);
  screen.show(state, selection);
  await terminal.settle();
  const rows = terminal.cells();
  screen.close();
  return svgOf(rows, `linky-monitor: ${name}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const drawn = await pictures();
  mkdirSync(dirname(fileOf('live-fr')), { recursive: true });
  for (const [name, svg] of drawn) writeFileSync(fileOf(name), svg);
}
