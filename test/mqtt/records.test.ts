process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import type { Outcome } from '../../src/mqtt/broker/outcome.ts';
import { LogRecords } from '../../src/mqtt/records/log-records.ts';
import type { LogRecord } from '../../src/mqtt/records/open-log.ts';
import { type Cursor, isFurther, parseCursor } from '../../src/mqtt/records/place.ts';
import { RecordPump } from '../../src/mqtt/records/pump.ts';
import { endOfDay, startOfDay } from '../../src/time/local.ts';
import { record } from '../support/meter-life.ts';
import { until } from '../support/program.ts';

class Logs {
  readonly directory: string;

  constructor(t: TestContext) {
    this.directory = mkdtempSync(join(tmpdir(), 'linky-mqtt-'));
    t.after(() => rmSync(this.directory, { recursive: true, force: true }));
  }

  path(day: string, name = 'LinkyMonitor'): string {
    return join(this.directory, `${name}_${day.replaceAll('-', '_')}.log`);
  }

  write(day: string, text: string): string {
    writeFileSync(this.path(day), text);
    return text;
  }

  zip(day: string, text: string): void {
    writeFileSync(`${this.path(day)}.gz`, gzipSync(text));
    rmSync(this.path(day), { force: true });
  }

  /** All records from a place on, by `t` and HN. */
  read(records = new LogRecords(this.directory)): [t: number, hn: number][] {
    const read: [number, number][] = [];
    for (let next = records.next(); next; next = records.next()) {
      read.push([next.t, next.record.indexes['HN'] ?? Number.NaN]);
    }
    return read;
  }
}

/** The lines of a log: one each `seconds` from an instant on, HN counting up. */
function linesOf(from: number, count: number, seconds = 20, hn = 1000): string {
  return Array.from(
    { length: count },
    (_, i) => `${formatData(record(from + i * seconds * 1000, { HN: hn + i }))}\n`,
  ).join('');
}

const seconds = (local: string): number => Date.parse(local) / 1000;

describe('the records of the logs', () => {
  test('in the order of days and lines, compressed or not; events and damage are passed over', (t) => {
    const logs = new Logs(t);
    const [first, second] = [seconds('2026-11-23T10:00:00+01:00'), seconds('2026-11-24T00:00:05+01:00')];
    logs.zip('2026-11-23', `${linesOf(first * 1000, 2)}2026/11/23 10:00:30 INFO hello\n`);
    logs.write('2026-11-24', `2026/11/24 00:00:01 DATA Periode=HN.\n\0\0\0${linesOf(second * 1000, 2, 20, 1002)}`);
    writeFileSync(join(logs.directory, 'notes.txt'), 'no log');
    assert.deepEqual(logs.read(), [
      ...[[first, 1000] as const, [first + 20, 1001] as const],
      ...[[second, 1002] as const, [second + 20, 1003] as const],
    ]);
  });

  test('a line counts once its end has come; a new day is found; a log that is compressed goes on', (t) => {
    const logs = new Logs(t);
    const start = Date.parse('2026-11-24T23:59:00+01:00');
    const records = new LogRecords(logs.directory);
    assert.deepEqual(logs.read(records), []);
    const text = linesOf(start, 3);
    const cut = text.length - 10;
    logs.write('2026-11-24', text.slice(0, cut));
    assert.equal(logs.read(records).length, 2);
    appendFileSync(logs.path('2026-11-24'), text.slice(cut));
    assert.deepEqual(logs.read(records), [[start / 1000 + 40, 1002]]);
    logs.zip('2026-11-24', text);
    assert.deepEqual(logs.read(records), []);
    logs.write('2026-11-25', linesOf(Date.parse('2026-11-25T00:00:10+01:00'), 1, 20, 1003));
    assert.deepEqual(logs.read(records), [[seconds('2026-11-25T00:00:10+01:00'), 1003]]);
  });

  test('a directory that nobody has touched for a while: every log is read, and a new one is found', (t) => {
    const logs = new Logs(t);
    const dayAt = (date: number): number => Date.parse(`2026-11-${date}T10:00:00+01:00`);
    for (const date of [20, 21, 22, 23]) logs.write(`2026-11-${date}`, linesOf(dayAt(date), 1, 20, date));
    const longAgo = new Date('2026-06-01');
    utimesSync(logs.directory, longAgo, longAgo);
    const records = new LogRecords(logs.directory);
    const read = (): number[] => logs.read(records).map(([, hn]) => hn);
    assert.deepEqual(read(), [20, 21, 22, 23]);
    assert.deepEqual(read(), []);
    logs.write('2026-11-24', linesOf(dayAt(24), 1, 20, 24));
    assert.deepEqual(read(), [24]);
  });

  test('one that is being compressed, there twice for the moment, is read once', (t) => {
    const logs = new Logs(t);
    const text = linesOf(Date.parse('2026-11-24T10:00:00+01:00'), 3);
    logs.zip('2026-11-24', text);
    logs.write('2026-11-24', text);
    assert.equal(logs.read().length, 3);
  });

  test('from a cursor on; from the beginning of the log where that has lost its end or is another one', (t) => {
    const logs = new Logs(t);
    const start = Date.parse('2026-11-24T10:00:00+01:00');
    const text = logs.write('2026-11-24', linesOf(start, 5));
    const lines = text.split('\n');
    const cursor: Cursor = {
      file: 'LinkyMonitor_2026_11_24.log',
      offset: `${lines.slice(0, 3).join('\n')}\n`.length,
      t: start / 1000 + 40,
    };
    const from = (place: Cursor): number[] => {
      const records = new LogRecords(logs.directory);
      records.goTo(place);
      return logs.read(records).map(([, hn]) => hn);
    };
    assert.deepEqual(from(cursor), [1003, 1004]);
    const all = [1000, 1001, 1002, 1003, 1004];
    assert.deepEqual(from({ ...cursor, offset: cursor.offset - 1 }), all);
    assert.deepEqual(from({ ...cursor, t: cursor.t + 1 }), all);
    assert.deepEqual(from({ ...cursor, offset: 1_000_000 }), all);
    logs.zip('2026-11-24', text);
    assert.deepEqual(from(cursor), [1003, 1004]);
    assert.deepEqual(from({ ...cursor, file: 'LinkyMonitor_2026_11_23.log' }), all);
    assert.deepEqual(from({ ...cursor, file: 'LinkyMonitor_2026_11_25.log' }), []);
  });

  test('a log that loses its end while it is read is read again from its beginning', (t) => {
    const logs = new Logs(t);
    const text = logs.write('2026-11-24', linesOf(Date.parse('2026-11-24T10:00:00+01:00'), 5));
    const records = new LogRecords(logs.directory);
    assert.equal(logs.read(records).length, 5);
    truncateSync(logs.path('2026-11-24'), text.length / 5);
    assert.deepEqual(
      logs.read(records).map(([, hn]) => hn),
      [1000],
    );
  });

  test('back to a time, over midnight too, and not further than the log before', (t) => {
    const logs = new Logs(t);
    const evening = Date.parse('2026-11-23T23:40:00+01:00');
    logs.write('2026-11-22', linesOf(Date.parse('2026-11-22T23:59:00+01:00'), 2, 20, 1));
    logs.zip('2026-11-23', linesOf(evening, 60));
    logs.write('2026-11-24', linesOf(Date.parse('2026-11-24T00:00:00+01:00'), 30, 20, 1060));
    const back = (t: number): number | undefined => {
      const records = new LogRecords(logs.directory);
      records.goToEnd();
      records.goBack(t);
      return logs.read(records)[0]?.[1];
    };
    const last = seconds('2026-11-24T00:09:40+01:00');
    assert.equal(back(last), 1089);
    assert.equal(back(last - 1800), 1000);
    assert.equal(back(last - 1200), 1029);
    assert.equal(back(0), 1000);
  });

  test('lines of a second, and lines of a clock that was set back, have times of their own, the same at each reading', (t) => {
    const logs = new Logs(t);
    const at = (clock: string): number => Date.parse(`2026-11-24T${clock}+01:00`);
    const clocks = ['10:00:00', '10:00:00', '10:00:01', '09:59:59', '10:00:01', '10:00:02'];
    logs.write('2026-11-24', clocks.map((clock, i) => `${formatData(record(at(clock), { HN: i }))}\n`).join(''));
    const ten = at('10:00:00') / 1000;
    const times = logs.read().map(([time]) => time);
    assert.deepEqual(times, [ten, ten + 0.001, ten + 1, ten - 1 + 0.002, ten + 1 + 0.003, ten + 2]);
    assert.deepEqual(
      logs.read().map(([time]) => time),
      times,
    );
  });

  for (const [day, hours] of [
    ['2026-10-25', 25],
    ['2026-03-29', 23],
    ['2026-11-24', 24],
  ] as const) {
    test(`${day}: ${hours} hours of lines with rising times, those that the journal's reader gives`, (t) => {
      const logs = new Logs(t);
      const [from, to] = [startOfDay(day), endOfDay(day)];
      const lines: string[] = [];
      for (let at = from; at < to; at += 20_000) lines.push(formatData(record(at, { HN: (at - from) / 20_000 })));
      logs.write(day, `${lines.join('\n')}\n`);
      const times = logs.read().map(([time]) => time);
      assert.equal(times.length, hours * 180);
      assert.ok(times.every((time, i) => i === 0 || time > (times[i - 1] ?? 0)));
      const read = new Summaries(logs.directory).read(day).records.map(({ at }) => at / 1000);
      assert.deepEqual(times, read);
    });
  }

  test('property: a place in the middle of a day with a doubled hour gives each line the time it has in the whole', (t) => {
    const logs = new Logs(t);
    const from = startOfDay('2026-10-25') + 3_600_000;
    const steps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.nat(), (list, place) => {
        let at = from;
        const lines = list.map((step, i) => {
          at += step * 1000;
          return `${formatData(record(at, { HN: i }))}\n`;
        });
        logs.write('2026-10-25', lines.join(''));
        const whole = logs.read();
        const count = 1 + (place % (list.length - 1));
        const offset = lines.slice(0, count).join('').length;
        const records = new LogRecords(logs.directory);
        records.goTo({ file: 'LinkyMonitor_2026_10_25.log', offset, t: whole[count - 1]?.[0] ?? 0 });
        assert.deepEqual(logs.read(records), whole.slice(count));
      }),
      { numRuns: 60 },
    );
  });

  test('a cursor is read back only in its own form', () => {
    const cursor = { file: 'a_2026_11_24.log', offset: 5, t: 1.001 };
    assert.deepEqual(parseCursor(cursor), cursor);
    for (const value of [null, 5, {}, { ...cursor, file: '../x' }, { ...cursor, offset: -1 }, { ...cursor, t: '1' }]) {
      assert.equal(parseCursor(value), undefined, JSON.stringify(value));
    }
    assert.ok(isFurther({ ...cursor, offset: 6 }, cursor) && !isFurther(cursor, cursor));
    assert.ok(isFurther({ ...cursor, file: 'a_2026_11_25.log', offset: 0 }, cursor));
  });
});

/** A broker's side of the pump: what it was sent, and what it answers. */
class Taker {
  readonly sent: LogRecord[] = [];
  readonly failures: unknown[] = [];
  begun = 0;
  answer: (record: LogRecord) => Promise<Outcome> = async () => 'taken';
  readonly pump: RecordPump;

  constructor(t: TestContext, logs: Logs, cursor?: Cursor) {
    this.pump = new RecordPump(new LogRecords(logs.directory), cursor, {
      send: (record) => {
        this.sent.push(record);
        return this.answer(record);
      },
      begun: () => {
        this.begun++;
      },
      unreadable: (error) => this.failures.push(error),
    });
    t.after(() => this.pump.stop());
  }

  get values(): number[] {
    return this.sent.map(({ record }) => record.indexes['HN'] ?? Number.NaN);
  }
}

describe('the pump', () => {
  const start = Date.parse('2026-11-24T10:00:00+01:00');
  const hn = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  test('the first time the last half hour, then what comes; the cursor goes behind what was taken, in its order', async (t) => {
    const logs = new Logs(t);
    logs.write('2026-11-24', linesOf(start, 10, 300));
    const taker = new Taker(t, logs);
    const answers: (() => void)[] = [];
    taker.answer = () => new Promise((resolve) => answers.push(() => resolve('taken')));
    taker.pump.start(true);
    await until(() => taker.sent.length === 7);
    assert.deepEqual(taker.values, hn(1003, 1009));
    answers[1]?.();
    await sleep(5);
    assert.equal(taker.pump.cursor, undefined);
    for (const answer of answers) answer();
    await until(() => taker.pump.cursor?.t === start / 1000 + 2700);
    appendFileSync(logs.path('2026-11-24'), linesOf(start + 10 * 300_000, 1, 300, 1010));
    taker.pump.grown();
    await until(() => taker.sent.length === 8);
    assert.deepEqual([taker.values.at(-1), taker.begun], [1010, 1]);
  });

  test('on the next connection the half hour before the cursor again, and all that came meanwhile', async (t) => {
    const logs = new Logs(t);
    const text = logs.write('2026-11-24', linesOf(start, 10, 300));
    const lines = text.split('\n');
    const cursor = {
      file: 'LinkyMonitor_2026_11_24.log',
      offset: `${lines.slice(0, 8).join('\n')}\n`.length,
      t: start / 1000 + 2100,
    };
    const taker = new Taker(t, logs, cursor);
    taker.pump.start(true);
    await until(() => taker.sent.length === 9);
    assert.deepEqual(taker.values, hn(1001, 1009));
    taker.pump.stop();
    taker.pump.start(true);
    await until(() => taker.sent.length === 16);
    assert.deepEqual(taker.values.slice(9), hn(1003, 1009));
  });

  test('what is lost with a connection is sent on the next one; nothing moves the cursor past it', async (t) => {
    const logs = new Logs(t);
    logs.write('2026-11-24', linesOf(start, 6, 3600));
    const taker = new Taker(t, logs, { file: 'LinkyMonitor_2026_11_24.log', offset: 0, t: 0 });
    taker.answer = async ({ record }) => ((record.indexes['HN'] ?? 0) >= 1002 ? 'lost' : 'taken');
    taker.pump.start(true);
    await until(() => taker.sent.length >= 6);
    await until(() => taker.pump.cursor?.t === start / 1000 + 3600);
    taker.answer = async () => 'taken';
    taker.pump.start(true);
    await until(() => taker.pump.cursor?.t === start / 1000 + 5 * 3600);
    assert.deepEqual(taker.values.slice(6), hn(1001, 1005));
  });

  test('a record that the broker refuses is not left out: nothing is sent behind it', async (t) => {
    const logs = new Logs(t);
    logs.write('2026-11-24', linesOf(start, 200, 3));
    const taker = new Taker(t, logs);
    taker.answer = async ({ record }) => (record.indexes['HN'] === 1003 ? { refused: 135 } : 'taken');
    taker.pump.start(true);
    await until(() => taker.sent.length >= 4);
    await sleep(100);
    assert.ok(taker.sent.length <= 6, String(taker.sent.length));
    assert.equal(taker.pump.cursor?.t, start / 1000 + 6);
  });

  test('at most 16 on their way, at most 50 a second', async (t) => {
    const logs = new Logs(t);
    logs.write('2026-11-24', linesOf(start, 100, 3));
    const taker = new Taker(t, logs);
    let onTheirWay = 0;
    let most = 0;
    const moments: number[] = [];
    taker.answer = async () => {
      moments.push(performance.now());
      most = Math.max(most, ++onTheirWay);
      await sleep(400);
      onTheirWay--;
      return 'taken';
    };
    taker.pump.start(true);
    await until(() => taker.sent.length === 60);
    assert.equal(most, 16);
    for (const from of moments) {
      const within = moments.filter((at) => at >= from && at < from + 1000).length;
      // A slow machine sends later, never sooner: a timer may round by a millisecond.
      assert.ok(within <= 52, `${within} within a second`);
    }
  });

  test('without backfill only what comes', async (t) => {
    const logs = new Logs(t);
    logs.write('2026-11-24', linesOf(start, 10, 60));
    const taker = new Taker(t, logs);
    taker.pump.start(false);
    appendFileSync(logs.path('2026-11-24'), linesOf(start + 600_000, 1, 60, 1010));
    taker.pump.grown();
    await until(() => taker.sent.length === 1);
    assert.deepEqual(taker.values, [1010]);
  });

  test('logs that cannot be read are told; nothing else happens', async (t) => {
    const logs = new Logs(t);
    renameSync(logs.directory, `${logs.directory}-away`);
    t.after(() => rmSync(`${logs.directory}-away`, { recursive: true }));
    const taker = new Taker(t, logs);
    taker.pump.start(true);
    await until(() => taker.failures.length === 1);
    mkdirSync(logs.directory);
  });
});
