import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI } from '../support/paths.ts';

test('a result that the disk does not take is a failure that names the disk; a reader that leaves is none', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-output-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'conf'));
  writeFileSync(join(home, 'conf', 'tariffs.conf'), '');
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

/** Runs a command whose stdout is a pipe that does not block and holds a page; it is read once it is full. */
const SLOW_READER = `import fcntl, os, struct, subprocess, sys, termios, time
r, w = os.pipe()
fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, 4096)
fcntl.fcntl(w, fcntl.F_SETFL, fcntl.fcntl(w, fcntl.F_GETFL) | os.O_NONBLOCK)
child = subprocess.Popen(sys.argv[1:], stdout=w)
os.close(w)
while struct.unpack('i', fcntl.ioctl(r, termios.FIONREAD, b'    '))[0] < 4096: time.sleep(0.02)
while data := os.read(r, 512): os.write(1, data)
sys.exit(child.wait())
`;

test('a reader that does not block and is slow gets all of it', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-output-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const words = [CLI, 'report', '2021', '--format', 'json', '--home', home, '--logs', home];
  const whole = spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout;
  assert.ok(Buffer.byteLength(whole) > 4096, whole);
  const { stdout, status } = spawnSync('python3', ['-c', SLOW_READER, process.execPath, ...words], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, stdout], [0, whole]);
});

test('a reader that has left is no error of a report', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-output-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'conf'));
  writeFileSync(join(home, 'conf', 'tariffs.conf'), '');
  const line = '"$0" "$1" report 2021 --home "$2" --logs "$2" | true';
  const { stderr } = spawnSync('sh', ['-c', line, process.execPath, CLI, home], { encoding: 'utf8' });
  assert.equal(stderr, '');
});
