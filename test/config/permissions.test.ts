import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findUntrustedPath } from '../../src/config/permissions.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { loadTariffs } from '../../src/config/tariffs.ts';

const CONF = 'LED_ON_CMD "lamp on"\nLED_OFF_CMD "lamp off"\nEJP_ON_CMD "cut"\nNB_PAPP 3\n';
const asRoot = { skip: process.getuid?.() === 0 ? false : 'needs root' };

describe('a configuration file', () => {
  const home = mkdtempSync(join(tmpdir(), 'linky-trust-'));
  const directory = join(home, 'conf');
  const file = join(directory, 'LinkyAcq.conf');
  mkdirSync(directory);
  writeFileSync(file, CONF);
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));

  test('that only root can change: its commands are run', asRoot, () => {
    assert.equal(findUntrustedPath(file), undefined);
    const { settings, issues } = loadSettings(file);
    assert.deepEqual(issues, []);
    assert.ok(settings.LED_ON_CMD !== undefined);
  });

  for (const [what, weaken, mend, path, cure] of [
    ['open to all', () => chmodSync(file, 0o666), () => chmodSync(file, 0o644), file, `chmod go-w ${file}`],
    ['of another user', () => chownSync(file, 1000, 0), () => chownSync(file, 0, 0), file, `chown root ${file}`],
    [
      'in a directory open to a group',
      () => chmodSync(directory, 0o775),
      () => chmodSync(directory, 0o755),
      directory,
      `chmod go-w ${directory}`,
    ],
    [
      'below a directory of another user',
      () => chownSync(home, 1000, 0),
      () => chownSync(home, 0, 0),
      home,
      `chown root ${home}`,
    ],
  ] as const) {
    test(`${what}: root runs no command of it, says why, and keeps the rest`, asRoot, () => {
      weaken();
      try {
        const { settings, issues } = loadSettings(file);
        const { LED_ON_CMD, LED_OFF_CMD, EJP_ON_CMD } = settings;
        assert.deepEqual([LED_ON_CMD, LED_OFF_CMD, EJP_ON_CMD], [undefined, undefined, undefined]);
        assert.equal(settings.NB_PAPP, 3);
        assert.deepEqual(
          issues.map(({ key, value, expected }) => [key, value, expected]),
          [['LED_ON_CMD LED_OFF_CMD EJP_ON_CMD', path, cure]],
        );
      } finally {
        mend();
      }
    });
  }

  test('behind a link: both ways to it count', asRoot, () => {
    const open = join(home, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    symlinkSync(file, join(open, 'link.conf'));
    assert.equal(findUntrustedPath(join(open, 'link.conf'))?.path, open);
    const other = join(open, 'other.conf');
    writeFileSync(other, CONF);
    symlinkSync(other, join(directory, 'link.conf'));
    assert.equal(findUntrustedPath(join(directory, 'link.conf'))?.path, open);
  });

  test('that is no file, or has no end, is told and not waited for', () => {
    const pipe = join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const [path, code] of [
      [pipe, 'EINVAL'],
      ['/dev/zero', 'EINVAL'],
      [home, 'EISDIR'],
    ] as const) {
      assert.deepEqual(loadSettings(path).issues[0]?.expected, code);
      assert.deepEqual(loadTariffs(path).issues[0]?.expected, code);
    }
    const large = join(home, 'large');
    writeFileSync(large, Buffer.alloc((1 << 20) + 1, '#'));
    assert.equal(loadSettings(large).issues[0]?.expected, 'EFBIG');
  });

  test('of a million blanks is read in no time', () => {
    const file = join(home, 'blanks');
    writeFileSync(file, `NB_PAPP 3${' '.repeat(1_000_000)}x\n${'x '.repeat(10)}\n`);
    assert.equal(loadSettings(file).issues.length, 2);
  });
});
