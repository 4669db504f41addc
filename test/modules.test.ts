import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { EJP_DAY, frameAt } from './panel-situations.js';
import { CLI } from './rig.js';

/** Notes, at the end of the process, the packages whose files were loaded; they are all CommonJS. */
const NOTE = `
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const files = Object.keys(createRequire(process.cwd() + '/')('node:module')._cache);
  const names = files.map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(file.replace(/^.*node_modules/, 'node_modules'))?.[1]);
  writeFileSync(process.env.LINKY_NOTE, [...new Set(names.filter(Boolean))].sort().join(' '));
});
`;

/** The packages that a command loads. */
function loadedBy(t: TestContext, ...words: string[]): string[] {
  const home = mkdtempSync(join(tmpdir(), 'linky-modules-'));
  t.after(() => rmSync(home, { recursive: true }));
  const note = join(home, 'note');
  writeFileSync(join(home, 'note.mjs'), NOTE);
  const capture = join(home, 'peak.bin');
  writeFileSync(capture, Buffer.concat([1, 2, 3].map(() => frameAt(EJP_DAY.peak))));
  const args = words.map((word) => word.replace('CAPTURE', `replay:${capture}`));
  const common = ['--home', home, '--socket', join(home, 'feed.sock')];
  const run = spawnSync(process.execPath, ['--import', join(home, 'note.mjs'), CLI, ...args, ...common], {
    env: { ...process.env, LINKY_NOTE: note },
    encoding: 'utf8',
    // The screen, here as lines for a pipe, runs until it is told to end.
    timeout: args[0] === 'tui' ? 15_000 : 120_000,
    killSignal: 'SIGTERM',
  });
  assert.ok(run.error === undefined || args[0] === 'tui', run.stderr);
  return readFileSync(note, 'utf8').split(' ').filter(Boolean);
}

describe('what each command loads', () => {
  const SCREEN = ['blessed', 'blessed-contrib', 'reblessed'];
  const HARDWARE = ['serialport', '@serialport/stream', '@serialport/bindings-cpp', 'i2c-bus', 'onoff', 'oled-i2c-bus'];
  const without = (loaded: readonly string[], packages: readonly string[]): void =>
    assert.deepEqual(
      loaded.filter((name) => packages.includes(name)),
      [],
    );

  test('the daemon: never the screen; the panel only with -l', (t) => {
    const plain = loadedBy(t, 'daemon', '--input', 'CAPTURE', '-t', '3');
    without(plain, [...SCREEN, ...HARDWARE]);
    assert.ok(plain.includes('commander'), 'the note works');
    const port = loadedBy(t, 'daemon', '--input', '/dev/tty-that-is-not-there', '-t', '2');
    without(port, [...SCREEN, 'i2c-bus', 'onoff', 'oled-i2c-bus']);
    assert.ok(
      port.some((name) => name.startsWith('@serialport/')),
      port.join(' '),
    );
    const panel = loadedBy(t, 'daemon', '-l', '--input', 'CAPTURE', '-t', '3');
    without(panel, SCREEN);
    assert.ok(panel.includes('onoff') || panel.includes('i2c-bus'), panel.join(' '));
  });

  test('report and status: neither the screen nor the hardware', (t) => {
    without(loadedBy(t, 'report'), [...SCREEN, ...HARDWARE]);
    without(loadedBy(t, 'status'), [...SCREEN, ...HARDWARE]);
  });

  test('the screen: never the hardware', (t) => {
    without(loadedBy(t, 'tui'), HARDWARE);
  });
});
