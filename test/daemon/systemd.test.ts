import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SystemdNotifier } from '../../src/daemon/systemd.ts';
import { TestHome, until } from '../support/program.ts';

/** A systemd-notify that writes down its arguments, a line each time it runs. */
function fakeNotify(home: TestHome): { readonly env: NodeJS.ProcessEnv; calls(): string[] } {
  const folder = join(home.home, 'bin');
  const file = join(home.home, 'calls');
  mkdirSync(folder);
  writeFileSync(file, '');
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$*" >> ${file}\n`);
  chmodSync(join(folder, 'systemd-notify'), 0o755);
  return {
    env: { PATH: `${folder}:/usr/bin:/bin`, NOTIFY_SOCKET: '/run/none' },
    calls: () => readFileSync(file, 'utf8').split('\n').filter(Boolean),
  };
}

describe('what systemd gets', () => {
  test('systemd hears at once that the daemon is ready, and gets signs of life only while it lives', async (t) => {
    const { env, calls } = fakeNotify(new TestHome(t));
    let alive = true;
    let asked = 0;
    const notifier = new SystemdNotifier({
      env: { ...env, WATCHDOG_USEC: '90000', WATCHDOG_PID: String(process.pid) },
      alive: () => {
        asked++;
        return alive;
      },
      state: () => 'en direct',
      failed: assert.fail,
    });
    t.after(() => notifier.stop());
    notifier.ready();
    await until(() => calls().filter((line) => line.startsWith('WATCHDOG')).length >= 3);
    assert.ok(calls().includes('READY=1 STATUS=en direct'));
    assert.ok(calls().includes('WATCHDOG=1 STATUS=en direct'));
    alive = false;
    const then = asked;
    await until(() => asked >= then + 3);
    // Those on their way have arrived by now; none may follow.
    const count = calls().length;
    await until(() => asked >= then + 8);
    assert.equal(calls().length, count);
  });

  test("nothing is sent without systemd, and no signs of life for another process's watchdog", async (t) => {
    const { env, calls } = fakeNotify(new TestHome(t));
    const start = (more: NodeJS.ProcessEnv): void => {
      const options = { env: { ...env, ...more }, alive: assert.fail, state: () => '', failed: assert.fail };
      const notifier = new SystemdNotifier(options);
      t.after(() => notifier.stop());
      notifier.ready();
    };
    start({ NOTIFY_SOCKET: undefined, WATCHDOG_USEC: '30000' });
    start({ WATCHDOG_USEC: '30000', WATCHDOG_PID: String(process.ppid) });
    start({});
    await until(() => calls().length === 2);
    assert.deepEqual(calls(), ['READY=1 STATUS=', 'READY=1 STATUS=']);
  });

  test('a systemd-notify that is missing is reported once', async (t) => {
    const failed: string[] = [];
    const notifier = new SystemdNotifier({
      env: { PATH: '/nonexistent', NOTIFY_SOCKET: '/run/none', WATCHDOG_USEC: '30000' },
      alive: () => true,
      state: () => '',
      failed: (code) => failed.push(code),
    });
    t.after(() => notifier.stop());
    notifier.ready();
    await until(() => failed.length > 0);
    assert.deepEqual(failed, ['ENOENT']);
  });

  test('a system that cannot start a program at all: reported, and nothing is thrown', (t) => {
    const failed: string[] = [];
    const env = { ...fakeNotify(new TestHome(t)).env, LONG: 'x'.repeat(1 << 20) };
    const options = { env, alive: () => true, state: () => '', failed: (code: string) => failed.push(code) };
    new SystemdNotifier(options).ready();
    assert.deepEqual(failed, ['E2BIG']);
  });

  test('the real systemd-notify takes these arguments', {
    skip: spawnSync('systemd-notify', ['--version']).status === 0 ? false : 'systemd-notify is not on this machine',
  }, () => {
    const { stderr } = spawnSync('systemd-notify', ['WATCHDOG=1', 'STATUS=en direct'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    assert.match(stderr, /NOTIFY_SOCKET|^$/);
  });
});
