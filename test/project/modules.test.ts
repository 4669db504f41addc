import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CLI } from '../support/paths.ts';
import { TestHome } from '../support/program.ts';

/**
 * Loaded into a command: at its end writes which packages it has loaded, and which files of the program, as
 * `screen.cjs`; ends it once it has loaded $UNTIL.
 */
const WITNESS = `const loaded = () => [...new Set(Object.keys(require.cache).flatMap(
  (file) => /.*(?:node_modules\\/((?:@[^/]+\\/)?[^/]+)|program\\/([\\w-]+\\.cjs)$)/.exec(file)?.slice(1).find(Boolean) ?? []))];
process.on('exit', () => require('node:fs').writeFileSync(__filename + '.loaded', JSON.stringify(loaded())));
process.on('SIGTERM', () => process.exit(0));
if (process.env.UNTIL) setInterval(() => loaded().includes(process.env.UNTIL) && process.exit(0), 50);
`;

/** Runs a command to its end, or until it has loaded a file. @returns the packages and the files of the program that it has loaded */
function loadedBy(
  { home, socket }: TestHome,
  args: readonly string[],
  { until, isScreen = false }: { until?: string; isScreen?: boolean } = {},
): string[] {
  const witness = join(home, 'witness.cjs');
  writeFileSync(witness, WITNESS);
  const all = ['--require', witness, CLI, ...args, '--home', home, '--socket', socket];
  const env = { ...process.env, TERM: 'xterm-256color', ...(until === undefined ? {} : { UNTIL: until }) };
  const limit = { encoding: 'utf8', timeout: 60_000, env } as const;
  if (!isScreen) spawnSync(process.execPath, all, limit);
  else spawnSync('python3', ['-c', 'import pty, sys; pty.spawn(sys.argv[1:])', process.execPath, ...all], limit);
  return JSON.parse(readFileSync(`${witness}.loaded`, 'utf8')) as string[];
}

describe('packages that a command must not load, for memory and start on a Pi Zero', () => {
  const cases: readonly (readonly [name: string, args: readonly string[], never: readonly RegExp[]])[] = [
    [
      'daemon on a port, without panel',
      ['daemon', '--input', '/nonexistent/tty', '-t', '1'],
      [/^(screen|pages)\.cjs$/, /^serialport$/, /i2c|onoff|oled/],
    ],
    [
      'daemon without port, with its panel',
      ['daemon', '-l', '--input', 'sim:day', '-t', '1'],
      [/^(screen|pages)\.cjs$/, /serialport/],
    ],
    ['help', ['--help'], [/^(screen|pages|client|common|journal)\.cjs$/, /serialport/, /i2c|onoff|oled/]],
    ['report', ['report'], [/^(screen|pages|page|client)\.cjs$/, /serialport/, /i2c|onoff|oled/]],
    ['status', ['status'], [/^(screen|pages|program)\.cjs$/, /serialport/, /i2c|onoff|oled/]],
    ['service', ['service', 'status'], [/^(screen|pages|page)\.cjs$/, /serialport/, /i2c|onoff|oled/]],
    ['mqtt --once', ['mqtt', '--once'], [/^(screen|pages|bridge|broker)\.cjs$/, /serialport/, /i2c|onoff|oled/]],
    ['doctor', ['doctor'], [/^(screen|pages)\.cjs$/]],
    ['setup', ['setup', '--yes', '--no-service', '--dry-run'], [/^(screen|pages|page)\.cjs$/]],
  ];
  for (const [name, args, never] of cases) {
    test(`${name} loads none of ${never.map(({ source }) => source).join(', ')}`, (t) => {
      const loaded = loadedBy(new TestHome(t, 'INPUT_DEV sim:day\n'), args);
      assert.ok(loaded.includes('main.cjs'), String(loaded));
      assert.deepEqual(
        loaded.filter((name) => never.some((pattern) => pattern.test(name))),
        [],
      );
    });
  }

  for (const words of ['daemon', 'daemon -l', 'daemon -m standard --input sim:day -l', 'daemon --panel --mode auto']) {
    test(`${words} does without commander, and without the table of the commands`, (t) => {
      const loaded = loadedBy(new TestHome(t, 'INPUT_DEV sim:day\n'), words.split(' '), { until: 'simulated.cjs' });
      assert.ok(loaded.includes('simulated.cjs'), String(loaded));
      assert.ok(!loaded.includes('program.cjs'), String(loaded));
    });
  }

  test('tui loads few files of the program, nothing of the commands, serialport or the panel', (t) => {
    const loaded = loadedBy(new TestHome(t), ['tui'], { until: 'pages.cjs', isScreen: true });
    // No daemon answers: the machine is looked at.
    const names = [
      ...['cli', 'client', 'common', 'figures', 'host', 'journal', 'machine', 'main', 'pages'],
      ...['screen', 'start', 'words'],
    ];
    assert.deepEqual(
      loaded.sort(),
      names.map((name) => `${name}.cjs`),
    );
  });
});
