process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData, formatLine } from '../../src/journal/log-line.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { logFile } from '../../src/journal/writer.ts';
import { seasonOf } from '../../src/report/days/season.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { addDays, type Day, daysBetween, instantOf, startOfDay } from '../../src/time/local.ts';
import { buildReport, ejpSeason } from '../support/reports.ts';

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-season-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

const PEAKS = daysBetween('2025-11-03', '2026-03-31')
  .filter((_, i) => i % 7 === 0)
  .slice(0, 22);
/** The last one is the last day of the season: its peak ends in April. */
const SEASON: Day[] = [...PEAKS.slice(0, 21), '2026-03-31'];

/** Whether a peak runs: 07:00 to 01:00 of the morning after. */
function inPeak(at: number, day: Day, peaks: readonly Day[]): boolean {
  const hour = new Date(at).getHours();
  return (hour >= 7 && peaks.includes(day)) || (hour < 1 && peaks.includes(addDays(day, -1)));
}

interface Style {
  readonly days: readonly Day[];
  readonly peaks: readonly Day[];
  readonly everySeconds?: number;
  /** Times without the daemon, as local instants. */
  readonly holes?: readonly (readonly [string, string])[];
}

/** Writes the logs of these days: 500 W all day, and the lines that the daemon writes beside its records. */
function write({ days, peaks, everySeconds = 600, holes = [] }: Style): void {
  const indexes = { HN: 688_322, HPM: 80_072 };
  const gone = holes.map(([from, to]) => [instantOf(from), instantOf(to)] as const);
  for (const day of days) {
    const lines = [formatLine({ kind: 'event', at: startOfDay(day), level: 'INFO', text: 'a new day' })];
    for (let at = startOfDay(day) + 7000; at < startOfDay(addDays(day, 1)); at += everySeconds * 1000) {
      const peak = inPeak(at, day, peaks);
      indexes[peak ? 'HPM' : 'HN'] += Math.round((500 * everySeconds) / 3600);
      if (gone.some(([from, to]) => at >= from && at < to)) continue;
      const periodCode = peak ? 'PM..' : 'HN..';
      const still = { papp: 500, iinst: 2, injectionIndex: undefined, pinj: undefined };
      lines.push(formatData({ at, periodCode, indexes: { ...indexes }, ...still }));
    }
    writeFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
  }
}

const WHOLE = daysBetween('2025-10-25', '2026-04-03');

test('a season runs from 1 November to 31 March; the months between belong to the one that has ended', () => {
  for (const [day, from, to] of [
    ['2025-11-01', '2025-11-01', '2026-03-31'],
    ['2025-12-31', '2025-11-01', '2026-03-31'],
    ['2026-01-01', '2025-11-01', '2026-03-31'],
    ['2026-03-31', '2025-11-01', '2026-03-31'],
    ['2026-04-01', '2025-11-01', '2026-03-31'],
    ['2026-10-31', '2025-11-01', '2026-03-31'],
    ['2026-11-01', '2026-11-01', '2027-03-31'],
  ] as const) {
    assert.deepEqual(seasonOf(day), { from, to }, day);
  }
});

test('22 days from 1 November to 31 March are 22, and each day counts from its own on', () => {
  write({ days: WHOLE, peaks: SEASON });
  assert.deepEqual(ejpSeason(logs, '2026-04-03').days, SEASON);
  assert.deepEqual(ejpSeason(logs, '2026-03-31').days, SEASON);
  for (const day of ['2025-11-02', '2025-11-03', '2025-11-04', '2026-01-15', '2026-03-30'] as const) {
    assert.deepEqual(
      ejpSeason(logs, day).days,
      SEASON.filter((peak) => peak <= day),
      day,
    );
  }
  assert.deepEqual(ejpSeason(logs, '2025-10-31').days, []);
});

test('restarts and holes: a day is counted once, and seen by its index when no line says PM', () => {
  const [one, two, three, four] = SEASON as [Day, Day, Day, Day];
  write({
    days: WHOLE,
    peaks: SEASON,
    holes: [
      [`${one}T06:00:00`, `${addDays(one, 1)}T02:00:00`], // the whole peak: only the index tells
      [`${two}T12:00:00`, `${two}T18:00:00`],
      [`${three}T00:00:00`, `${three}T23:50:00`], // most of the day
      [`${addDays(four, 1)}T00:00:00`, `${addDays(four, 1)}T03:00:00`],
    ],
  });
  assert.deepEqual(ejpSeason(logs, '2026-04-03').days, SEASON);
});

test('logs of every size, compressed ones, damage at the ends', () => {
  write({ days: WHOLE, peaks: SEASON, everySeconds: 1800 });
  const one = SEASON[0] as Day;
  for (const day of [one, addDays(one, 1)]) {
    const path = logFile(logs, day);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    rmSync(path);
  }
  for (const day of ['2025-12-10', '2025-12-11'] as const) {
    const path = logFile(logs, day);
    writeFileSync(path, `\0\0\0garbage\n${readFileSync(path, 'utf8')}2025/12/10 23:59:58 DATA Periode=PM.., IndexHN=9`);
  }
  assert.deepEqual(ejpSeason(logs, '2026-04-03').days, SEASON);
});

test('a log that has grown is read again, one that has not is remembered', () => {
  write({ days: ['2026-01-05'], peaks: [] });
  assert.deepEqual(ejpSeason(logs, '2026-01-05').days, []);
  write({ days: ['2026-01-05'], peaks: ['2026-01-05'], everySeconds: 300 });
  assert.deepEqual(ejpSeason(logs, '2026-01-05').days, ['2026-01-05']);
});

test('no directory is an error, an empty one a season without peaks', () => {
  assert.throws(() => ejpSeason(join(logs, 'none'), '2026-01-05'), JournalError);
  assert.deepEqual(ejpSeason(logs, '2026-01-05'), { from: '2025-11-01', to: '2026-03-31', days: [], indexOnly: [] });
});

test('the report says n/22, in both languages and as JSON; other contracts have no season', () => {
  write({ days: daysBetween('2025-11-01', '2025-11-20'), peaks: SEASON });
  const ask = (to: Day) => buildReport({ logs, from: '2025-11-09', to, prices: new PriceList([]) });
  assert.match(words(renderTable(ask('2025-11-12'), 'fr')), /\nJours EJP 2\/22 cette saison · 1 : 10\/11\/2025\n/);
  assert.match(words(renderTable(ask('2025-11-12'), 'en')), /\nEJP days 2\/22 this season · 1: 2025-11-10\n/);
  assert.match(words(renderTable(ask('2026-04-12'), 'fr')), /\nJours EJP 3\/22 en 2025-26 · 2 : /);
  assert.deepEqual(JSON.parse(renderJson(ask('2025-11-12'))).ejpSeason, { from: '2025-11-01', used: 2, of: 22 });
  const base = { at: instantOf('2025-11-05T10:00:00'), periodCode: 'TH..', indexes: { BASE: 1 }, papp: 1, iinst: 1 };
  for (const day of daysBetween('2025-11-01', '2025-11-20')) rmSync(logFile(logs, day));
  writeFileSync(
    logFile(logs, '2025-11-05'),
    `${formatData({ ...base, injectionIndex: undefined, pinj: undefined })}\n`,
  );
  const other = buildReport({ logs, from: '2025-11-05', to: '2025-11-05', prices: new PriceList([]) });
  assert.equal(JSON.parse(renderJson(other)).ejpSeason, null);
});

test('logs that begin within a season: the count says at least, and since when; a file may know the days before', () => {
  write({ days: daysBetween('2026-01-13', '2026-02-20'), peaks: SEASON });
  const prices = new PriceList([]);
  const counted = SEASON.filter((day) => day >= '2026-01-12' && day <= '2026-01-31');
  assert.ok(counted.includes('2026-01-12'), 'its peak ends in the first hour logged');
  const asked = (given?: ReadonlyMap<Day, boolean>, from: Day = '2026-01-13', to: Day = '2026-01-31') => {
    const report = buildReport({ logs, from, to, prices, givenEjpDays: given && (() => given) });
    const line =
      renderTable(report, 'fr')
        .split('\n')
        .find((each) => each.startsWith('Jours EJP')) ?? '';
    return { line, json: JSON.parse(renderJson(report)).ejpSeason };
  };
  const unknown = asked();
  assert.deepEqual(unknown.json, {
    from: '2025-11-01',
    used: counted.length,
    of: 22,
    atLeast: true,
    since: '2026-01-13',
  });
  assert.match(unknown.line, new RegExp(`au moins ${counted.length}/22 depuis le 13.01.2026`));
  assert.deepEqual(asked(undefined, '2025-11-01').json, unknown.json, 'of a report on all of the season too');
  const before = daysBetween('2025-11-01', '2026-01-12').map((day) => [day, SEASON.includes(day)] as const);
  const whole = asked(new Map(before));
  assert.deepEqual(whole.json, {
    from: '2025-11-01',
    used: SEASON.filter((day) => day <= '2026-01-31').length,
    of: 22,
  });
  assert.doesNotMatch(whole.line, /au moins/);
  // A file that lacks some of the days still adds those that it has.
  const some = asked(new Map(before.slice(20)));
  assert.deepEqual([some.json.atLeast, some.json.used > unknown.json.used], [true, true]);
});

test('of a season that begins after the last line nothing is said', () => {
  write({ days: daysBetween('2025-11-01', '2026-02-20'), peaks: SEASON });
  const report = buildReport({ logs, from: '2025-11-01', to: '2026-11-29', prices: new PriceList([]) });
  assert.equal(JSON.parse(renderJson(report)).ejpSeason, null);
  assert.match(words(renderTable(report, 'fr')), /\nJours EJP \d+ : /);
});
