import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SystemdNotifier } from '../../src/daemon/systemd.ts';
import { TestHome, until } from '../support/program.ts';

/** A systemd-notify that writes down what it was told. */
function notifier(rig: TestHome): { readonly env: NodeJS.ProcessEnv; told(): string[] } {
  const folder = join(rig.home, 'bin');
  const file = join(rig.home, 'told');
  mkdirSync(folder);
  writeFileSync(file, '');
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$*" >> ${file}\n`);
  chmodSync(join(folder, 'systemd-notify'), 0o755);
  return {
    env: { PATH: `${folder}:/usr/bin:/bin`, NOTIFY_SOCKET: '/run/none' },
    told: () => readFileSync(file, 'utf8').split('\n').filter(Boolean),
  };
}

describe('what systemd hears', () => {
  test('ready at once; signs of life only while the daemon lives', async (t) => {
    const rig = new TestHome(t);
    const { env, told } = notifier(rig);
    let alive = true;
    let asked = 0;
    const supervisor = new SystemdNotifier({
      env: { ...env, WATCHDOG_USEC: '90000', WATCHDOG_PID: '7' },
      pid: 7,
      alive: () => {
        asked++;
        return alive;
      },
      state: () => 'en direct',
      failed: assert.fail,
    });
    t.after(() => supervisor.stop());
    supervisor.ready();
    await until(() => told().filter((line) => line.startsWith('WATCHDOG')).length >= 3);
    assert.ok(told().includes('READY=1 STATUS=en direct'));
    assert.ok(told().includes('WATCHDOG=1 STATUS=en direct'));
    alive = false;
    const then = asked;
    await until(() => asked >= then + 3);
    // Those on their way have arrived by now, and none comes after them.
    const count = told().length;
    await until(() => asked >= then + 8);
    assert.equal(told().length, count);
  });

  test("nothing without systemd, and no signs of life for another process's watchdog", async (t) => {
    const rig = new TestHome(t);
    const { env, told } = notifier(rig);
    const start = (more: NodeJS.ProcessEnv): void => {
      const options = { env: { ...env, ...more }, pid: 7, alive: assert.fail, state: () => '', failed: assert.fail };
      const supervisor = new SystemdNotifier(options);
      t.after(() => supervisor.stop());
      supervisor.ready();
    };
    start({ NOTIFY_SOCKET: undefined, WATCHDOG_USEC: '30000' });
    start({ WATCHDOG_USEC: '30000', WATCHDOG_PID: '8' });
    start({});
    await until(() => told().length === 2);
    assert.deepEqual(told(), ['READY=1 STATUS=', 'READY=1 STATUS=']);
  });

  test('no systemd-notify: told once', async (t) => {
    const failed: string[] = [];
    const supervisor = new SystemdNotifier({
      env: { PATH: '/nonexistent', NOTIFY_SOCKET: '/run/none', WATCHDOG_USEC: '30000' },
      pid: 7,
      alive: () => true,
      state: () => '',
      failed: (code) => failed.push(code),
    });
    t.after(() => supervisor.stop());
    supervisor.ready();
    await until(() => failed.length > 0);
    assert.deepEqual(failed, ['ENOENT']);
  });

  test('a system that cannot even begin a program: told, and no more', (t) => {
    const failed: string[] = [];
    const env = { ...notifier(new TestHome(t)).env, LONG: 'x'.repeat(1 << 20) };
    const options = { env, pid: 7, alive: () => true, state: () => '', failed: (code: string) => failed.push(code) };
    new SystemdNotifier(options).ready();
    assert.deepEqual(failed, ['E2BIG']);
  });

  test('systemd-notify itself, where it is: the words are its own', {
    skip: spawnSync('systemd-notify', ['--version']).status === 0 ? false : 'systemd-notify is not on this machine',
  }, () => {
    const { stderr } = spawnSync('systemd-notify', ['WATCHDOG=1', 'STATUS=en direct'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    assert.match(stderr, /NOTIFY_SOCKET|^$/);
  });
});
