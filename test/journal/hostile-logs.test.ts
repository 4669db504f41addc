import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ModeMemory } from '../../src/daemon/mode-memory.ts';
import { RealHost } from '../../src/host/host.ts';
import { DayCache } from '../../src/journal/cache.ts';
import { latestInstant } from '../../src/journal/last-line.ts';
import { appendLine } from '../../src/journal/writer.ts';
import { instantOf } from '../../src/time/local.ts';
import { moduleFile } from '../support/paths.ts';
import { listDays, readDay } from '../support/reports.ts';

const LINE =
  '2021/02/20 19:10:22 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00000, IConsommee=013\n';
const DAY = '2021-02-20';
const NAME = 'LinkyMonitor_2021_02_20.log';

describe('hostile files among the logs', () => {
  const logs = mkdtempSync(join(tmpdir(), 'linky-hostile-'));
  const path = join(logs, NAME);
  after(() => rmSync(logs, { recursive: true, force: true }));
  const clear = (): void => rmSync(path, { force: true });

  /** Reads the day in a process of its own. @returns lines, damaged lines, records, and the memory at its highest, MB */
  const readApart = (): { lines: number; damaged: number; records: number; mb: number } => {
    const summaries = JSON.stringify(moduleFile('src/journal/summaries'));
    const code = `import { Summaries } from ${summaries};
      const { lines, damaged, records } = new Summaries(${JSON.stringify(logs)}).read('${DAY}');
      console.log(JSON.stringify({ lines, damaged, records: records.length, mb: process.resourceUsage().maxRSS / 1024 }));`;
    return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
  };

  test('a .gz of some kilobytes that unpacks to gigabytes is named and left out', () => {
    clear();
    const member = gzipSync(Buffer.alloc(16 << 20));
    writeFileSync(`${path}.gz`, Buffer.concat(Array.from({ length: 200 }, () => member)));
    const { mb, ...rest } = readApart();
    assert.deepEqual(rest, { lines: 0, damaged: 0, records: 0 });
    assert.deepEqual(readDay(logs, DAY).unread, [{ name: `${NAME}.gz`, code: 'tooLarge' }]);
    assert.ok(mb < 200, `${mb} MB`);
    rmSync(`${path}.gz`);
  });

  test('a log of half a gigabyte without a newline, and a line behind it: read in pieces', () => {
    clear();
    writeFileSync(path, LINE);
    truncateSync(path, 500 << 20);
    writeFileSync(path, `\n${LINE}`, { flag: 'a' });
    const { mb, ...rest } = readApart();
    assert.deepEqual(rest, { lines: 3, damaged: 1, records: 2 });
    assert.ok(mb < 120, `${mb} MB`);
  });

  test('lines of every length at the ends of the pieces', () => {
    clear();
    const garbage = Array.from({ length: 3000 }, (_, i) => `${'x'.repeat(i % 1500)}\n${LINE}`).join('');
    writeFileSync(path, garbage);
    const { lines, damaged, records } = readDay(logs, DAY);
    // Every 1500th is an empty line, which is not counted.
    assert.deepEqual([lines, damaged, records.length], [5998, 2998, 3000]);
  });

  test('a pipe under the name of a log, of the cache or of the mode is not waited for', () => {
    clear();
    for (const name of [NAME, '.summaries', '.mode']) execFileSync('mkfifo', [join(logs, name)]);
    assert.throws(() => appendLine(logs, instantOf(`${DAY}T12:00:00`), 'line'), { code: 'EINVAL' });
    assert.equal(latestInstant(logs), undefined);
    assert.equal(new DayCache(logs, '.summaries').get(DAY, ''), undefined);
    const memory = new ModeMemory(logs);
    assert.equal(memory.load(), undefined);
    memory.save('standard');
    assert.equal(new RealHost().tail(path, 100), undefined);
    for (const name of [NAME, '.summaries', '.mode']) rmSync(join(logs, name));
  });

  test('the mode is not written through a link', () => {
    const target = join(logs, 'target');
    writeFileSync(target, 'kept');
    symlinkSync(target, join(logs, '.mode'));
    new ModeMemory(logs).save('standard');
    assert.equal(readFileSync(target, 'utf8'), 'kept');
    rmSync(join(logs, '.mode'));
    new ModeMemory(logs).save('standard');
    assert.equal(new ModeMemory(logs).load(), 'standard');
    rmSync(join(logs, '.mode'));
  });

  test('a pipe under the name of a log is not waited for', () => {
    clear();
    execFileSync('mkfifo', [path]);
    assert.deepEqual(readDay(logs, DAY), {
      ...{ records: [], lines: 0, damaged: 0, leftOut: 0 },
      unread: [{ name: NAME, code: 'EINVAL' }],
    });
    clear();
  });

  test('a second name of a file that is no log is not written to; of a log of ours, it becomes a file of its own', () => {
    const goal = join(logs, 'precious');
    const at = instantOf(`${DAY}T12:00:00`);
    clear();
    writeFileSync(goal, 'precious');
    for (const name of [path, join(logs, '.mode')]) linkSync(goal, name);
    assert.throws(() => appendLine(logs, at, 'x'), { code: 'EMLINK' });
    new ModeMemory(logs).save('standard');
    assert.equal(readFileSync(goal, 'utf8'), 'precious');
    for (const name of [goal, path, join(logs, '.mode')]) rmSync(name);
    // As cp -al backs up: the copy keeps what it has, the log goes on.
    writeFileSync(path, LINE, { mode: 0o640 });
    linkSync(path, goal);
    appendLine(logs, at, 'a');
    appendLine(logs, at, 'b');
    assert.deepEqual([readFileSync(goal, 'utf8'), readFileSync(path, 'utf8')], [LINE, `${LINE}a\nb\n`]);
    assert.deepEqual([statSync(path).nlink, statSync(path).mode & 0o777], [1, 0o640]);
    rmSync(goal);
    clear();
  });

  test('a link under the name of a log is not written through', () => {
    clear();
    const goal = join(logs, 'precious');
    writeFileSync(goal, 'precious');
    symlinkSync(goal, path);
    assert.throws(() => appendLine(logs, new Date(2021, 1, 20).getTime(), 'x'), { code: 'ELOOP' });
    assert.equal(readFileSync(goal, 'utf8'), 'precious');
    clear();
  });

  test('a name that is not valid UTF-8 is passed over', () => {
    clear();
    writeFileSync(path, LINE);
    const odd = Buffer.concat([Buffer.from(`${logs}/\xff`, 'latin1'), Buffer.from('_2021_02_21.log')]);
    writeFileSync(odd, LINE);
    assert.deepEqual(listDays(logs), [DAY]);
    rmSync(odd);
  });
});
