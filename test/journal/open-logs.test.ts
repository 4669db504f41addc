process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FlatRecord } from '../../src/energy/flat-record.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { OpenLogs } from '../../src/journal/open-logs.ts';
import { scanFile } from '../../src/journal/reader.ts';

const DAY = '2026-11-24';
const directory = mkdtempSync(join(tmpdir(), 'linky-open-'));
after(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'LinkyMonitor_2026_11_24.log');

const line = (minute: number): string => {
  const at = Date.parse('2026-11-24T08:00+01:00') + minute * 60_000;
  const indexes = { HN: 1000 + minute, HPM: 5 };
  return `${formatData({ at, periodCode: 'HN..', papp: 100 + minute, iinst: 1, indexes, injectionIndex: undefined, pinj: undefined })}\n`;
};

/** What a reading gives: each record, and the counts. */
function read(open?: OpenLogs): unknown {
  const records: unknown[] = [];
  const take = (record: FlatRecord): void => void records.push({ ...record, values: [...record.values] });
  const { lines, damaged } = scanFile(path, DAY, take, open);
  return { records, lines, damaged };
}

test('a log that has grown gives the same as a whole reading: by lines, by a torn one, by none, by damage', () => {
  writeFileSync(path, line(0) + line(1));
  const open = new OpenLogs();
  assert.deepEqual(read(open), read());
  for (const added of [line(2), '', line(3).slice(0, 20), line(3).slice(20), 'noise\n', `\r\n${line(4)}${line(5)}`]) {
    appendFileSync(path, added);
    assert.deepEqual(read(open), read(), JSON.stringify(added));
    assert.deepEqual(read(open), read(), 'nothing added');
  }
});

test('a log that is shorter than before, or another file of that name, is read as a whole', () => {
  writeFileSync(path, line(0) + line(1) + line(2));
  const open = new OpenLogs();
  read(open);
  writeFileSync(path, line(7));
  assert.deepEqual(read(open), read());
  writeFileSync(`${path}.new`, line(8) + line(9) + line(10));
  renameSync(`${path}.new`, path);
  assert.deepEqual(read(open), read());
});
