import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/paths.ts';

/** Floors 0 to 2 of design.md 7. */
const FLOORS_0_TO_2 = [
  ...['text', 'time', 'tic', 'meter', 'energy', 'journal', 'feed'],
  ...['simulator', 'source', 'panel', 'config', 'host'],
];
const PURE = ['text', 'time', 'tic', 'meter', 'energy'];

/** Folder → folders that it may import besides its own: the house of design.md 7. `cli` is src/cli.ts and src/cli/. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  time: [],
  tic: [],
  meter: ['time', 'tic'],
  energy: ['time', 'meter'],
  journal: ['text', 'time', 'meter', 'energy', 'host'],
  feed: ['text', 'time', 'meter', 'host'],
  simulator: ['text', 'time', 'tic', 'meter'],
  source: ['text', 'time', 'tic', 'meter', 'simulator', 'host'],
  panel: ['text', 'time', 'meter', 'host'],
  config: ['text', 'time', 'meter', 'energy', 'host'],
  host: [],
  daemon: FLOORS_0_TO_2,
  report: FLOORS_0_TO_2,
  doctor: FLOORS_0_TO_2,
  tui: [...FLOORS_0_TO_2.filter((folder) => !['source', 'simulator', 'panel'].includes(folder)), 'report'],
  cli: [...FLOORS_0_TO_2, 'daemon', 'report', 'doctor', 'tui'],
};

/** The same inside src/tui: its rooms and the files beside them. */
const TUI_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  layout: ['model'],
  loader: ['model'],
  views: ['model', 'layout'],
  pages: ['views'],
  view: ['model', 'layout', 'views', 'pages'],
  terminal: ['model', 'layout', 'view'],
  endings: [],
  plain: ['model', 'layout', 'views', 'terminal'],
  tui: ['model', 'loader', 'views', 'view', 'terminal', 'endings'],
};

/** Package → where it may be named. */
const PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^blessed(-contrib)?(\/|$)/, /^tui\/terminal\/blessed(-files\.d)?\.ts$/],
  [/^(serialport$|@serialport\/)/, /^source\//],
  [/^(i2c-bus|onoff|oled-.*)$/, /^panel\//],
  [/^commander$/, /^cli(\.ts$|\/)/],
];
/** Packages that cost memory or hardware: loaded when used, never by a plain import, in the folders named here. */
const HEAVY = /^(serialport|@serialport\/.*|blessed|blessed-contrib|i2c-bus|onoff|oled-.*)$/;
const LOADED_LATE = /^(cli(\.ts$|\/)|panel\/(?!oled\.ts$)|source\/)/;
/** Files that need such a package at once: they are themselves loaded when used. */
const HEAVY_FILES = /^panel\/oled\.ts$/;

const LONGEST_FILE = 300;

/** What only the machine knows; the pure floors are given it as an argument. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|\bperformance\b|\bprocess\b|\bBuffer\b|\bset(?:Timeout|Interval|Immediate)\b|\bMath\.random\b/;

interface Import {
  readonly specifier: string;
  readonly kind: 'static' | 'type' | 'late';
}

/** The code without its comments and, where `strings` is false, without what its texts say. */
function stripped(code: string, strings: boolean): string {
  const tokens = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return code.replace(tokens, (token) => {
    if (token.startsWith('/')) return ' ';
    if (strings) return token;
    // What stands in ${…} is code.
    return token.startsWith('`') ? [...token.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(' ; ') : "''";
  });
}

/** Every import of a file: static, for its effect, re-exported, of types only, dynamic, and through require. */
function importsOf(code: string): Import[] {
  const clean = stripped(code, true);
  const found: Import[] = [];
  const statements = /(?:^|[;\n}])\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/g;
  for (const [, type, specifier = ''] of clean.matchAll(statements)) {
    found.push({ specifier, kind: type === undefined ? 'static' : 'type' });
  }
  for (const [, of, specifier = ''] of clean.matchAll(/\b(typeof\s+)?import\(\s*['"`]([^'"`]+)['"`]\s*\)/g)) {
    found.push({ specifier, kind: of === undefined ? 'late' : 'type' });
  }
  const required = /\b(?:require(?:\.resolve)?|createRequire\([^()]*\))\(\s*['"`]([^'"`]+)['"`]\s*\)/g;
  for (const [, specifier = ''] of clean.matchAll(required)) {
    found.push({ specifier, kind: 'late' });
  }
  return found;
}

const folderOf = (file: string): string =>
  file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, '');

/** The room of a file of src/tui, or the file itself where it stands beside them. */
const roomOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');

/** The file of src/ that a relative import of another means. */
function target(file: string, specifier: string): string {
  return join(dirname(file), specifier).split(sep).join('/');
}

/** What is wrong with one file, by its path in src/ and its code. */
function faultsOf(file: string, code: string): string[] {
  const faults: string[] = [];
  const folder = folderOf(file);
  const allowed = MAY_IMPORT[folder];
  if (!allowed) return [`${file}: the house has no folder ${folder}`];
  for (const { specifier, kind } of importsOf(code)) {
    const fault = (why: string): number => faults.push(`${file}: ${specifier}: ${why}`);
    if (specifier.startsWith('.')) {
      const other = folderOf(target(file, specifier));
      if (other !== folder && !allowed.includes(other)) fault(`${folder} may not import ${other}`);
      const [room, otherRoom] = [roomOf(file), roomOf(target(file, specifier))];
      const isInTui = folder === 'tui' && other === 'tui' && room !== otherRoom;
      if (isInTui && !TUI_MAY_IMPORT[room]?.includes(otherRoom)) fault(`tui/${room} may not import tui/${otherRoom}`);
      if (HEAVY_FILES.test(target(file, specifier)) && kind === 'static') fault('must be loaded when used');
    } else if (PURE.includes(folder)) {
      fault('the pure floors import nothing from outside');
    } else if (!specifier.startsWith('node:')) {
      const rule = PACKAGES.find(([name]) => name.test(specifier));
      if (!rule) fault('a package that the house does not know');
      else if (!rule[1].test(file)) fault('not the place for this package');
      if (HEAVY.test(specifier) && LOADED_LATE.test(file) && kind === 'static') fault('must be loaded when used');
    }
  }
  if (PURE.includes(folder)) {
    const impure = IMPURE.exec(stripped(code, false));
    if (impure) faults.push(`${file}: ${impure[0]} on a pure floor`);
  }
  const lines = code.trimEnd().split('\n').length;
  if (lines > LONGEST_FILE) faults.push(`${file}: ${lines} lines`);
  return faults;
}

/** The imports of src/ that run in a circle, each as the path back to its first file; types count too. */
function cyclesOf(files: ReadonlyMap<string, string>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    const code = files.get(file);
    if (code === undefined || done.has(file)) return;
    for (const { specifier } of importsOf(code)) {
      if (specifier.startsWith('.')) visit(target(file, specifier), [...path, file]);
    }
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return cycles;
}

function sources(): Map<string, string> {
  const src = join(root, 'src');
  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(
    names.map((name) => [relative(src, join(src, name)).split(sep).join('/'), readFileSync(join(src, name), 'utf8')]),
  );
}

describe('the house of design.md 7', () => {
  const files = sources();

  test('there is a house', () => {
    assert.ok(files.size > 10 && files.has('tic/decoder.ts'));
  });

  test('every file keeps to its floor', () => {
    assert.deepEqual(
      [...files].flatMap(([file, code]) => faultsOf(file, code)),
      [],
    );
  });

  test('no imports run in a circle', () => {
    assert.deepEqual(cyclesOf(files), []);
  });
});

describe('the checker finds planted faults', () => {
  const planted: readonly (readonly [string, string, string])[] = [
    ['a floor below importing above', 'tic/x.ts', "import { Meter } from '../meter/meter.ts';"],
    ['a neighbour', 'feed/x.ts', "import { a } from '../journal/log-line.ts';"],
    ['a neighbour by its types only', 'feed/x.ts', "import type { A } from '../journal/log-line.ts';"],
    ['a neighbour, on several lines', 'feed/x.ts', "import {\n  type A,\n  b,\n} from '../journal/log-line.ts';"],
    ['a neighbour, re-exported', 'feed/x.ts', "export * from '../journal/log-line.ts';"],
    ['a neighbour, loaded late', 'feed/x.ts', "const a = await import('../journal/log-line.ts');"],
    ['a type named in place', 'feed/x.ts', "let a: import('../journal/log-line.ts').A;"],
    ['text importing anything', 'text/x.ts', "import { a } from '../tic/group.ts';"],
    ['the screen importing a source', 'tui/x.ts', "import { a } from '../source/serial.ts';"],
    ['the screen importing the daemon', 'tui/x.ts', "import { a } from '../daemon/daemon.ts';"],
    ['a view importing the terminal', 'tui/views/x.ts', "import { ascii } from '../terminal/ascii.ts';"],
    ['the model importing a page of the logs', 'tui/model/x.ts', "import type { A } from '../loader/day.ts';"],
    ['the loader importing a view', 'tui/loader/x.ts', "import { speaksOfEjp } from '../views/ejp-words.ts';"],
    ['a room of the screen that is not in its table', 'tui/widgets/x.ts', "import { seg } from '../layout/lines.ts';"],
    ['anything importing the commands', 'daemon/x.ts', "import { a } from '../cli.ts';"],
    ['a folder that the house does not have', 'utils/x.ts', ''],
    ['Node on a pure floor', 'energy/x.ts', "import { readFileSync } from 'node:fs';"],
    ['Node for its effect', 'energy/x.ts', "import 'node:fs';"],
    ['an unknown package', 'daemon/x.ts', "import left from 'left-pad';"],
    ['blessed beside blessed.ts', 'tui/terminal/screen.ts', "import blessed from 'blessed';"],
    ['serialport outside source', 'daemon/x.ts', "const a = await import('serialport');"],
    ['serialport loaded at once', 'source/serial.ts', "import { SerialPort } from 'serialport';"],
    ['i2c-bus outside panel', 'daemon/x.ts', "const i2c = require('i2c-bus');"],
    ['i2c-bus outside panel, through createRequire', 'daemon/x.ts', "createRequire(import.meta.url)('i2c-bus');"],
    ['an OLED driver loaded at once', 'panel/create.ts', "import oled from 'oled-i2c-bus';"],
    ['a file that loads one at once', 'panel/create.ts', "import { OledDisplay } from './oled.ts';"],
    ['commander outside the commands', 'daemon/x.ts', "import { Command } from 'commander';"],
    ['a clock', 'meter/x.ts', 'export const now = (): number => Date.now();'],
    ['the present', 'energy/x.ts', 'const today = new Date();'],
    ['the present without brackets', 'energy/x.ts', 'const today = new Date;'],
    ['the present inside a text', 'text/x.ts', ['const a = `at $', '{new Date()}`;'].join('')],
    ['the process', 'text/x.ts', "const home = process.env['HOME'];"],
    ['a Buffer', 'tic/x.ts', 'const b = Buffer.alloc(3);'],
    ['a timer', 'meter/x.ts', 'setTimeout(() => {}, 3);'],
    ['chance', 'energy/x.ts', 'const a = Math.random();'],
    ['a long file', 'daemon/x.ts', 'a();\n'.repeat(301)],
  ];
  for (const [what, file, code] of planted) {
    test(what, () => {
      assert.equal(faultsOf(file, code).length, 1, faultsOf(file, code).join('\n'));
    });
  }

  const sound: readonly (readonly [string, string, string])[] = [
    ['its own folder', 'tic/x.ts', "import { a } from './group.ts';"],
    ['a floor below', 'meter/x.ts', "import type { Frame } from '../tic/frame.ts';"],
    ['a comment that speaks of imports', 'tic/x.ts', "// import { a } from 'node:fs'; Date.now()\n/* process */"],
    ['a text that speaks of a process', 'text/x.ts', "const a = 'process'; const b = 'new Date()';"],
    ['an instant given', 'meter/x.ts', 'const date = new Date(at);'],
    ['serialport when used', 'source/serial.ts', "const { SerialPort } = await import('serialport');"],
    ['the types of serialport', 'source/serial.ts', "import type { SerialPort } from 'serialport';"],
    ['a driver through require', 'panel/oled.ts', "const oled = createRequire(import.meta.url)('oled-i2c-bus');"],
    ['blessed in blessed.ts', 'tui/terminal/blessed.ts', "import blessed from 'blessed';"],
    ['the terminal above the view', 'tui/terminal/x.ts', "import { view } from '../view.ts';"],
    ['commands of their own', 'cli/report.ts', "import { Command } from 'commander';"],
    ['300 lines', 'daemon/x.ts', 'a();\n'.repeat(300)],
  ];
  for (const [what, file, code] of sound) {
    test(`and has nothing against: ${what}`, () => {
      assert.deepEqual(faultsOf(file, code), []);
    });
  }

  test('a circle of three, one edge of it a type', () => {
    const files = new Map([
      ['tic/a.ts', "import { b } from './b.ts';"],
      ['tic/b.ts', "import type { C } from './c.ts';"],
      ['tic/c.ts', "export { a } from './a.ts';"],
      ['tic/d.ts', "import { a } from './a.ts';"],
    ]);
    assert.deepEqual(cyclesOf(files), ['tic/a.ts → tic/b.ts → tic/c.ts → tic/a.ts']);
  });
});
