process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Euros, inCents } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { renderCsv } from '../../src/report/output/csv.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { GROUPINGS, type Grouping, groupDays } from '../../src/report/sums/grouping.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { groupId } from '../../src/text/group-name.ts';
import { addDays, type Day, startOfDay } from '../../src/time/local.ts';

const FIRST = '2025-10-20';
const prices = new PriceList([
  { day: '2025-11-03', key: 'HN', price: 0.1418 },
  { day: '2025-11-03', key: 'HPM', price: 1.0867 },
  { day: '2020-01-01', key: 'INJECTION', price: 0.1 },
]);

/** A record at each midnight and one within the day, from what each day draws in Wh. */
function reportOn(days: readonly { hn: number; pm: number; skip?: boolean }[], from: Day = FIRST): Report {
  const records: EnergyRecord[] = [];
  let [hn, pm] = [0, 0];
  days.forEach((day, i) => {
    const at = startOfDay(addDays(from, i));
    const put = (when: number): void => {
      const quiet = { periodCode: 'HN..', papp: 500 + i, iinst: 2, injectionIndex: undefined, pinj: 90 };
      if (!day.skip) records.push({ at: when, indexes: { HN: hn, HPM: pm }, ...quiet });
    };
    put(at);
    put(at + 20_000);
    hn += day.hn;
    pm += day.pm;
  });
  return reportOf(records, { from, to: addDays(from, days.length - 1), prices });
}

/** A month with one day's energy by its index, no sun, and all prices. */
const billed = reportOf(
  [0, 86_000_000].map((after) => ({
    ...{ at: startOfDay('2025-11-03') + after, indexes: { HN: after / 4300 }, periodCode: 'HN..', papp: 500, iinst: 2 },
    ...{ injectionIndex: 7, pinj: undefined },
  })),
  {
    ...{ from: '2025-11-01', to: '2025-11-30' },
    prices: new PriceList([
      { day: '2025-01-01', key: 'HN', price: 0.1418 },
      { day: '2025-01-01', key: 'ABO', price: 19.2 },
      { day: '2020-01-01', key: 'INJECTION', price: 0.1 },
    ]),
  },
);

const even = (count: number, from?: Day): Report => reportOn(Array(count).fill({ hn: 20_000, pm: 0 }), from);
const names = (report: Report, by: Grouping): string[] => groupDays(report, by).map(({ name }) => groupId(name));

describe('--by', () => {
  test('a group is exactly the sum of its days, and the groups are the report', () => {
    const day = fc.record({
      hn: fc.integer({ min: 0, max: 60_000 }),
      pm: fc.integer({ min: 0, max: 60_000 }),
      skip: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 400 }), fc.constantFrom(...GROUPINGS), (days, by) => {
        const report = reportOn(days);
        const groups = groupDays(report, by);
        for (const group of groups) {
          const own = report.days.filter((each) => each.day >= group.from && each.day <= group.to);
          const sum = (of: (each: (typeof own)[number]) => number | undefined): number =>
            own.reduce((total, each) => total + (of(each) ?? 0), 0);
          const money = (of: (each: (typeof own)[number]) => Euros | undefined): Euros | undefined =>
            own.map(of).reduce((a, b) => (a === undefined || b === undefined ? undefined : a + b), 0n);
          assert.equal(
            group.wh,
            sum((each) => each.wh),
          );
          assert.equal(
            group.cost,
            money((each) => each.cost),
          );
          assert.equal(
            group.injectedWh,
            sum((each) => each.injectedWh),
          );
          for (const [i, period] of group.periods.entries()) {
            assert.equal(
              period.wh,
              sum((each) => each.periods[i]?.wh),
            );
            assert.equal(
              period.cost,
              money((each) => each.periods[i]?.cost),
            );
          }
          assert.ok(group.coverage >= 0 && group.coverage <= 1);
        }
        assert.equal(
          groups.reduce((sum, { wh }) => sum + wh, 0),
          report.total.wh,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('weeks are ISO weeks, months, years and seasons those of the calendar', () => {
    const report = even(60, '2025-12-15');
    assert.deepEqual(names(report, 'week').slice(0, 5), ['2025-W51', '2025-W52', '2026-W01', '2026-W02', '2026-W03']);
    assert.deepEqual(names(even(3, '2027-01-02'), 'week'), ['2026-W53', '2027-W01']);
    assert.deepEqual(names(report, 'month'), ['2025-12', '2026-01', '2026-02']);
    assert.deepEqual(names(report, 'year'), ['2025', '2026']);
    assert.deepEqual(names(report, 'season'), ['2025-11/03']);
    assert.deepEqual(names(even(400), 'season'), ['2025-04/10', '2025-11/03', '2026-04/10', '2026-11/03']);
  });

  test('a group ends where the report does', () => {
    const ends = groupDays(even(20), 'month').map(({ from, to }) => [from, to]);
    assert.deepEqual(ends, [
      ['2025-10-20', '2025-10-31'],
      ['2025-11-01', '2025-11-08'],
    ]);
  });

  test('one day without a price makes its group unknown, and no other', () => {
    const costs = groupDays(even(30), 'week').map(({ cost }) => cost && inCents(cost));
    assert.deepEqual(costs, [undefined, undefined, 19.85, 19.85, 2.84]);
  });

  test('rows of the table, and groups of the JSON', () => {
    const report = even(30);
    const table = renderTable(report, 'fr', { by: 'week' });
    assert.match(table, /\nSemaine {2}.*\n2025-S43 {2}/);
    assert.ok(table.split('\n').every((line) => line.length <= 80));
    const row = renderTable(report, 'fr', { by: 'week' }).replace(/ +/g, ' ').split('\n');
    assert.ok(row.includes('Semaine EJP kWh € HN kWh € Total kWh € Relevés'));
    assert.ok(row.includes('2025-S45 0,000 0,00 140,000 19,85 140,000 19,85 0\u00a0%'), row.join('\n'));
    // What has no room beside two periods stands in the bill.
    assert.ok(row.includes('2025-S45 ~0,014 19,85 — 0,00 19,85*'), row.join('\n'));
    assert.match(renderTable(report, 'en', { by: 'week' }), /\nWeek .*\n2025-W43 /);
    const json = JSON.parse(renderJson(report, 'month'));
    assert.equal(json.by, 'month');
    assert.deepEqual(json.groups[0].name, '2025-10');
    assert.equal(json.groups[0].total.kwh, 240);
    assert.equal(json.groups[0].total.cost, null);
    assert.equal(json.days.length, 30);
  });
});

test('the rows of a home of 50 MWh a year fit 80 columns, their columns apart', () => {
  const report = reportOn(Array(365).fill({ hn: 137_000, pm: 1000 }), '2026-01-01');
  for (const by of GROUPINGS) {
    const lines = renderTable(report, 'fr', { by }).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
    const rows = lines.filter((line) => /^\d/.test(line));
    const bills = rows.splice(rows.length / 2);
    assert.ok(bills.length > 0);
    for (const row of rows) assert.equal(row.replace(/ [█*]/, '').split(/ +/).length, 8, row);
    for (const row of bills) assert.equal(row.split(/ +/).length, 6, row);
  }
});

describe('--format csv', () => {
  const rows = (text: string): string[] => text.trimEnd().split('\n');

  test('French: semicolons and decimal commas, what is unknown empty', () => {
    const [header, first] = rows(renderCsv(even(30), 'fr'));
    assert.equal(
      header,
      'jour;HN kWh;HN EUR;PM kWh;PM EUR;total kWh;total EUR;injection kWh;injection EUR;couverture;puissance max VA;abonnement EUR;net EUR;injection estimee',
    );
    assert.equal(first, '2025-10-20;20,000;;0,000;0,00;20,000;;0,002;0,00;0,000;500;;;1');
  });

  test('English: commas and points; a line a group with --by', () => {
    const [header, ...lines] = rows(renderCsv(even(30), 'en', 'week'));
    assert.match(header ?? '', /^week,HN kWh,/);
    assert.equal(lines.length, 5);
    assert.match(lines[2] ?? '', /^2025-W45,140\.000,19\.85,0\.000,0\.00,140\.000,19\.85,/);
  });

  test('subscription and net where all prices are known; whether the injection is an estimate', () => {
    const [, first] = rows(renderCsv(billed, 'en', 'month'));
    // 20 kWh at 0.1418 €, 30 days of 19.20 €, nothing injected.
    assert.match(first ?? '', /^2025-11,20\.000,2\.84,.*,19\.20,22\.04,0,2025-11-01,2025-11-30$/);
  });

  test('each line has the columns of the header, and no records leave the header alone', () => {
    for (const lang of ['fr', 'en'] as const) {
      const separator = lang === 'fr' ? ';' : ',';
      const counts = rows(renderCsv(even(40), lang)).map((line) => line.split(separator).length);
      assert.deepEqual(new Set(counts), new Set([14]));
    }
    const none = reportOf([], { from: FIRST, to: FIRST, prices });
    assert.equal(rows(renderCsv(none, 'fr')).length, 1);
  });
});

test('rows of a week, a season that the report has a part of are named with their days; CSV has the days of each row', () => {
  const report = reportOn(Array(40).fill({ hn: 20_000 }), '2025-12-30');
  const plain = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ').replaceAll('\n ', ' ');
  assert.match(
    plain(renderTable(report, 'fr', { by: 'month' })),
    /En partie : 2025-12 du 30\/12\/2025 au 31\/12\/2025, 2026-02 du 01\/02\/2026 au 07\/02\/2026\./,
  );
  // The period of the report is the part: its head says so.
  assert.doesNotMatch(renderTable(report, 'fr', { by: 'season' }), /En partie/);
  assert.doesNotMatch(renderTable(report, 'fr', { by: 'day' }), /En partie/);
  const year = reportOn(Array(365).fill({ hn: 20_000 }), '2026-01-01');
  const table = plain(renderTable(year, 'fr', { by: 'season' }));
  assert.match(table, /\n2025-26 .*\nété 2026 .*\n2026-27 .*/);
  assert.match(table, /En partie : 2025-26 du 01\/01\/2026 au 31\/03\/2026, 2026-27 du 01\/11\/2026 au 31\/12\/2026\./);
  const csv = renderCsv(year, 'en', 'season').trimEnd().split('\n');
  assert.match(csv[0] ?? '', /,injection estimated,first day,last day$/);
  assert.match(csv[1] ?? '', /^winter 2025-26,.*,2026-01-01,2026-03-31$/);
  assert.match(csv[2] ?? '', /^Apr-Oct 2026,.*,2026-04-01,2026-10-31$/);
});
