process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { inCents } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { logFile } from '../../src/journal/writer.ts';
import { yearBefore } from '../../src/report/outlook/year-before.ts';
import { groupDays, groupUpTo } from '../../src/report/sums/grouping.ts';
import { hoursOf } from '../../src/report/sums/hours.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { reportOf } from '../../src/report/sums/report.ts';
import { groupId } from '../../src/text/group-name.ts';
import { addDays, type Day, startOfDay } from '../../src/time/local.ts';
import { readDayPage } from '../../src/tui/loader/day.ts';
import { LogSource } from '../../src/tui/loader/log-source.ts';
import type { DayFigures } from '../../src/tui/model/log-data.ts';
import { Home } from '../support/screen-logs.ts';

const at = (local: string): number => Date.parse(local);

/** The figures of 20 November 2026 out of lines `day hh:mm HN`. */
function figuresOf(t: TestContext, lines: readonly (readonly [string, number])[]): DayFigures {
  const home = new Home('2024-01-01 HN 0.2\n');
  t.after(() => home.remove());
  for (const [when, wh] of lines) {
    const index = String(wh).padStart(9, '0');
    const line = `2026/11/${when}:00 DATA Periode=HN.., IndexHN=${index}, IndexHPM=000500000, PuissConsommee=00600, IConsommee=003`;
    appendFileSync(logFile(home.paths.logs, `2026-11-${when.slice(0, 2)}` as Day), `${line}\n`);
  }
  const page = finish(readDayPage(new LogSource(home.paths), '2026-11-20', at('2026-11-24T12:00+01:00')));
  assert.ok(page.figures);
  return page.figures;
}

/** A line each ten minutes, at 5 past: 100 Wh from one to the next. */
function lines(from: string, to: string, base: number): [string, number][] {
  const out: [string, number][] = [];
  for (let when = at(from), wh = base; when <= at(to); when += 600_000, wh += 100) {
    const date = new Date(when);
    const two = (n: number): string => String(n).padStart(2, '0');
    out.push([`${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`, wh]);
  }
  return out;
}

const energy = ({ report }: DayFigures): number => report.periods.find(({ key }) => key === 'HN')?.wh ?? Number.NaN;

test('a day between two others: its indexes are cut at midnight, and their difference is its energy', (t) => {
  const figures = figuresOf(t, lines('2026-11-19T20:05+01:00', '2026-11-21T04:05+01:00', 1_000_000));
  assert.equal(energy(figures), 14_400);
  // 23:55 has 1 002 300 Wh, 00:05 has 1 002 400.
  assert.deepEqual(figures.ends.indexes.get('HN'), { first: 1_002_350, last: 1_016_750 });
  assert.equal(figures.ends.holeWh, 0);
});

test('a hole up to the next day: its energy of this day is in the difference, and told', (t) => {
  const figures = figuresOf(t, [
    ...lines('2026-11-19T20:05+01:00', '2026-11-20T10:05+01:00', 1_000_000),
    // 20 hours without a line, 12 kWh.
    ...lines('2026-11-21T06:05+01:00', '2026-11-21T08:05+01:00', 1_020_400),
  ]);
  const { first = 0, last = 0 } = figures.ends.indexes.get('HN') ?? {};
  assert.equal(last - first, energy(figures));
  // 13 h 55 min of the 20 h.
  assert.equal(figures.ends.holeWh, Math.round((12_000 * 835) / 1200));
});

test('a hole within the day is told too', (t) => {
  const figures = figuresOf(t, [
    ...lines('2026-11-19T20:05+01:00', '2026-11-20T10:05+01:00', 1_000_000),
    ...lines('2026-11-20T14:05+01:00', '2026-11-21T04:05+01:00', 1_011_400),
  ]);
  const { first = 0, last = 0 } = figures.ends.indexes.get('HN') ?? {};
  assert.equal(last - first, energy(figures));
  assert.equal(figures.ends.holeWh, 3000);
});

test('a leap: the indexes stay those of the lines, and the report says what was not counted', (t) => {
  const figures = figuresOf(t, [
    ...lines('2026-11-19T20:05+01:00', '2026-11-20T10:05+01:00', 1_000_000),
    ...lines('2026-11-20T10:15+01:00', '2026-11-21T04:05+01:00', 9_000_000),
  ]);
  assert.equal(figures.ends.indexes.has('HN'), false);
  assert.ok(figures.report.warnings.some(({ kind }) => kind === 'leap'));
  assert.equal(figures.ends.holeWh, 0);
});

test('the first day of the logs begins with its first line', (t) => {
  const figures = figuresOf(t, lines('2026-11-20T08:05+01:00', '2026-11-21T04:05+01:00', 1_000_000));
  const { first, last = 0 } = figures.ends.indexes.get('HN') ?? {};
  assert.equal(first, 1_000_000);
  assert.equal(last - 1_000_000, energy(figures));
});

const record = (when: number, hn: number, papp = 500): EnergyRecord => ({
  ...{ at: when, periodCode: 'HN..', indexes: { HN: hn }, papp },
  ...{ iinst: 2, injectionIndex: undefined, pinj: undefined },
});

test('hours: what rose in each, shared over the turn of the hour; a leap is none', () => {
  const prices = new PriceList([{ day: '2026-01-01', key: 'HN', price: 0.2 }]);
  const hours = hoursOf(
    [
      record(at('2026-11-20T08:30+01:00'), 1000),
      record(at('2026-11-20T09:30+01:00'), 2000, 1500),
      record(at('2026-11-20T09:40+01:00'), 900_000),
      record(at('2026-11-20T09:50+01:00'), 900_100),
    ],
    { day: '2026-11-20', prices },
  );
  assert.deepEqual(
    hours.map(({ from, wh, cost, maximumVa }) => [
      from - at('2026-11-20T08:00+01:00'),
      wh,
      cost && inCents(cost),
      maximumVa,
    ]),
    [
      [0, 500, 0.1, 500],
      [3_600_000, 600, 0.12, 1500],
    ],
  );
});

/** 1 kWh a day and a bit more each day. */
function daily(from: Day, count: number, contract = 'HN'): ReturnType<typeof reportOf> {
  const records: EnergyRecord[] = [];
  let wh = 0;
  for (let i = 0; i <= count; i++) {
    const when = startOfDay(addDays(from, i));
    for (const moment of [when, when + 20_000]) records.push({ ...record(moment, 0), indexes: { [contract]: wh } });
    wh += 1000 + i;
  }
  return reportOf(records, { from, to: addDays(from, count - 1), prices: new PriceList([]) });
}

test('the same span a year before: of a month its dates, of a week its weekdays; unknown where a day is', () => {
  const report = daily('2025-10-01', 430);
  const month = groupDays(report, 'month').find(({ name }) => groupId(name) === '2026-11');
  const week = groupDays(report, 'week').find(({ name }) => groupId(name) === '2026-W46');
  assert.ok(month && week);
  const past = yearBefore(report, month, '2026-11-24');
  const of = (from: Day, to: Day): number =>
    report.days.filter(({ day }) => day >= from && day <= to).reduce((sum, { wh }) => sum + wh, 0);
  assert.equal(past?.now.wh, of('2026-11-01', '2026-11-23'), 'the day that runs is left out of both');
  assert.equal(past?.before.wh, of('2025-11-01', '2025-11-23'));
  assert.equal(yearBefore(report, week, '2026-11-24')?.before.wh, of('2025-11-10', '2025-11-16'));
  const early = groupDays(report, 'month').find(({ name }) => groupId(name) === '2026-09');
  assert.equal(early && yearBefore(report, early, '2026-11-24'), undefined);
});

test('a sum that today is part of is never less than today', () => {
  const past = daily('2026-11-20', 5);
  const today = daily('2026-11-24', 1);
  for (const by of ['day', 'week', 'month', 'year', 'season'] as const) {
    const group = groupUpTo(past, today, by);
    const others = past.days.filter(({ day }) => day < '2026-11-24' && day >= (group?.from ?? ''));
    assert.equal(group?.wh, today.total.wh + others.reduce((sum, { wh }) => sum + wh, 0), by);
    assert.equal(groupUpTo(undefined, today, by)?.wh, today.total.wh);
  }
});

test('Tempo has years from September on, other contracts the seasons of EJP', () => {
  const names = (contract: string): string[] =>
    groupDays(daily('2026-08-30', 70, contract), 'season').map(({ name }) => groupId(name));
  assert.deepEqual(names('HPJB'), ['2025-09/08', '2026-09/08']);
  assert.deepEqual(names('HN'), ['2026-04/10', '2026-11/03']);
});
