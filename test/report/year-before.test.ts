process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { inCents } from '../../src/energy/euros.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { type YearBefore, yearBefore, yearBeforeSteps } from '../../src/report/outlook/year-before.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { billOf } from '../../src/report/sums/bill.ts';
import { groupDays } from '../../src/report/sums/grouping.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import { addDays, type Day, daysBetween, instantOf } from '../../src/time/local.ts';
import { type EvenDay, evenPrices, evenRecords, writeRecords } from '../support/even-days.ts';
import { buildReport } from '../support/reports.ts';

const PRICES = evenPrices({ HN: 0.2, HPM: 0.5, INJECTION: 0.1, ABO: 30 });
const words = (text: string): string => text.replace(/[ \u00a0\u202f]+/g, ' ');

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-year-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

/** Days of a span, each with what `of` says of it. */
const days = (from: Day, to: Day, of: (day: Day) => EvenDay | undefined): (EvenDay | undefined)[] =>
  daysBetween(from, to).map(of);

function ask(from: Day, to: Day, local: string, prices = PRICES): { report: Report; past: YearBefore | undefined } {
  const now = instantOf(local);
  const all = new Summaries(logs);
  const report = buildReport({ logs, from, to, prices, now });
  return { report, past: finish(yearBeforeSteps(report, { logs: all, prices, now })) };
}

const NEXT_MONTH = '2026-12-10T12:00:00';

describe('the span of a report a year before', () => {
  const write = (from: Day, to: Day, of: (day: Day) => EvenDay | undefined): void =>
    writeRecords(logs, evenRecords(from, days(from, to, of)));

  test('both in full: kWh and € by period, and the net of each', () => {
    write('2025-10-20', '2026-12-01', (day) =>
      day < '2026-06-01' ? { hn: 10_000, pm: day === '2025-11-05' ? 2000 : 0, injected: 1000 } : { hn: 12_000 },
    );
    const { report, past } = ask('2026-11-01', '2026-11-30', NEXT_MONTH);
    assert.deepEqual([past?.days, past?.of, past?.until], [30, 30, undefined]);
    assert.deepEqual([past?.now.wh, past?.before.wh], [360_000, 302_000]);
    // 72 + 30; 60 + 1 + 30 − 3
    assert.deepEqual(
      [past?.now, past?.before].map((side) => side && inCents(billOf(side).net ?? 0n)),
      [102, 88],
    );
    const lines = words(renderTable(report, 'fr', { yearBefore: past })).split('\n');
    const at = lines.indexOf('Un an avant 01/11/2025 → 30/11/2025');
    assert.deepEqual(lines.slice(at + 1, at + 8), [
      ' écart depuis',
      'Conso EJP 2,000 kWh 1,00 € −2,0 kWh −1,00 €',
      'Conso HN 300,000 kWh 60,00 € +60,0 kWh +12,00 €',
      'Conso totale 302,000 kWh 61,00 € +58,0 kWh +11,00 €',
      'Injecté sur période 30,000 kWh 3,00 € −30,0 kWh −3,00 €',
      'Abonnement 30,00 € 0,00 €',
      'Net à payer 88,00 € +14,00 €',
    ]);
    assert.ok(
      words(renderTable(report, 'en', { yearBefore: past })).includes('A year before 2025-11-01 → 2025-11-30\n'),
    );
    const json = JSON.parse(
      renderJson(report, undefined, { outlook: { yearBefore: past, projections: [] } }),
    ).yearBefore;
    assert.deepEqual([json.from, json.days, json.of, json.now.net, json.before.net], ['2025-11-01', 30, 30, 102, 88]);
  });

  test('days that either year is without are left out of both, and counted', () => {
    const isMissing = (day: Day): boolean =>
      (day >= '2025-11-10' && day <= '2025-11-14') || day === '2026-11-14' || day === '2026-11-20';
    write('2025-10-20', '2026-12-01', (day) =>
      isMissing(day) ? undefined : { hn: day < '2026-06-01' ? 10_000 : 12_000 },
    );
    const { report, past } = ask('2026-11-01', '2026-11-30', NEXT_MONTH);
    assert.deepEqual([past?.days, past?.of], [24, 30]);
    assert.deepEqual([past?.now.wh, past?.before.wh], [288_000, 240_000]);
    const table = words(renderTable(report, 'fr', { yearBefore: past }));
    assert.ok(table.includes('Un an avant 01/11/2025 → 30/11/2025 · 24 jours sur 30'), table);
    // The subscription of the days compared: 24 €.
    assert.equal(inCents(billOf(past?.before as YearBefore['before']).net ?? 0n), 72);
  });

  test('logs that begin within the span: their first day is only known where it is covered', () => {
    const records = evenRecords(
      '2025-11-10',
      days('2025-11-10', '2026-12-01', () => ({ hn: 10_000 })),
    );
    writeRecords(
      logs,
      records.filter(({ at }) => at >= instantOf('2025-11-10T15:00:00')),
    );
    const { past } = ask('2026-11-01', '2026-11-30', NEXT_MONTH);
    assert.deepEqual([past?.days, past?.of, past?.span.from], [20, 30, '2025-11-11']);
    assert.equal(past?.before.wh, 200_000);
  });

  test('records that cover little of a day are told', () => {
    const records = evenRecords(
      '2025-10-20',
      days('2025-10-20', '2026-12-01', () => ({ hn: 24_000 })),
    );
    const isHole = (at: number): boolean =>
      at > instantOf('2025-11-05T02:00:00') && at < instantOf('2025-11-05T22:00:00');
    writeRecords(
      logs,
      records.filter(({ at }) => !isHole(at)),
    );
    const { report, past } = ask('2026-11-05', '2026-11-11', NEXT_MONTH);
    // The same weekdays: Thursday 2026-11-05 is with Thursday 2025-11-06.
    assert.equal(past?.span.from, '2025-11-06');
    const month = ask('2026-11-01', '2026-11-30', NEXT_MONTH).past;
    // 29 days and 4 hours of 30; what was drawn in the hole is known by the index
    assert.deepEqual([month?.days, month?.before.wh], [30, 720_000]);
    assert.ok(words(renderTable(report, 'fr', { yearBefore: month })).includes('30/11/2025 · relevés 97 %'));
  });

  test('a 29 February has no day a year before, and none is compared with one', () => {
    write('2027-01-20', '2029-03-05', () => ({ hn: 1000 }));
    const leap = ask('2028-02-01', '2028-03-31', '2028-05-01T00:00:00').past;
    assert.deepEqual([leap?.days, leap?.of, leap?.now.wh, leap?.before.wh], [59, 60, 59_000, 59_000]);
    const after = ask('2029-02-01', '2029-02-28', '2029-05-01T00:00:00').past;
    assert.deepEqual([after?.days, after?.of, after?.before.wh, after?.span.to], [28, 28, 28_000, '2028-02-28']);
    // A week has the same weekdays: 29 February 2028 is a Tuesday.
    assert.deepEqual(ask('2028-02-29', '2028-02-29', '2028-05-01T00:00:00').past?.span.from, '2027-03-02');
  });

  test('a day that runs is compared up to the same time, alone and in its month', () => {
    const until = instantOf('2026-11-20T12:00:00');
    writeRecords(
      logs,
      evenRecords(
        '2025-10-20',
        days('2025-10-20', '2026-11-20', () => ({ hn: 24_000 })),
        until,
      ),
    );
    const today = ask('2026-11-20', '2026-11-20', '2026-11-20T12:00:00').past;
    assert.deepEqual([today?.until, today?.now.wh, today?.before.wh], ['12:00', 12_000, 12_000]);
    assert.equal(today?.span.from, '2025-11-21', 'a Friday both');
    const { report, past } = ask('2026-11-01', '2026-11-20', '2026-11-20T12:00:00');
    assert.deepEqual([past?.days, past?.of, past?.now.wh, past?.before.wh], [20, 20, 468_000, 468_000]);
    assert.ok(words(renderTable(report, 'fr', { yearBefore: past })).includes('01/11/2025 → 20/11/2025 à 12:00\n'));
    // Days to come are not asked for.
    assert.deepEqual(ask('2026-11-01', '2026-11-30', '2026-11-20T12:00:00').past?.of, 20);
  });

  test('a day whose log has stopped counts up to its last line, on both sides', () => {
    const until = instantOf('2026-11-20T06:00:00');
    writeRecords(
      logs,
      evenRecords(
        '2025-10-20',
        days('2025-10-20', '2026-11-20', () => ({ hn: 24_000 })),
        until,
      ),
    );
    const { past } = ask('2026-11-01', '2026-11-20', '2026-11-20T12:00:00');
    assert.deepEqual([past?.days, past?.of, past?.until], [20, 20, '06:00']);
    assert.deepEqual([past?.now.wh, past?.before.wh], [462_000, 462_000]);
    for (const clock of ['06:13', '12:00', '23:59']) {
      const { past: today } = ask('2026-11-20', '2026-11-20', `2026-11-20T${clock}:00`);
      assert.deepEqual([today?.until, today?.now.wh, today?.before.wh], ['06:00', 6000, 6000], clock);
    }
  });

  test('on the short Sunday of March: the same time by the clock', () => {
    const until = instantOf('2026-03-29T12:00:00');
    writeRecords(
      logs,
      evenRecords(
        '2025-02-20',
        days('2025-02-20', '2026-03-29', () => ({ hn: 24_000 })),
        until,
      ),
    );
    const { past } = ask('2026-03-20', '2026-03-29', '2026-03-29T12:00:00');
    // 11 hours of 23 this year, 12 of 24 on Saturday 29 March 2025
    assert.deepEqual([past?.until, past?.days], ['12:00', 10]);
    assert.equal(past?.now.wh, 9 * 24_000 + Math.round((24_000 * 11) / 23));
    assert.equal(past?.before.wh, 9 * 24_000 + 12_000);
  });

  test('without logs of then nothing is said; nor of more than a year, nor of days to come', () => {
    write('2026-10-20', '2026-12-01', () => ({ hn: 1000 }));
    assert.equal(ask('2026-11-01', '2026-11-30', NEXT_MONTH).past, undefined);
    assert.equal(ask('2025-10-01', '2026-11-30', NEXT_MONTH).past, undefined);
    assert.equal(ask('2027-01-01', '2027-01-31', NEXT_MONTH).past, undefined);
  });

  test('a net in part is compared with one of the same parts, in words that say so', () => {
    write('2025-10-20', '2026-12-01', (day) => ({ hn: day < '2026-06-01' ? 10_000 : 12_000 }));
    const { report, past } = ask('2026-11-01', '2026-11-30', NEXT_MONTH, evenPrices({ HN: 0.2, HPM: 0.5 }));
    const table = words(renderTable(report, 'fr', { yearBefore: past }));
    assert.ok(table.includes('Net à payer, en partie 60,00 € +12,00 €'), table);
    const late = evenPrices({ HN: 0.2, HPM: 0.5 }, { day: '2026-01-01', key: 'ABO', price: 30 });
    const other = ask('2026-11-01', '2026-11-30', NEXT_MONTH, late);
    assert.ok(words(renderTable(other.report, 'fr', { yearBefore: other.past })).includes('Net à payer —\n'));
  });
});

test('random holes: what is compared is the days that both years have, to the Wh', () => {
  const day = fc.option(fc.record({ hn: fc.nat(50_000), pm: fc.nat(9000) }), { nil: undefined, freq: 3 });
  fc.assert(
    fc.property(fc.array(day, { minLength: 440, maxLength: 440 }), fc.nat(29), (list, running) => {
      const first: Day = '2027-12-20';
      const today = addDays('2029-02-01', running);
      // Ended days, those around the months that are compared always known.
      const drawn = list.map((each, i) => (i === 0 ? { hn: 1, pm: 0 } : addDays(first, i) >= today ? undefined : each));
      const end = addDays(first, 439);
      const records = evenRecords(first, [...drawn.slice(0, -1), { hn: 1, pm: 0 }]);
      const report = reportOf(records, { from: first, to: end, prices: PRICES });
      const month = groupDays(report, 'month').find(({ from }) => from === '2029-02-01');
      if (!month) return;
      const past = yearBefore(report, month, today);
      const of = (when: Day): EvenDay | undefined => drawn[daysBetween(first, when).length - 1];
      const both = daysBetween('2029-02-01', '2029-02-28').filter(
        (when) => when < today && of(when) && of(`2028${when.slice(4)}` as Day),
      );
      const sum = (year: string): number =>
        both.reduce((all, when) => {
          const { hn = 0, pm = 0 } = of(`${year}${when.slice(4)}` as Day) ?? {};
          return all + hn + pm;
        }, 0);
      assert.equal(past?.days ?? 0, both.length);
      if (past) assert.deepEqual([past.now.wh, past.before.wh], [sum('2029'), sum('2028')]);
    }),
    { numRuns: 8 },
  );
});
