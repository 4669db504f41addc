/*
 * Makes the README's pictures of the screen: the program's own screen on an EJP evening of the demo's house, as the
 * terminal emulator of the tests shows it, drawn as SVG. The same states and the same code make the same pictures, byte
 * for byte.
 *
 *   npm run picture     (writes test/golden/screen-*.svg)
 */
process.env['TZ'] = 'Europe/Paris';

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { loadPages } from '../../src/tui/view.ts';
import { DemoEvening, EVENING } from './demo-evening.ts';
import { root } from './paths.ts';
import { FakeTerminal } from './screen-cells.ts';
import { svgOf } from './screen-svg.ts';

const [COLUMNS, ROWS] = [120, 36];

/** The pictures, each by the keys that lead to it from the start of the screen: the day before has all its hours. */
const PICTURES: Readonly<Record<string, readonly string[]>> = {
  live: [],
  day: ['2', 'left', 'm'],
  costs: ['3'],
  ejp: ['4'],
};

export const fileOf = (name: string): string => join(root, 'test', 'golden', `screen-${name}.svg`);

/** The pictures as they are now, by name. */
export async function pictures(): Promise<Map<string, string>> {
  await loadPages();
  const evening = new DemoEvening();
  try {
    const drawn = new Map<string, string>();
    for (const [name, keys] of Object.entries(PICTURES)) drawn.set(name, await picture(evening, keys, name));
    return drawn;
  } finally {
    evening.remove();
  }
}

async function picture(evening: DemoEvening, keys: readonly string[], name: string): Promise<string> {
  const terminal = new FakeTerminal(COLUMNS, ROWS);
  const screen = new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => EVENING, lang: 'fr' },
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
  for (const [name, svg] of await pictures()) writeFileSync(fileOf(name), svg);
}
