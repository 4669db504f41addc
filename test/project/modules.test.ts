import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CLI } from '../support/paths.ts';
import { TestHome } from '../support/program.ts';

/** Tells at the end, in a file, which packages a command has loaded; ends it once it has loaded $UNTIL. */
const WITNESS = `const loaded = () => [...new Set(Object.keys(require.cache).flatMap(
  (file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1] ?? []))];
process.on('exit', () => require('node:fs').writeFileSync(__filename + '.loaded', JSON.stringify(loaded())));
process.on('SIGTERM', () => process.exit(0));
if (process.env.UNTIL) setInterval(() => loaded().includes(process.env.UNTIL) && process.exit(0), 50);
`;

/** Runs a command to its end; gives what it has loaded. */
function loadedBy(rig: TestHome, words: readonly string[], terminal?: { until: string }): string[] {
  const witness = join(rig.home, 'witness.cjs');
  writeFileSync(witness, WITNESS);
  const all = ['--require', witness, CLI, ...words, '--home', rig.home, '--socket', rig.socket];
  const limit = { encoding: 'utf8', timeout: 60_000 } as const;
  if (!terminal) spawnSync(process.execPath, all, limit);
  else {
    const code = 'import pty, sys; pty.spawn(sys.argv[1:])';
    const env = { ...process.env, TERM: 'xterm-256color', UNTIL: terminal.until };
    spawnSync('python3', ['-c', code, process.execPath, ...all], { ...limit, env });
  }
  return JSON.parse(readFileSync(`${witness}.loaded`, 'utf8')) as string[];
}

describe('what each command loads: memory and start-up on a Pi Zero', () => {
  const cases: readonly (readonly [name: string, words: readonly string[], never: readonly RegExp[]])[] = [
    ['daemon', ['daemon', '--input', 'sim:day', '-t', '1'], [/blessed/, /serialport/, /i2c|onoff|oled/]],
    [
      'daemon on a port',
      ['daemon', '--input', '/nonexistent/tty', '-t', '1'],
      [/blessed/, /^serialport$/, /i2c|onoff|oled/],
    ],
    ['daemon with its panel', ['daemon', '-l', '--input', 'sim:day', '-t', '1'], [/blessed/, /serialport/]],
    ['report', ['report'], [/blessed/, /serialport/, /i2c|onoff|oled/]],
    ['status', ['status'], [/blessed/, /serialport/, /i2c|onoff|oled/]],
    ['service', ['service', 'status'], [/blessed/, /serialport/, /i2c|onoff|oled/]],
    ['doctor', ['doctor'], [/blessed/]],
  ];
  for (const [name, words, never] of cases) {
    test(`${name}: never ${never.map(({ source }) => source).join(', ')}`, (t) => {
      const loaded = loadedBy(new TestHome(t, 'INPUT_DEV sim:day\n'), words);
      assert.ok(loaded.includes('commander'), String(loaded));
      assert.deepEqual(
        loaded.filter((one) => never.some((pattern) => pattern.test(one))),
        [],
      );
    });
  }

  test('tui: blessed, but never serialport nor the panel, nor what the other commands are declared with', (t) => {
    const loaded = loadedBy(new TestHome(t), ['tui'], { until: 'blessed' });
    assert.ok(loaded.includes('blessed'), String(loaded));
    assert.deepEqual(
      loaded.filter((one) => /serialport|i2c|onoff|oled|commander/.test(one)),
      [],
    );
  });
});
