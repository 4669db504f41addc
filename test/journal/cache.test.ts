process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { type Day, startOfDay } from '../../src/time/local.ts';
import { record, writeOld } from '../support/meter-life.ts';
import { moduleFile } from '../support/paths.ts';
import { reportOfDays } from '../support/reports.ts';

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-cache-'));
});
afterEach(() => {
  chmodSync(logs, 0o700);
  rmSync(logs, { recursive: true });
});

const prices = new PriceList([]);
const cache = (): string => join(logs, '.summaries');
const write = (name: string, content: string, when?: Date): void => writeOld(join(logs, name), content, when);

describe('the cache beside the logs', () => {
  const DAY = '2026-01-14';
  const lines = (factor: number, day: Day = DAY): string =>
    [0, 1, 2].map((i) => `${formatData(record(startOfDay(day) + i * 20_000, { BASE: 100 + i * factor }))}\n`).join('');
  const total = (): number => reportOfDays({ logs, from: DAY, to: DAY, prices }).total.wh;
  const name = logFile('', DAY).slice(1);

  test('does not count a log that may not be read now: what is known does not depend on the cache', () => {
    write(name, lines(1));
    assert.equal(total(), 2);
    chmodSync(join(logs, name), 0o000);
    chmodSync(logs, 0o777);
    // root may read all.
    const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const summed = (): unknown => {
      const code = `import { Summaries } from ${JSON.stringify(moduleFile('src/journal/summaries'))};
        const { runs, unread } = new Summaries(${JSON.stringify(logs)}).of('${DAY}');
        console.log(JSON.stringify({ runs: runs.length, unread }));`;
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', ...as });
      return JSON.parse(child.stdout);
    };
    const refused = { runs: 0, unread: [{ name, code: 'EACCES' }] };
    assert.deepEqual(summed(), refused);
    rmSync(cache());
    assert.deepEqual(summed(), refused);
    chmodSync(join(logs, name), 0o644);
    assert.deepEqual(summed(), { runs: 1 });
  });

  test('is rebuilt when its log is newer, and when it is damaged, cut, or of another time zone', () => {
    write(name, lines(1));
    assert.equal(total(), 2);
    write(name, lines(2), new Date('2026-06-02'));
    assert.equal(total(), 4);
    const good = readFileSync(cache());
    const bit = Buffer.from(good);
    bit.writeUInt8((good.at(-9) ?? 0) ^ 1, good.length - 9);
    const number = Buffer.from(good.toString().replace('"BASE":104', '"BASE":105'));
    assert.notDeepEqual(number, good);
    for (const content of [bit, number, Buffer.from('{'), Buffer.alloc(0), good.subarray(0, good.length - 9)]) {
      writeFileSync(cache(), content);
      assert.equal(total(), 4);
      assert.deepEqual(readFileSync(cache()), good);
    }
    truncateSync(cache(), 3);
    rmSync(cache());
    assert.equal(total(), 4);
  });

  test('is used: a log that is the same outside is not read again; written once', () => {
    write(name, lines(1));
    assert.equal(total(), 2);
    const { mtimeMs, ino } = statSync(cache());
    write(name, lines(5));
    assert.equal(total(), 2);
    assert.deepEqual([statSync(cache()).mtimeMs, statSync(cache()).ino], [mtimeMs, ino]);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', name]);
  });

  test('what has to be read of days is told once: of many at once before the first one, where nothing is kept', () => {
    const span = { from: DAY, to: '2026-01-16' } as const;
    const days: readonly Day[] = [DAY, '2026-01-15', '2026-01-16'];
    for (const day of days) write(logFile('', day).slice(1), lines(1, day));
    const told = (expected: boolean): number[] => {
      const bytes: number[] = [];
      const summaries = new Summaries(logs, { onReading: (each) => bytes.push(each) });
      if (expected) summaries.expect(span);
      for (const day of summaries.places.daysWithin(span.from, span.to)) summaries.of(day);
      summaries.save();
      return bytes;
    };
    const { length } = lines(1);
    assert.deepEqual(told(true), [3 * length]);
    assert.deepEqual(told(true), []);
    rmSync(join(logs, logFile('', '2026-01-15').slice(1)));
    write(name, `${lines(1)}${lines(2)}`);
    assert.deepEqual(told(true), [2 * length], 'of what is kept only what has changed');
    rmSync(cache());
    assert.deepEqual(
      told(false).sort((a, b) => a - b),
      [length, 2 * length],
    );
  });

  test('is saved by each of two reports on the same logs: what the first has read is kept by the second', () => {
    const days: Day[] = ['2026-01-14', '2026-02-14', '2026-03-14', '2026-04-14'];
    const writeAll = (factor: number): void => {
      days.forEach((day, i) => {
        const line = (n: number): string =>
          formatData(record(startOfDay(day) + n * 20_000, { BASE: 1000 * (i + 1) + n * factor }));
        write(logFile('', day).slice(1), `${[0, 1, 2].map(line).join('\n')}\n`);
      });
    };
    const each = (where: string | Summaries): number[] =>
      days.map((day) => reportOfDays({ logs: where, from: day, to: day, prices }).total.wh);
    writeAll(1);
    const opened = new Summaries(logs);
    const first = each(opened);
    // The same sizes and times: whoever reads a log again is caught.
    writeAll(50);
    assert.deepEqual(each(opened), first);
    assert.deepEqual(each(logs), first);
  });

  test('knows nothing of a log that has just changed, and of days that are gone', () => {
    write(name, lines(1), new Date());
    assert.equal(total(), 2);
    assert.equal(existsSync(cache()), false);
    write(name, lines(1));
    assert.equal(total(), 2);
    rmSync(join(logs, name));
    assert.equal(total(), 0);
    assert.deepEqual(new Summaries(logs).list, []);
  });

  test('a report that was killed leaves nothing for ever; what another writes now stays', () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    const mine = `.summaries.${process.pid}.abc`;
    for (const each of [`.summaries.${dead}.abc`, mine]) writeFileSync(join(logs, each), 'half');
    write(name, lines(1));
    assert.equal(total(), 2);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', mine, name].sort());
  });

  test('that cannot be written is no fault', () => {
    write(name, lines(1));
    chmodSync(logs, 0o500);
    assert.equal(total(), 2);
    chmodSync(logs, 0o700);
    rmSync(cache(), { force: true });
    // A directory in its place refuses any user, root too.
    mkdirSync(cache());
    assert.equal(total(), 2);
    assert.deepEqual(readdirSync(logs).sort(), ['.summaries', name]);
  });

  test('is text: a head, then a line of JSON for each day, in order', () => {
    for (const day of ['2026-01-15', DAY, '2026-01-16'] as const) {
      write(logFile('', day).slice(1), lines(1).replaceAll(DAY.replaceAll('-', '/'), day.replaceAll('-', '/')));
    }
    reportOfDays({ logs, from: DAY, to: '2026-01-16', prices });
    const [head, ...days] = readFileSync(cache(), 'utf8').split('\n');
    assert.match(head ?? '', /^\{"linky-monitor":"cache","format":\d+,"zone":\["Europe\/Paris",/);
    assert.deepEqual(
      days.map((line) => JSON.parse(line).day),
      [DAY, '2026-01-15', '2026-01-16'],
    );
    assert.deepEqual(JSON.parse(days[0] ?? '').runs[0].last, { at: startOfDay(DAY) + 40_000, indexes: { BASE: 102 } });
  });

  test('does not grow with noise: a day of very many runs is read each time', () => {
    const text = Array.from({ length: 2000 }, (_, i) =>
      formatData(record(startOfDay(DAY) + i * 20_000, { BASE: i % 2 === 0 ? 5 : 900_000_000 })),
    );
    write(name, `${text.join('\n')}\n`);
    assert.equal(new Summaries(logs).of(DAY).runs.length, 2000);
    assert.equal(total(), 0);
    assert.equal(existsSync(cache()), false);
  });
});

describe('the 10-minute steps beside the logs', () => {
  test('are in one file a month, written only when steps are asked for, and rebuilt when damaged', () => {
    for (const day of ['2026-01-31', '2026-02-01', '2026-02-02'] as const) {
      write(
        logFile('', day).slice(1),
        `${formatData(record(startOfDay(day) + 600_000, { BASE: 1 }, { papp: 700 }))}\n`,
      );
    }
    const days = new Summaries(logs);
    for (const day of days.list) days.of(day);
    days.save();
    assert.deepEqual(
      readdirSync(logs).filter((each) => each.startsWith('.')),
      ['.summaries'],
    );
    const steps = days.list.map((day) => days.stepsOf(day));
    days.save();
    assert.deepEqual(
      readdirSync(logs)
        .filter((each) => each.startsWith('.'))
        .sort(),
      ['.steps-2026-01', '.steps-2026-02', '.summaries'],
    );
    assert.deepEqual(steps[0]?.maximum, { at: startOfDay('2026-01-31') + 600_000, va: 700 });
    const file = join(logs, '.steps-2026-02');
    const good = readFileSync(file, 'utf8');
    assert.equal(good.split('\n').length, 3);
    writeFileSync(file, good.replace('700', '800'));
    const again = new Summaries(logs);
    assert.equal(again.stepsOf('2026-02-01').maximum?.va, 700);
    again.stepsOf('2026-02-02');
    again.save();
    assert.equal(readFileSync(file, 'utf8'), good);
  });
});
