import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { replay } from '../../src/source/replay.ts';
import type { InputError } from '../../src/source/source.ts';

describe('a capture that cannot be replayed is refused at once', () => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-replay-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const refused = (path: string): unknown => {
    try {
      return replay(path);
    } catch (error) {
      const { name, kind, detail } = error as InputError;
      return [name, kind, detail];
    }
  };

  test('a missing file, a directory and an empty file are told apart', () => {
    const empty = join(directory, 'empty');
    writeFileSync(empty, '');
    assert.deepEqual(refused(join(directory, 'none')), ['InputError', 'unreadable', 'ENOENT']);
    assert.deepEqual(refused(directory), ['InputError', 'notFile', '']);
    assert.deepEqual(refused(empty), ['InputError', 'empty', '']);
  });

  test('a pipe that nobody writes to and a device without an end are refused, not waited for', () => {
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    assert.deepEqual(refused(pipe), ['InputError', 'notFile', '']);
    assert.deepEqual(refused('/dev/zero'), ['InputError', 'notFile', '']);
  });
});
