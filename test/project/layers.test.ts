/*
 * Which room of src/ may import which, and which packages: the table that src/README.md explains.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/paths.ts';

/** The rooms that the programs (daemon, report, mqtt, doctor, tui, cli) are made of. */
const BASE_ROOMS = [
  ...['text', 'time', 'tic', 'meter', 'energy', 'journal', 'feed'],
  ...['simulator', 'source', 'panel', 'actions', 'metrics', 'config', 'host'],
];
/** Those of programs that read feed and logs, and leave the hardware to the daemon. */
const READER_ROOMS = BASE_ROOMS.filter(
  (folder) => !['source', 'simulator', 'panel', 'actions', 'metrics'].includes(folder),
);
/** Rooms without I/O, clock or chance: they get all that as an argument. */
const PURE = ['text', 'time', 'tic', 'meter', 'energy'];

/** Room (a folder of src/) → rooms that it may import besides itself. `cli` is src/cli.ts and src/cli/. */
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
  actions: ['time', 'meter', 'panel', 'host'],
  metrics: ['feed'],
  config: ['text', 'time', 'meter', 'energy', 'host'],
  host: [],
  daemon: BASE_ROOMS,
  report: BASE_ROOMS,
  mqtt: [...READER_ROOMS, 'report'],
  doctor: [...BASE_ROOMS, 'mqtt'],
  tui: [...READER_ROOMS, 'report'],
  page: [...READER_ROOMS.filter((folder) => folder !== 'feed'), 'report'],
  cli: [...BASE_ROOMS, 'daemon', 'report', 'mqtt', 'doctor', 'tui', 'page'],
  // Makes what ships of all the others; nothing of them needs it.
  bundle: ['text', 'host', 'cli'],
};

/** Room or file of src/tui/ → those that it may import besides itself. */
const TUI_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  layout: ['model'],
  loader: ['model'],
  files: ['model'],
  preferences: ['model', 'files', 'terminal'],
  export: ['model', 'files', 'views'],
  views: ['model', 'layout'],
  pages: ['views'],
  view: ['model', 'layout', 'views', 'pages'],
  terminal: ['model', 'layout', 'view'],
  endings: [],
  absence: ['model', 'layout', 'loader', 'files', 'views'],
  plain: ['model', 'layout', 'views', 'terminal', 'absence'],
  'tui-options': ['files', 'loader', 'terminal'],
  errands: ['model', 'files', 'export', 'views', 'tui-options'],
  mouse: ['model', 'terminal'],
  announcer: ['views', 'terminal'],
  tui: [
    ...['model', 'loader', 'files', 'preferences', 'views', 'view', 'terminal', 'endings'],
    ...['tui-options', 'errands', 'mouse', 'announcer'],
  ],
};

/** What runs in a browser → what it may import: texts, and what the page is handed over in. */
const IN_BROWSER = /^page\/browser\//;
const FOR_BROWSER = /^(page\/browser\/|text\/|page\/(columns|page-data|drawn-columns)\.ts$)/;
/** Room or file of src/mqtt/ → those that it may import besides itself. */
const MQTT_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  topics: [],
  payloads: [],
  discovery: ['topics', 'payloads'],
  records: ['broker'],
  broker: ['topics'],
  'state-files': [],
  publication: ['topics', 'payloads', 'discovery'],
  'log-accounts': ['publication'],
  outbox: ['topics', 'broker'],
  lines: ['topics', 'broker'],
  announcement: ['publication', 'outbox', 'discovery', 'state-files'],
  'meter-feed': [],
  publisher: [
    ...['topics', 'payloads', 'publication', 'records', 'broker', 'outbox', 'lines', 'announcement'],
    ...['log-accounts', 'state-files'],
  ],
  once: ['topics', 'payloads', 'publication', 'records', 'log-accounts'],
  bridge: ['topics', 'records', 'broker', 'publisher', 'lines', 'log-accounts', 'meter-feed', 'state-files'],
};

/** Room of src/report/ → those that it may import besides itself. */
const REPORT_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  days: [],
  sums: ['days'],
  outlook: ['days', 'sums'],
  output: ['days', 'sums', 'outlook'],
  contracts: ['days', 'sums', 'output'],
};

/** The programs that have rooms of their own. */
const ROOMS_WITHIN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  tui: TUI_MAY_IMPORT,
  mqtt: MQTT_MAY_IMPORT,
  report: REPORT_MAY_IMPORT,
};
/** Folders of src/mqtt/ that are pure, though what they import is not all. */
const PURE_WITHIN = /^mqtt\/(payloads|discovery)\/|^mqtt\/(topics|publication)\.ts$/;

/** Package → files that may import it. */
const PACKAGES: readonly (readonly [RegExp, RegExp])[] = [
  [/^blessed(-contrib)?(\/|$)/, /^tui\/terminal\/(blessed(-files\.d)?|capability-calls)\.ts$/],
  [/^(serialport$|@serialport\/)/, /^source\//],
  [/^(i2c-bus|onoff|oled-.*)$/, /^panel\//],
  [/^rolldown$/, /^bundle\//],
  [/^uplot$/, /^page\/browser\//],
  [/^commander$/, /^(cli(\.ts$|\/)|bundle\/deb\/)/],
  [/^mqtt\//, /^mqtt\/broker\/connection\.ts$/],
];
/** Packages that cost memory or need hardware; in the files of LOADED_LATE only `import()` may load them, when used. */
const HEAVY = /^(serialport|@serialport\/.*|blessed|blessed-contrib|i2c-bus|onoff|oled-.*)$/;
const LOADED_LATE = /^(cli(\.ts$|\/)|panel\/(?!oled\.ts$)|source\/)/;
/** Files that import such a package statically: they are loaded by `import()` themselves. */
const HEAVY_FILES = /^panel\/oled\.ts$/;

const MAX_LINES = 300;

/** What a pure room must not use. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|\bperformance\b|\bprocess\b|\bBuffer\b|\bset(?:Timeout|Interval|Immediate)\b|\bMath\.random\b/;

interface Import {
  readonly specifier: string;
  readonly kind: 'static' | 'type' | 'late';
}

/** The code without its comments; where `strings` is false, without the content of its texts too. */
function stripped(code: string, strings: boolean): string {
  const tokens = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return code.replace(tokens, (token) => {
    if (token.startsWith('/')) return ' ';
    if (strings) return token;
    // ${…} is code.
    return token.startsWith('`') ? [...token.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(' ; ') : "''";
  });
}

/** Every import of a file: static, for its effect, re-export, of types, dynamic, by require. */
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

/** The room of a file of a program that has rooms; for a file that is in none, its name. */
const roomOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '');

/** The file of src/ that a relative import leads to. */
function target(file: string, specifier: string): string {
  return join(dirname(file), specifier).split(sep).join('/');
}

/** The rules that one file breaks, by its path in src/ and its code. */
function faultsOf(file: string, code: string): string[] {
  const faults: string[] = [];
  const folder = folderOf(file);
  const allowed = MAY_IMPORT[folder];
  if (!allowed) return [`${file}: src/ has no room ${folder}`];
  for (const { specifier, kind } of importsOf(code)) {
    const fault = (why: string): number => faults.push(`${file}: ${specifier}: ${why}`);
    if (specifier.startsWith('.')) {
      const other = folderOf(target(file, specifier));
      if (other !== folder && !allowed.includes(other)) fault(`${folder} may not import ${other}`);
      const [room, otherRoom] = [roomOf(file), roomOf(target(file, specifier))];
      const within = folder === other && room !== otherRoom ? ROOMS_WITHIN[folder] : undefined;
      if (within && !within[room]?.includes(otherRoom))
        fault(`${folder}/${room} may not import ${folder}/${otherRoom}`);
      const isInBrowser = [file, target(file, specifier)].map((each) => IN_BROWSER.test(each));
      if (isInBrowser[0] && !FOR_BROWSER.test(target(file, specifier))) fault('is not for a browser');
      if (isInBrowser[1] && !isInBrowser[0]) fault('runs in a browser');
      if (HEAVY_FILES.test(target(file, specifier)) && kind === 'static') fault('must be loaded when used');
    } else if (PURE.includes(folder)) {
      fault('a pure room imports no package');
    } else if (!specifier.startsWith('node:')) {
      const rule = PACKAGES.find(([name]) => name.test(specifier));
      if (!rule) fault('not in the table of packages');
      else if (!rule[1].test(file)) fault('this file may not import this package');
      if (HEAVY.test(specifier) && LOADED_LATE.test(file) && kind === 'static') fault('must be loaded when used');
    }
  }
  if (PURE.includes(folder) || PURE_WITHIN.test(file)) {
    const impure = IMPURE.exec(stripped(code, false));
    if (impure) faults.push(`${file}: ${impure[0]} in a pure room`);
  }
  const lines = code.trimEnd().split('\n').length;
  if (lines > MAX_LINES) faults.push(`${file}: ${lines} lines`);
  return faults;
}

/** Import cycles, each as the path back to its first file; type imports count too. */
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

describe('the import table of src/', () => {
  const files = sources();

  test('the files of src/ are found', () => {
    assert.ok(files.size > 10 && files.has('tic/decoder.ts'));
  });

  test('every file of src/ keeps to the import table', () => {
    assert.deepEqual(
      [...files].flatMap(([file, code]) => faultsOf(file, code)),
      [],
    );
  });

  test('no imports of src/ run in a cycle', () => {
    assert.deepEqual(cyclesOf(files), []);
  });
});

describe('the checker of the import table', () => {
  const planted: readonly (readonly [string, string, string])[] = [
    ['a room importing one that is made of it', 'tic/x.ts', "import { Meter } from '../meter/meter.ts';"],
    ['a room that is not allowed', 'feed/x.ts', "import { a } from '../journal/log-line.ts';"],
    ['types of a room that is not allowed', 'feed/x.ts', "import type { A } from '../journal/log-line.ts';"],
    ['an import on several lines', 'feed/x.ts', "import {\n  type A,\n  b,\n} from '../journal/log-line.ts';"],
    ['a re-export', 'feed/x.ts', "export * from '../journal/log-line.ts';"],
    ['a dynamic import', 'feed/x.ts', "const a = await import('../journal/log-line.ts');"],
    ['a type imported in place', 'feed/x.ts', "let a: import('../journal/log-line.ts').A;"],
    ['text importing any room', 'text/x.ts', "import { a } from '../tic/group.ts';"],
    ['time importing any room', 'time/x.ts', "import { a } from '../tic/group.ts';"],
    ['host importing the conf', 'host/x.ts', "import { a } from '../config/settings.ts';"],
    ['the simulator importing a source', 'simulator/x.ts', "import { a } from '../source/source.ts';"],
    ['the simulator importing the machine', 'simulator/x.ts', "import { a } from '../host/files.ts';"],
    ['a pure room importing the machine', 'meter/x.ts', "import { codeOf } from '../host/files.ts';"],
    ['the screen importing the simulator', 'tui/x.ts', "import { a } from '../simulator/meter.ts';"],
    ['the screen importing a source', 'tui/x.ts', "import { a } from '../source/serial.ts';"],
    ['the screen importing the daemon', 'tui/x.ts', "import { a } from '../daemon/daemon.ts';"],
    ['a view importing the terminal', 'tui/views/x.ts', "import { ascii } from '../terminal/ascii.ts';"],
    ['the model importing a page of the logs', 'tui/model/x.ts', "import type { A } from '../loader/day.ts';"],
    ['the loader importing a view', 'tui/loader/x.ts', "import { speaksOfEjp } from '../views/ejp-words.ts';"],
    ['a room of the screen that is not in its table', 'tui/widgets/x.ts', "import { seg } from '../layout/lines.ts';"],
    ['anything importing the commands', 'daemon/x.ts', "import { a } from '../cli.ts';"],
    ['a room that is not in the table', 'utils/x.ts', ''],
    ['Node in a pure room', 'energy/x.ts', "import { readFileSync } from 'node:fs';"],
    ['Node in time/', 'time/x.ts', "import { existsSync } from 'node:fs';"],
    ['Node imported for its effect', 'energy/x.ts', "import 'node:fs';"],
    ['an unknown package', 'daemon/x.ts', "import left from 'left-pad';"],
    ['blessed beside blessed.ts', 'tui/terminal/screen.ts', "import blessed from 'blessed';"],
    ['serialport outside source', 'daemon/x.ts', "const a = await import('serialport');"],
    ['serialport loaded at once', 'source/serial.ts', "import { SerialPort } from 'serialport';"],
    ['i2c-bus outside panel', 'daemon/x.ts', "const i2c = require('i2c-bus');"],
    ['i2c-bus outside panel, through createRequire', 'daemon/x.ts', "createRequire(import.meta.url)('i2c-bus');"],
    ['an OLED driver loaded at once', 'panel/create.ts', "import oled from 'oled-i2c-bus';"],
    ['a file that loads one at once', 'panel/create.ts', "import { OledDisplay } from './oled.ts';"],
    ['the MQTT library beside the connection', 'mqtt/bridge.ts', "import client from 'mqtt/lib/client';"],
    ['a payload that knows the broker', 'mqtt/payloads/x.ts', "import { Broker } from '../broker/broker.ts';"],
    ['the clock in a payload', 'mqtt/payloads/x.ts', 'const at = Date.now();'],
    ['the daemon importing the bridge', 'daemon/x.ts', "import { Bridge } from '../mqtt/bridge.ts';"],
    ['commander outside the commands', 'daemon/x.ts', "import { Command } from 'commander';"],
    ['the clock in time/', 'time/x.ts', 'const at = performance.now();'],
    ['the clock', 'meter/x.ts', 'export const now = (): number => Date.now();'],
    ['the present time', 'energy/x.ts', 'const today = new Date();'],
    ['the present time without brackets', 'energy/x.ts', 'const today = new Date;'],
    ['the present time inside a text', 'text/x.ts', ['const a = `at $', '{new Date()}`;'].join('')],
    ['the process', 'text/x.ts', "const home = process.env['HOME'];"],
    ['a Buffer', 'tic/x.ts', 'const b = Buffer.alloc(3);'],
    ['a timer', 'meter/x.ts', 'setTimeout(() => {}, 3);'],
    ['chance', 'energy/x.ts', 'const a = Math.random();'],
    ['the browser importing what makes pages', 'page/browser/x.ts', "import { html } from '../html.ts';"],
    ['a page importing what runs in a browser', 'page/x.ts', "import { Chart } from './browser/chart.ts';"],
    ['uPlot outside of the browser', 'page/x.ts', "import uPlot from 'uplot';"],
    ['a long file', 'daemon/x.ts', 'a();\n'.repeat(301)],
  ];
  for (const [what, file, code] of planted) {
    test(`the checker finds a planted fault: ${what}`, () => {
      assert.equal(faultsOf(file, code).length, 1, faultsOf(file, code).join('\n'));
    });
  }

  const sound: readonly (readonly [string, string, string])[] = [
    ['its own room', 'tic/x.ts', "import { a } from './group.ts';"],
    ['a room that is allowed', 'meter/x.ts', "import type { Frame } from '../tic/frame.ts';"],
    ['an import in a comment', 'tic/x.ts', "// import { a } from 'node:fs'; Date.now()\n/* process */"],
    ['the name of a process in a text', 'text/x.ts', "const a = 'process'; const b = 'new Date()';"],
    ['a date made of an instant', 'meter/x.ts', 'const date = new Date(at);'],
    ['serialport loaded when used', 'source/serial.ts', "const { SerialPort } = await import('serialport');"],
    ['the types of serialport', 'source/serial.ts', "import type { SerialPort } from 'serialport';"],
    ['a driver by require', 'panel/oled.ts', "const oled = createRequire(import.meta.url)('oled-i2c-bus');"],
    ['blessed in blessed.ts', 'tui/terminal/blessed.ts', "import blessed from 'blessed';"],
    ['the terminal above the view', 'tui/terminal/x.ts', "import { view } from '../view.ts';"],
    ['commander in a file of cli/', 'cli/report.ts', "import { Command } from 'commander';"],
    ['the browser reading columns', 'page/browser/x.ts', "import { decodeColumn } from '../columns.ts';"],
    ['300 lines', 'daemon/x.ts', 'a();\n'.repeat(300)],
  ];
  for (const [what, file, code] of sound) {
    test(`the checker accepts: ${what}`, () => {
      assert.deepEqual(faultsOf(file, code), []);
    });
  }

  test('the checker finds a cycle of three files, one import of it a type', () => {
    const files = new Map([
      ['tic/a.ts', "import { b } from './b.ts';"],
      ['tic/b.ts', "import type { C } from './c.ts';"],
      ['tic/c.ts', "export { a } from './a.ts';"],
      ['tic/d.ts', "import { a } from './a.ts';"],
    ]);
    assert.deepEqual(cyclesOf(files), ['tic/a.ts → tic/b.ts → tic/c.ts → tic/a.ts']);
  });
});
