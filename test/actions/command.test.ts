import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { startCommand } from '../../src/host/command.ts';
import { until } from '../support/program.ts';

const sh = (script: string, ...args: string[]): string[] => ['sh', '-c', script, 'sh', ...args];
const run = (command: readonly string[], timeoutMs = 20_000): Promise<void> =>
  startCommand(command, { timeoutMs }).ended;

/** A file that a command writes into. */
function scratch(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'linky-command-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'file');
}

const isAlive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

describe("an owner's command", () => {
  test('gets its words as they are, PATH, LANG and what it is given, and nothing else', async (t) => {
    const file = scratch(t);
    process.env['LINKY_SECRET'] = 'x';
    t.after(() => delete process.env['LINKY_SECRET']);
    const command = ['cp', '/proc/self/environ', file];
    await startCommand(command, { timeoutMs: 20_000, env: { LINKY_EVENT: 'ejp-on; rm' } }).ended;
    assert.deepEqual(readFileSync(file, 'utf8').split('\0').filter(Boolean).sort(), [
      'LANG=C.UTF-8',
      'LINKY_EVENT=ejp-on; rm',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
  });

  test('fails with its exit code, its signal, or the code of the system, and the last line of its stderr', async () => {
    await assert.rejects(run(sh('exit 3')), { message: 'sh: 3' });
    await assert.rejects(run(sh('echo one >&2; echo; echo " two" >&2; exit 6')), { message: 'sh: 6: two' });
    await assert.rejects(run(sh('kill -TERM $$')), { message: 'sh: SIGTERM' });
    await assert.rejects(run(['/nowhere/lamp']), { message: '/nowhere/lamp: ENOENT' });
    await assert.rejects(run(['/etc/passwd']), { message: '/etc/passwd: EACCES' });
    await assert.rejects(run(['echo', 'a\0b']), /^Error: echo: ERR_INVALID_ARG_VALUE/);
    await assert.rejects(run(['']), /^Error: : ERR_INVALID_ARG_VALUE/);
  });

  test('that hangs is ended with all that it has started', async (t) => {
    const file = scratch(t);
    await assert.rejects(run(sh('sleep 600 & echo $! > "$1"; trap "" TERM; sleep 600', file), 500), {
      message: 'sh: > 0.5 s',
    });
    const child = Number(readFileSync(file, 'utf8'));
    await until(() => !isAlive(child));
  });

  test('that leaves something running, which holds its pipes, has ended all the same', async (t) => {
    const file = scratch(t);
    await run(sh('sleep 600 & echo $! > "$1"', file));
    const child = Number(readFileSync(file, 'utf8'));
    assert.ok(isAlive(child), 'it was left to run');
    process.kill(child);
    const failing = sh('setsid sleep 600 & echo $! > "$1"; echo why >&2; exit 1', file);
    await assert.rejects(run(failing), { message: 'sh: 1: why' });
    process.kill(Number(readFileSync(file, 'utf8')));
  });

  test('may write to stdout what it likes; one that floods stderr is ended', async () => {
    await run(sh('head -c 50000000 /dev/zero'));
    await assert.rejects(run(sh('exec cat /dev/zero >&2')), /^Error: sh: stderr > 64 KB/);
  });

  test('is killed at once where the daemon ends', async (t) => {
    const file = scratch(t);
    const running = startCommand(sh('echo $$ > "$1"; sleep 600 & wait', file), { timeoutMs: 20_000 });
    const ended = assert.rejects(running.ended, { message: 'sh: SIGKILL' });
    await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    running.kill();
    await ended;
    running.kill();
    assert.ok(!isAlive(Number(readFileSync(file, 'utf8'))));
  });
});
