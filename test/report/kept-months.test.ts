process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../../src/time/local.ts';
import { logsOpened, plainReport } from '../support/cached-reports.ts';
import { changed, monthsAgree, writeDays } from '../support/kept-months.ts';
import { record, writeOld } from '../support/meter-life.ts';
import { ejpSeason, reportOfDays } from '../support/reports.ts';

const prices = new PriceList([{ day: '2020-01-01', key: 'HN', price: 0.1 }]);

function directoryOf(t: TestContext): string {
  const logs = mkdtempSync(join(tmpdir(), 'linky-months-'));
  t.after(() => rmSync(logs, { recursive: true }));
  return logs;
}

const total = (logs: string, from: Day, to: Day): number => reportOfDays({ logs, from, to, prices }).total.wh;
const monthsOf = (logs: string): string => readFileSync(join(logs, '.months'), 'utf8');

test('of whole months what was read once is kept, and no log nor its runs are looked into again', (t) => {
  const logs = directoryOf(t);
  writeDays(logs, daysBetween('2026-01-01', '2026-05-20'));
  const wh = total(logs, '2026-01-20', '2026-05-10');
  assert.deepEqual(
    [...monthsOf(logs).matchAll(/^\{"day":"([\d-]+)"/gm)].map(([, day]) => day),
    ['2026-02-01', '2026-03-01', '2026-04-01'],
  );
  rmSync(join(logs, '.summaries'));
  // The two ends are read, with a week before them and the day after.
  const opened = logsOpened(() => assert.equal(total(logs, '2026-01-20', '2026-05-10'), wh));
  assert.ok(opened > 0 && opened < 60, String(opened));
  rmSync(join(logs, '.summaries'));
  assert.equal(
    logsOpened(() => total(logs, '2026-02-01', '2026-04-30')),
    0,
  );
});

test('a month is read again when one of its logs changes, goes or comes, and when one near to it does', (t) => {
  const logs = directoryOf(t);
  const days = daysBetween('2026-01-01', '2026-05-20').filter((day) => day !== '2026-03-14');
  writeDays(logs, days);
  const [from, to] = ['2026-02-01', '2026-04-30'] as const;
  const isKept = (): boolean => logsOpened(() => total(logs, from, to)) === 0;
  total(logs, from, to);
  assert.ok(isKept());
  const append = (day: Day, line: string): void => {
    const log = logFile(logs, day);
    writeOld(log, `${readFileSync(log, 'utf8')}${line}\n`, changed());
  };
  const near: readonly Day[] = ['2026-03-20', addDays(from, -7), addDays(to, 1)];
  for (const day of near) {
    append(day, 'garbage');
    assert.ok(!isKept(), day);
    assert.ok(isKept());
  }
  // A line of April stands in the log of May.
  append('2026-05-01', formatData(record(startOfDay(to) + 22 * 3_600_000, { HN: 241_000, HPM: 50 })));
  assert.deepEqual(reportOfDays({ logs, from, to, prices }), plainReport(logs, from, to));
  writeDays(logs, ['2026-03-14'], 143);
  assert.ok(!isKept());
  assert.deepEqual(reportOfDays({ logs, from, to, prices }), plainReport(logs, from, to));
  rmSync(logFile(logs, '2026-03-20'));
  assert.deepEqual(reportOfDays({ logs, from, to, prices }), plainReport(logs, from, to));
  assert.ok(isKept());
  // Before all others: the month is among the first seven days no more.
  const first = directoryOf(t);
  writeDays(first, daysBetween('2026-02-01', '2026-03-20'), 10);
  const before = total(first, '2026-02-01', '2026-02-28');
  writeDays(first, ['2026-01-31'], 8);
  assert.equal(total(first, '2026-02-01', '2026-02-28'), before + 667);
});

test('the season of a kept month is that of its logs', (t) => {
  const logs = directoryOf(t);
  const days = daysBetween('2025-10-20', '2026-04-20');
  writeDays(logs, days);
  const peak = (day: Day, place: number): void => {
    const lines = [8, 9, 20].map((hour, j) =>
      formatData(record(startOfDay(day) + hour * 3_600_000, { HN: 2000 * place, HPM: 50 + j }, { periodCode: 'PM..' })),
    );
    writeOld(logFile(logs, day), `${lines.join('\n')}\n`, changed());
  };
  const peaks: readonly Day[] = ['2025-11-03', '2025-12-31', '2026-01-01', '2026-02-28'];
  for (const day of peaks) peak(day, days.indexOf(day));
  assert.deepEqual(ejpSeason(logs, '2026-03-31').days, peaks);
  assert.deepEqual(ejpSeason(logs, '2026-03-31').days, peaks);
  assert.deepEqual(ejpSeason(logs, '2025-12-31').days, peaks.slice(0, 2));
});

test('what is wrong with a log of a kept month is told each time; a log that cannot be read is tried again', (t) => {
  const logs = directoryOf(t);
  writeDays(logs, daysBetween('2026-01-20', '2026-03-10'));
  writeOld(join(logs, 'x_2026_02_10.log'), 'garbage\n', changed());
  const warnings = () =>
    reportOfDays({ logs, from: '2026-02-01', to: '2026-02-28', prices: new PriceList([]) }).warnings;
  const damaged = { kind: 'damagedLines', day: '2026-02-10', count: 1 };
  for (let i = 0; i < 2; i++) assert.deepEqual(warnings().at(-1), damaged);
  assert.ok(existsSync(join(logs, '.months')));
  rmSync(join(logs, '.months'));
  writeOld(join(logs, 'x_2026_02_11.log.gz'), 'no archive', changed());
  warnings();
  assert.equal(new Summaries(logs).keptOf('2026-02') === undefined, !existsSync(join(logs, '.months')));
});

test('a day is worth the same whether or not what lies more than a week of logs before it is read too', (t) => {
  const logs = directoryOf(t);
  // The value of 29 March is wrong, which only the log before it shows; on 1 April another meter begins.
  const days: readonly (readonly [Day, number])[] = [
    ['2026-03-01', 14_000],
    ['2026-03-29', 10_000],
    ['2026-03-31', 174_000],
    ['2026-04-01', 5],
    ['2026-04-02', 5],
    ['2026-04-03', 5],
    ['2026-04-04', 5],
    ['2026-04-05', 5],
    ['2026-05-01', 80_000],
  ];
  for (const [day, HN] of days) {
    const line = formatData(record(startOfDay(day) + 8 * 3_600_000, { HN, HPM: 50 }));
    writeOld(logFile(logs, day), `${line}\n`, changed());
  }
  const ofLast = (from: Day) => reportOfDays({ logs, from, to: '2026-05-01', prices }).days.at(-1);
  assert.deepEqual(ofLast('2026-05-01'), ofLast('2026-03-01'));
});

test('on the logs of random lives kept months say what the logs say, after any change of a log too', () => {
  monthsAgree(12);
});
