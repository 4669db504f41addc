import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { formatData } from '../../src/journal/log-line.ts';
import { DiskSync } from '../../src/journal/sync.ts';
import { appendLine, logFile } from '../../src/journal/writer.ts';
import { instantOf } from '../../src/time/local.ts';
import { readDay } from '../support/reports.ts';

process.env['TZ'] = 'Europe/Paris';

const DAY = '2026-11-24';
const NOON = instantOf(`${DAY}T12:00:00`);

const record = (n: number) => ({
  at: NOON + n * 22_000,
  periodCode: 'HN..',
  indexes: { HN: 688_322 + n, HPM: 80_072 },
  papp: 1230 + n,
  iinst: 105,
  injectionIndex: 1_472_722 + n,
  pinj: 440,
});
const LINES = [0, 1, 2, 3].map((n) => formatData(record(n)));
const WHOLE = Buffer.from(`${LINES.join('\n')}\n`);

/** Appends the first line after a power cut to the log that it left. @returns its records but that one, and its damaged lines */
function restarted(left: Uint8Array, directory: string) {
  const file = logFile(directory, DAY);
  writeFileSync(file, left);
  const next = record(9);
  appendLine(directory, next.at, formatData(next));
  assert.ok(readFileSync(file).subarray(0, left.length).equals(left), 'what was there is still there');
  const { records: all, damaged } = readDay(directory, DAY);
  const records = [...all];
  assert.deepEqual(records.pop(), next, 'the new line is whole');
  return { records, damaged };
}

describe('a log after a power cut', () => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-cut-'));

  test('that cut it at any byte of the last lines: each line before it stays, at most one is damaged, none becomes another', () => {
    for (let size = 0; size <= WHOLE.length; size++) {
      const { records, damaged } = restarted(WHOLE.subarray(0, size), directory);
      const whole = WHOLE.subarray(0, size).filter((byte) => byte === 0x0a).length;
      assert.deepEqual(
        records,
        LINES.slice(0, whole).map((_, n) => record(n)),
        `cut after ${size} bytes`,
      );
      assert.ok(damaged <= 1, `cut after ${size} bytes: ${damaged} damaged`);
    }
  });

  test('that left NULs where the file had grown already: each whole line stays', () => {
    for (let size = 0; size <= WHOLE.length; size += 7) {
      for (const nuls of [1, 100, 4096]) {
        const left = Buffer.concat([WHOLE.subarray(0, size), Buffer.alloc(nuls)]);
        const { records, damaged } = restarted(left, directory);
        const whole = WHOLE.subarray(0, size).filter((byte) => byte === 0x0a).length;
        assert.equal(records.length, whole, `cut after ${size} bytes, ${nuls} NULs`);
        assert.ok(damaged <= 1);
      }
    }
    rmSync(directory, { recursive: true });
  });
});

test('DiskSync stops when all that was written is on the disk, also what was written meanwhile', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-sync-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'a.log');
  writeFileSync(file, '');
  let done = 0;
  const sync = new DiskSync(
    () => 0,
    () => done++,
  );
  sync.written([file]);
  sync.written([file]);
  await sync.stop();
  assert.equal(done, 2);
});
