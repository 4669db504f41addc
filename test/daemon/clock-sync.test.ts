import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ClockSync } from '../../src/daemon/clock-sync.ts';
import { until } from '../support/program.ts';

const { PATH } = process.env;
let root = '';
let monotonic = 0;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'linky-synchronised-'));
  monotonic = 0;
});
afterEach(() => {
  process.env['PATH'] = PATH;
  rmSync(root, { recursive: true });
});

/** A system with these files. */
function system(...files: readonly (readonly [path: string, content: string])[]): ClockSync {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return new ClockSync(() => monotonic, root);
}

const SYSTEMD = ['run/systemd/system/any', ''] as const;
const TIMESYNC = ['run/systemd/timesync/any', ''] as const;
const ANSWERED = ['run/systemd/timesync/synchronized', ''] as const;
const chip = (seconds: number) => ['sys/class/rtc/rtc0/since_epoch', `${seconds}\n`] as const;
const now = (): number => Math.round(Date.now() / 1000);

/** A `timedatectl` that comes first in PATH and writes down its arguments, a line each time it runs. */
function timedatectl(script: string): () => string[] {
  const bin = join(root, 'bin');
  const calls = join(root, 'calls');
  mkdirSync(bin, { recursive: true });
  writeFileSync(calls, '');
  writeFileSync(join(bin, 'timedatectl'), `#!/bin/sh\n${script}\necho "$@" >>'${calls}'\n`);
  chmodSync(join(bin, 'timedatectl'), 0o755);
  process.env['PATH'] = `${bin}${delimiter}${PATH}`;
  return () => readFileSync(calls, 'utf8').split('\n').filter(Boolean);
}

/** Waits for this answer. */
async function answered(clock: ClockSync, wanted: boolean | undefined): Promise<void> {
  await until(() => clock.isSynchronised() === wanted);
}

describe('whether the clock of the machine is synchronised', () => {
  test('where there is no systemd and no clock chip, nothing tells whether the clock is right', () => {
    assert.equal(system().isSynchronised(), undefined);
  });

  test('systemd-timesyncd: the clock is not right before its first answer, and is at once after it', () => {
    const clock = system(SYSTEMD, TIMESYNC);
    const calls = timedatectl('echo yes');
    assert.equal(clock.isSynchronised(), false);
    system(ANSWERED);
    assert.equal(clock.isSynchronised(), true);
    assert.deepEqual(calls(), [], 'its files say it: no program is run');
  });

  test('a clock chip that agrees with the clock to a minute is believed', () => {
    assert.equal(system(chip(now() - 50)).isSynchronised(), true);
    for (const wrong of [0, now() - 70, now() + 70, Number.NaN])
      assert.equal(system(chip(wrong)).isSynchronised(), undefined);
    assert.equal(system(TIMESYNC, chip(0)).isSynchronised(), false);
    assert.equal(system(chip(now() + 50)).isSynchronised(), true);
  });

  test('another service under systemd: timedatectl is asked, and the clock is not right until it has answered', async () => {
    const calls = timedatectl('echo yes');
    const clock = system(SYSTEMD);
    assert.equal(clock.isSynchronised(), false);
    await answered(clock, true);
    assert.deepEqual(calls(), ['show --property=NTPSynchronized --value']);
  });

  test('timedatectl is asked once in ten seconds, and its last answer counts', async () => {
    const calls = timedatectl('echo no');
    const clock = system(SYSTEMD);
    clock.isSynchronised();
    await until(() => calls().length === 1);
    monotonic = 9999;
    assert.equal(clock.isSynchronised(), false);
    const then = timedatectl('echo yes');
    monotonic = 10_000;
    assert.equal(clock.isSynchronised(), false);
    await answered(clock, true);
    assert.equal(then().length, 1);
  });

  for (const [what, script] of [
    ['fails', 'exit 1'],
    ['knows no such property', 'echo "Unknown command verb show." >&2; exit 1'],
  ] as const) {
    test(`timedatectl ${what}: nothing tells whether the clock is right`, async () => {
      timedatectl(script);
      await answered(system(SYSTEMD), undefined);
    });
  }

  test('there is no timedatectl: nothing tells whether the clock is right', async () => {
    const clock = system(SYSTEMD);
    process.env['PATH'] = join(root, 'bin');
    await answered(clock, undefined);
  });
});
