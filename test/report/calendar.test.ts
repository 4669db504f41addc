process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { inCents } from '../../src/energy/euros.ts';
import { type Price, PriceList } from '../../src/energy/prices.ts';
import { formatLine } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { renderCsv } from '../../src/report/output/csv.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { addDays, type Day, startOfDay } from '../../src/time/local.ts';
import { buildReport } from '../support/reports.ts';

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-calendar-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

const FIRST: Day = '2026-11-10';
const keyOf = (i: number): string => `INDEX${String(i + 1).padStart(2, '0')}`;

/** The line that names a calendar, in the log of a day. */
function name(day: Day, calendar: string, names: readonly string[]): void {
  const fields = names.map((text, i) => `, Index${String(i + 1).padStart(2, '0')}=${text}`);
  const at = startOfDay(day);
  const text = `Calendrier=${calendar}${fields.join('')}`;
  appendFileSync(logFile(logs, day), `${formatLine({ at, kind: 'event', level: 'INFO', text })}\n`);
}

/** Days on which each index counts so many Wh, evenly, a line an hour. */
function count(wh: readonly number[], days: number, first: Day = FIRST): void {
  for (let n = 0; n < days; n++) {
    const day = addDays(first, n);
    const lines = Array.from({ length: 24 }, (_, hour) =>
      formatLine({
        ...{ kind: 'record', at: startOfDay(day) + hour * 3_600_000, periodCode: 'T01', papp: 500, iinst: 2 },
        ...{ injectionIndex: undefined, pinj: undefined },
        indexes: Object.fromEntries(wh.map((each, i) => [keyOf(i), 1_000_000 + Math.round(each * (n + hour / 24))])),
      }),
    );
    appendFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
  }
}

const pricesOf = (...lines: [string, number, Day?][]): PriceList =>
  new PriceList(lines.map(([key, price, day = '2024-01-01']): Price => ({ day, key, price })));
const HC_HP = pricesOf(['HC', 0.1], ['HP', 0.2]);

const reported = (from: Day, to: Day, prices = HC_HP): Report => buildReport({ logs, from, to, prices });
const costs = ({ periods }: Report): (number | undefined)[] =>
  periods.map(({ cost }) => (cost === undefined ? undefined : inCents(cost)));
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

describe('the prices HC and HP by the words of a calendar', () => {
  for (const [names, expected] of [
    [
      ['HEURE CREUSE', 'HEURE PLEINE'],
      [1, 4],
    ],
    [
      ['HEURES PLEINES', 'HEURES CREUSES'],
      [2, 2],
    ],
    [
      ['PLEINE', 'CREUSE'],
      [2, 2],
    ],
    [
      ['HEURE CREUSE', 'WEEK-END'],
      [1, undefined],
    ],
    [
      ['PLEINE LUNE', 'CREUSE HIVER'],
      [undefined, undefined],
    ],
  ] as const) {
    test(`${names.join(', ')}: 10 and 20 kWh cost ${expected.join(', ')}`, () => {
      name(FIRST, 'HC-12H30', names);
      count([10_000, 20_000], 2);
      assert.deepEqual(costs(reported(FIRST, FIRST)), expected);
    });
  }

  test('a price of the index itself comes first, from its day on', () => {
    name(FIRST, 'HC-12H30', ['HEURE CREUSE', 'HEURE PLEINE']);
    count([10_000, 20_000], 3);
    const prices = pricesOf(['HC', 0.1], ['HP', 0.2], ['INDEX02', 0.5, addDays(FIRST, 1)]);
    assert.deepEqual(costs(reported(FIRST, FIRST, prices)), [1, 4]);
    assert.deepEqual(costs(reported(addDays(FIRST, 1), addDays(FIRST, 1), prices)), [1, 10]);
  });

  test('a price that is missing is told by the index and its name', () => {
    name(FIRST, 'WE', ['HEURE CREUSE', 'WEEK-END']);
    count([10_000, 20_000], 2);
    const report = reported(FIRST, FIRST);
    assert.match(words(renderTable(report, 'fr')), /Prix manquant : INDEX02 \(WEEK-END\) le 10\/11\/2026/);
    assert.deepEqual(report.warnings, [{ kind: 'noPrice', key: 'INDEX02', name: 'WEEK-END', from: FIRST, to: FIRST }]);
  });

  test('each day has the calendar named last before it, else the one named first after it, in any span', () => {
    const [turned, last] = [addDays(FIRST, 4), addDays(FIRST, 6)];
    name(addDays(FIRST, 2), 'A', ['CREUSE', 'PLEINE']);
    name(turned, 'B', ['PLEINE', 'CREUSE']);
    count([10_000, 20_000], 8);
    for (let day = FIRST; day <= last; day = addDays(day, 1)) {
      assert.deepEqual(costs(reported(day, day)), day < turned ? [1, 4] : [2, 2], day);
    }
    const whole = reported(FIRST, last);
    assert.deepEqual(costs(whole), [4 * 1 + 3 * 2, 4 * 4 + 3 * 2]);
    // What was called otherwise for a time has both names.
    assert.deepEqual(whole.calendar, {
      name: 'A / B',
      indexNames: { INDEX01: 'CREUSE / PLEINE', INDEX02: 'PLEINE / CREUSE' },
    });
  });

  test('a calendar named before a span goes before one that is named within it', () => {
    const [before, within] = [FIRST, addDays(FIRST, 3)];
    name(before, 'A', ['CREUSE', 'PLEINE']);
    name(within, 'B', ['PLEINE', 'CREUSE']);
    count([10_000, 20_000], 5);
    const day = addDays(FIRST, 1);
    assert.deepEqual(costs(reported(day, day)), [1, 4]);
    assert.deepEqual(costs(reported(day, within)), [2 * 1 + 2, 2 * 4 + 2]);
  });

  test('names are learned one by one, and again after a start: those of the same calendar go together', () => {
    name(FIRST, 'A', ['CREUSE', '']);
    count([10_000, 20_000], 5);
    name(addDays(FIRST, 1), 'A', ['', 'PLEINE']);
    // Two starts on one day.
    name(addDays(FIRST, 2), 'A', ['CREUSE', 'PLEINE']);
    name(addDays(FIRST, 2), 'A', ['', 'PLEINE']);
    name(addDays(FIRST, 3), 'B', ['', 'CREUSE']);
    const expected = [
      [1, 4],
      [1, 4],
      [1, 4],
      [undefined, 2],
    ];
    for (const [n, each] of expected.entries()) {
      assert.deepEqual(costs(reported(addDays(FIRST, n), addDays(FIRST, n))), each, `day ${n}`);
    }
  });

  test('without any line that names it, the calendar has numbers and no price', () => {
    count([10_000, 20_000], 2);
    const report = reported(FIRST, FIRST);
    assert.deepEqual([costs(report), report.calendar], [[undefined, undefined], undefined]);
    assert.match(renderTable(report, 'fr'), /^Conso INDEX01 /m);
  });
});

describe('names in the report', () => {
  const NAMES = ['HEURE CREUSE', 'WEEK-END', 'WEEK-END', '=1+1', 'A;B "C"'];
  const named = (): Report => {
    name(FIRST, 'MON OFFRE', NAMES);
    count([1000, 2000, 3000, 4000, 5000], 3);
    return reported(FIRST, addDays(FIRST, 1));
  };

  test('table: the calendar in the title, two of one name with their numbers', () => {
    const text = words(renderTable(named(), 'fr'));
    assert.match(text, /^Rapport de consommation – contrat MON OFFRE\n/);
    assert.match(
      text,
      /\nConso HEURE CREUSE 2,000 kWh 0,20 €\nConso WEEK-END 02 4,000 kWh —\nConso WEEK-END 03 6,000 kWh/,
    );
  });

  test('CSV: a name is no formula and does not end its cell', () => {
    const [header] = renderCsv(named(), 'fr').split('\n');
    assert.equal(
      header,
      'jour;HEURE CREUSE kWh;HEURE CREUSE EUR;WEEK-END 02 kWh;WEEK-END 02 EUR;WEEK-END 03 kWh;WEEK-END 03 EUR;' +
        `'=1+1 kWh;'=1+1 EUR;"A;B ""C"" kWh";"A;B ""C"" EUR";` +
        'total kWh;total EUR;injection kWh;injection EUR;couverture;puissance max VA;abonnement EUR;net EUR;injection estimee',
    );
  });

  test('JSON: the period stays the index, its name stands beside it', () => {
    const json = JSON.parse(renderJson(named(), 'week'));
    const expected = NAMES.map((text, i) => [keyOf(i), text]);
    for (const { periods } of [json, json.days[0], json.groups[0]]) {
      assert.deepEqual(
        periods.map((each: { period: string; name: string }) => [each.period, each.name]),
        expected,
      );
    }
    assert.equal(json.calendar, 'MON OFFRE');
  });
});

/** The numbers of a table's rows of days or groups, by the row's name, all its blocks together. */
function cellsOf(table: string): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const line of table.split('\n')) {
    const [, row, cells] = /^(\d{4}-(?:\d\d-\d\d|W\d\d)) +(.*)$/.exec(line) ?? [];
    if (row === undefined || cells === undefined) continue;
    const numbers = cells.split(/ +/).map((cell) => Number(cell.replaceAll(/[,%~]/g, '')));
    rows.set(row, [...(rows.get(row) ?? []), ...numbers]);
  }
  return rows;
}

test('from three indexes to ten, whatever their names: 80 columns, a column for each, and they add up', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ABCDEF HEURE.-='), minLength: 0, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.integer({ min: 0, max: 90_000 })), { minLength: 3, maxLength: 10 }),
      (parts) => {
        rmSync(logs, { recursive: true });
        logs = mkdtempSync(join(tmpdir(), 'linky-calendar-'));
        name(
          FIRST,
          'X',
          parts.map(([each]) => each),
        );
        count(
          parts.map(([, wh]) => wh),
          9,
        );
        const report = reported(FIRST, addDays(FIRST, 7));
        for (const by of [undefined, 'week'] as const) {
          const table = renderTable(report, 'en', { by });
          for (const line of table.split('\n')) assert.ok(line.length <= 80, line);
          const rows = cellsOf(table);
          assert.equal(rows.size, by ? 2 : 8);
          for (const [row, [total, , , , , ...cells]] of rows) {
            // With costs, and the bill in the end.
            const own = by ? cells.slice(0, -4).filter((_, i) => i % 2 === 0) : cells;
            assert.equal(own.length, parts.length, table);
            const sum = own.reduce((all, each) => all + Math.round(each * 1000), 0);
            assert.equal(sum, Math.round((total ?? 0) * 1000), row);
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('Tempo has its six columns beside each other', () => {
  const keys = ['HCJB', 'HPJB', 'HCJW', 'HPJW', 'HCJR', 'HPJR'];
  for (const [n, day] of [FIRST, addDays(FIRST, 1)].entries()) {
    const indexes = (hour: number) => Object.fromEntries(keys.map((key, i) => [key, 1000 * (i + 1) * (n + hour / 24)]));
    const lines = Array.from({ length: 24 }, (_, hour) =>
      formatLine({
        ...{ kind: 'record', at: startOfDay(day) + hour * 3_600_000, periodCode: 'HPJB', papp: 500, iinst: 2 },
        ...{ injectionIndex: undefined, pinj: undefined },
        indexes: Object.fromEntries(Object.entries(indexes(hour)).map(([key, wh]) => [key, Math.round(wh)])),
      }),
    );
    appendFileSync(logFile(logs, day), `${lines.join('\n')}\n`);
  }
  const lines = words(renderTable(reported(FIRST, addDays(FIRST, 1)), 'fr')).split('\n');
  const head = lines.indexOf('Jour HCJB kWh HPJB kWh HCJW kWh HPJW kWh HCJR kWh HPJR kWh');
  assert.equal(lines[head + 1], '10/11/2026 █ 1,000 2,000 3,000 4,000 5,000 6,000');
});
