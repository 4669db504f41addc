import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { CLI, root } from '../support/paths.ts';

/** What the loader says of a module that is for another processor. */
const WHY = 'bindings.node: cannot open shared object file: No such file or directory';

test('a serialport whose native half does not load is told once, with its reason, by the daemon', {
  skip: CLI.endsWith('.ts') ? 'the modules are not bundled here' : false,
}, (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-serial-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const program = join(directory, 'dist', 'program');
  cpSync(dirname(CLI), program, { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  const modules = join(directory, 'node_modules');
  for (const [name, file, code] of [
    ['serialport', 'index.js', ''],
    ['@serialport/bindings-cpp', 'dist/load-bindings.js', `throw new Error(${JSON.stringify(WHY)});`],
  ] as const) {
    const path = join(modules, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    writeFileSync(join(modules, name, 'package.json'), JSON.stringify({ name, main: file }));
  }
  const words = ['daemon', '--home', directory, '--socket', join(directory, 'feed.sock'), '--lang', 'en'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(program, basename(CLI)), ...words, '--input', '/dev/null', '-t', '3'],
    { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: directory } },
  );
  const told = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('does not open'));
  assert.equal(told.length, 1, `${stdout}${stderr}`);
  assert.ok(told[0]?.startsWith('WARN /dev/null does not open: the module serialport'), told[0]);
  assert.ok(told[0]?.includes(WHY), told[0]);
});
