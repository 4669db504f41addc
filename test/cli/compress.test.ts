process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compressLogs } from '../../src/cli/commands/compress.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../src/time/local.ts';
import { CLI } from '../support/paths.ts';
import { buildReport } from '../support/reports.ts';

const FIRST = '2026-01-10';
const DAYS = 4;

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-compress-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

/** The command in a process of its own. */
const spawned = (...words: string[]) =>
  spawnSync(process.execPath, [CLI, 'logs', 'compress', '--logs', logs, '--lang', 'en', ...words], {
    encoding: 'utf8',
  });

/** The command's work in this process. */
function run(before?: Day): { status: number; stdout: string; stderr: string } {
  const lines = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({
    write: (text: string): void => {
      lines[name] += text;
    },
  });
  const range = { logs, before, today: dayOf(Date.now()), lang: 'en' } as const;
  const status = compressLogs(range, { stdout: to('stdout'), stderr: to('stderr') });
  return { status, ...lines };
}

/** Some days of 1 kW, a record every two minutes, with a damaged line each. */
function write(first: Day = FIRST, count = DAYS): void {
  let wh = 1000;
  for (let i = 0; i < count; i++) {
    const day = addDays(first, i);
    const lines: string[] = ['damaged'];
    for (let at = startOfDay(day) + 5000; at < startOfDay(addDays(day, 1)); at += 120_000) {
      const indexes = { HN: Math.round(wh), HPM: 17 };
      wh += 2000 / 60;
      const quiet = { periodCode: 'HN..', papp: 1000, iinst: 5, injectionIndex: undefined, pinj: i };
      lines.push(formatData({ at, indexes, ...quiet }));
    }
    writeFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
    utimesSync(logFile(logs, day), 1_700_000_000, 1_700_000_000 + i);
  }
}

function figures(): unknown {
  const report = buildReport({ logs, from: FIRST, to: addDays(FIRST, DAYS - 1), prices: new PriceList([]) });
  return { ...JSON.parse(renderJson(report)), warnings: [] };
}

const names = (): string[] => readdirSync(logs).filter((name) => /\.log(\.gz)?$|\.tmp$/.test(name));

describe('logs compress', () => {
  test('of four at once one works; the others say so, and nothing is lost', async () => {
    // Enough work that they meet.
    write(FIRST, 60);
    const before = new Map(readdirSync(logs).map((name) => [name, readFileSync(join(logs, name))]));
    const words = [CLI, 'logs', 'compress', '--logs', logs, '--lang', 'en'];
    const runs = Array.from({ length: 4 }, () => spawn(process.execPath, words));
    const ended = await Promise.all(
      runs.map(async ({ stdout, stderr }) => {
        const [out, err] = await Promise.all([text(stdout), text(stderr)]);
        return { out, err };
      }),
    );
    const at = ended.filter(({ out }) => /60 logs compressed/.test(out));
    assert.equal(at.length, 1);
    for (const { out, err } of ended.filter((each) => !at.includes(each))) {
      assert.equal(out, 'no log compressed\n');
      assert.match(err, /^linky-monitor: another one is compressing in .* \(pid \d+\)[^\n]*\n$/);
    }
    assert.deepEqual(readdirSync(logs).sort(), [...before.keys()].map((name) => `${name}.gz`).sort());
    for (const [name, bytes] of before) assert.deepEqual(gunzipSync(readFileSync(join(logs, `${name}.gz`))), bytes);
  });

  test('what is named like a log and is none is told, and left as it is', () => {
    write();
    mkdirSync(join(logs, 'LinkyMonitor_2026_01_02.log'));
    symlinkSync('/nowhere', join(logs, 'LinkyMonitor_2026_01_03.log'));
    const { status, stdout, stderr } = run();
    assert.equal(status, 0);
    assert.match(stdout, /4 logs compressed/);
    assert.match(stderr, /01_02\.log stays as it is: it is no file.*\n.*01_03\.log stays as it is: it is no file/);
    assert.ok(readdirSync(logs).includes('LinkyMonitor_2026_01_03.log'));
  });

  test('logs compress: each log becomes a .gz of the same bytes and time, and the report stays', () => {
    write();
    const file = logFile(logs, FIRST);
    const bytes = readFileSync(file);
    const report = buildReport({ logs, from: FIRST, to: addDays(FIRST, DAYS), prices: new PriceList([]) });
    const { status, stdout } = spawned();
    assert.equal(status, 0);
    assert.equal(stdout.trimEnd().split('\n').length, DAYS + 1);
    assert.match(stdout, /^LinkyMonitor_2026_01_10\.log → \.gz {2}[\d.,]+\skB → [\d.,]+\skB\n/);
    assert.match(stdout, /\n4 logs compressed: [\d.,]+\skB → [\d.,]+\skB\n$/);
    assert.ok(names().length === DAYS && names().every((name) => name.endsWith('.log.gz')));
    assert.deepEqual(gunzipSync(readFileSync(`${file}.gz`)), bytes);
    assert.equal(statSync(`${file}.gz`).mtimeMs, 1_700_000_000_000);
    assert.equal(
      renderJson(buildReport({ logs, from: FIRST, to: addDays(FIRST, DAYS), prices: new PriceList([]) })),
      renderJson(report),
    );
    assert.deepEqual(run(), { status: 0, stdout: 'no log compressed\n', stderr: '' });
  });

  test('logs compress takes only days that have ended: not today, not yesterday unless asked for', () => {
    const today = dayOf(Date.now());
    write(addDays(today, -3), 4);
    assert.equal(run().status, 0);
    const open = [logFile(logs, addDays(today, -1)), logFile(logs, today)];
    const left = (): string[] => names().filter((name) => name.endsWith('.log'));
    assert.deepEqual(
      left(),
      open.map((path) => basename(path)),
    );
    run(addDays(today, 5));
    assert.deepEqual(left(), [basename(open[1] as string)]);
  });

  test('--before leaves the later days, and a wrong day is wrong usage', () => {
    write();
    assert.equal(spawned('--before', '2026_01_12').status, 0);
    assert.equal(names().filter((name) => name.endsWith('.gz')).length, 2);
    assert.equal(spawned('--before', 'soon').status, 2);
  });

  test('a .gz of other content is never overwritten, and the other logs are done', () => {
    write();
    const file = logFile(logs, FIRST);
    writeFileSync(`${file}.gz`, 'mine');
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /LinkyMonitor_2026_01_10\.log stays as it is: a \.gz of this name exists already/);
    assert.equal(readFileSync(`${file}.gz`, 'utf8'), 'mine');
    assert.ok(names().includes(basename(file)));
    assert.equal(names().filter((name) => name.endsWith('.gz')).length, DAYS);
  });

  test('a log too long to be read once it is compressed stays as it is', () => {
    write();
    const file = logFile(logs, FIRST);
    appendFileSync(file, 'x'.repeat(24 << 20));
    const before = figures();
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /LinkyMonitor_2026_01_10\.log stays as it is: more than 25\sMB is not the log of a day/);
    assert.deepEqual(figures(), before);
  });

  test('logs compress finishes what an interrupted run left, which changed no figure', () => {
    write();
    const before = figures();
    const file = logFile(logs, FIRST);
    const gone = spawnSync('true').pid;
    writeFileSync(join(logs, `.${basename(file)}.gz.${gone}.tmp`), 'half');
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
    assert.deepEqual(figures(), before);
    assert.equal(run().status, 0);
    assert.equal(names().length, DAYS);
    assert.deepEqual(figures(), before);
  });

  test('logs compress killed at any point loses nothing', async () => {
    for (let i = 0; i < 4; i++) {
      write();
      const before = figures();
      const child = spawn(process.execPath, [CLI, 'logs', 'compress', '--logs', logs]);
      const closed = once(child, 'close');
      child.stdout.once('data', () => void sleep(i * 5).then(() => child.kill('SIGKILL')));
      await closed;
      assert.deepEqual(figures(), before);
      assert.equal(run().status, 0);
      assert.deepEqual(figures(), before);
      assert.ok(names().length === DAYS && names().every((name) => name.endsWith('.gz')));
      for (const name of names()) rmSync(join(logs, name));
    }
  });

  test('logs compress leaves other files and directories alone; without a directory it fails', () => {
    writeFileSync(join(logs, 'notes.log'), 'x');
    writeFileSync(join(logs, '.LinkyMonitor_2026_01_10.log'), 'x');
    mkdirSync(join(logs, 'old_2026_01_10.log'));
    assert.deepEqual(run().stdout, 'no log compressed\n');
    const { status, stderr } = spawned('--logs', join(logs, 'none'));
    assert.equal(status, 1);
    assert.match(stderr, /the directory of the logs cannot be read/);
  });

  test('the command logs alone names the word that is missing', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'logs', '--lang', 'en'], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, /missing compress/);
  });
});
