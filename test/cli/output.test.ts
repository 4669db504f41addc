import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI } from '../support/paths.ts';

test('a result that the disk does not take is a failure that names the disk; a reader that leaves is none', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-output-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const common = ['--home', home, '--lang', 'en'];
  const simulated = ['simulate', '--hours', '0.2', ...common];
  const capture = spawnSync(process.execPath, [CLI, ...simulated]).stdout;
  const file = join(home, 'capture.bin');
  writeFileSync(file, capture);
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  const run = (words: readonly string[], out: number | 'pipe') =>
    spawnSync(process.execPath, [CLI, ...words], { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
  for (const words of [
    simulated,
    ['decode', file, ...common],
    ['report', '2021', '--logs', home, ...common],
    ['service', 'rc.local', ...common],
  ]) {
    const { status, stderr } = run(words, full);
    assert.deepEqual(
      [status, stderr],
      [1, 'linky-monitor: cannot write stdout: the disk is full, ENOSPC\n'],
      words.join(' '),
    );
  }
  // All at once in the stream's buffer, and more than it holds.
  for (const hours of ['0.005', '0.2']) {
    const named = run(['simulate', '--hours', hours, '--out', '/dev/full', ...common], 'pipe');
    assert.deepEqual(
      [named.status, named.stderr],
      [1, 'linky-monitor: cannot write /dev/full: the disk is full, ENOSPC\n'],
      hours,
    );
  }
  const piped = spawnSync(
    'sh',
    ['-c', `"$0" "$1" simulate --hours 24 --home "$2" | head -c 100 | wc -c`, process.execPath, CLI, home],
    {
      encoding: 'utf8',
    },
  );
  assert.deepEqual([piped.stdout.trim(), piped.stderr], ['100', '']);
});
