process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { renderCsv } from '../../src/report/output/csv.ts';
import { renderJson } from '../../src/report/output/json.ts';
import { renderTable } from '../../src/report/output/table.ts';
import { concatReports, type Report, reportOf } from '../../src/report/sums/report.ts';
import { addDays, type Day, startOfDay } from '../../src/time/local.ts';

/** Each day draws all its energy up to here, ms after its midnight. */
const NOON = 12 * 3_600_000;

interface Drawn {
  readonly [key: string]: number;
}

/** The report on days that draw these Wh by index, and inject at the key INJECTION, at prices typed in a tariffs.conf. */
function reportOn(tariffs: string, days: readonly Drawn[], from: Day): Report {
  const records: EnergyRecord[] = [];
  const indexes: Record<string, number> = {};
  let injectionIndex = 0;
  for (const key of days.flatMap(Object.keys)) if (key !== 'INJECTION') indexes[key] = 0;
  days.forEach((drawn, i) => {
    const at = startOfDay(addDays(from, i));
    const quiet = { periodCode: 'TH..', papp: 500, iinst: 2, pinj: 0 };
    records.push({ at, indexes: { ...indexes }, injectionIndex, ...quiet });
    for (const [key, wh] of Object.entries(drawn)) {
      if (key === 'INJECTION') injectionIndex += wh;
      else indexes[key] = (indexes[key] ?? 0) + wh;
    }
    records.push({ at: at + NOON, indexes: { ...indexes }, injectionIndex, ...quiet });
  });
  const { prices, issues } = parseTariffs(tariffs, 'tariffs.conf');
  assert.deepEqual(issues, []);
  return reportOf(records, { from, to: addDays(from, days.length - 1), prices: new PriceList(prices) });
}

/** What JSON, the French table and the CSV of each day say of the costs: total, then the days. */
function costsIn(report: Report): { json: number[]; table: string; csv: string[] } {
  const json = JSON.parse(renderJson(report));
  const [, amount = ''] = /Conso totale.*kWh +(.*?)[\s\u00a0]€/.exec(renderTable(report, 'fr')) ?? [];
  const [header = [], ...rows] = renderCsv(report, 'en')
    .trim()
    .split('\n')
    .map((row) => row.split(','));
  return {
    json: [json.total.cost, ...json.days.map((day: { total: { cost: number } }) => day.total.cost)],
    table: amount,
    csv: rows.map((row) => row[header.indexOf('total EUR')] ?? ''),
  };
}

describe('half a cent', () => {
  test('1 kWh at 1.005 €/kWh costs 1.01 €, in the table, the CSV and the JSON', () => {
    for (const [price, amount] of [
      ['1.005', 1.01],
      ['1,005', 1.01],
      ['0.285', 0.29],
      ['0.145', 0.15],
      ['1.00499999', 1],
      ['8.575', 8.58],
    ] as const) {
      const { json, table, csv } = costsIn(reportOn(`2020-01-01 BASE ${price}`, [{ BASE: 1000 }], '2024-05-10'));
      assert.deepEqual(json, [amount, amount], price);
      assert.equal(table, amount.toFixed(2).replace('.', ','), price);
      assert.deepEqual(csv, [amount.toFixed(2)], price);
    }
  });

  test('rows are rounded each, their sum once: 2 days of 0.0025 € are 0.01 €, 2 of 0.005 € too', () => {
    const quarter = reportOn('2020-01-01 BASE 0.0025', [{ BASE: 1000 }, { BASE: 1000 }], '2024-05-10');
    assert.deepEqual(costsIn(quarter).json, [0.01, 0, 0]);
    const half = reportOn('2020-01-01 BASE 0.005', [{ BASE: 1000 }, { BASE: 1000 }], '2024-05-10');
    assert.deepEqual(costsIn(half).json, [0.01, 0.01, 0.01]);
  });

  test('a year of days ends on the half cent that it comes to: 365 × 0.285 € are 104.025 €', () => {
    const report = reportOn('2020-01-01 BASE 0.285', Array(365).fill({ BASE: 1000 }), '2023-01-01');
    assert.equal(costsIn(report).json[0], 104.03);
    assert.equal(costsIn(report).table, '104,03');
  });

  test('ten years too, in whatever parts they are put together', () => {
    const days = Array(3653).fill({ BASE: 100 });
    const tariffs = '2010-01-01 BASE 0.15\n2010-01-01 ABO 0.155';
    const whole = reportOn(tariffs, days, '2014-01-01');
    // 3653 × 0.1 kWh × 0.15 €/kWh = 54.795; 120 months at 0.155 € and the first day of one more = 18.605
    assert.equal(costsIn(whole).json[0], 54.8);
    assert.equal(JSON.parse(renderJson(whole)).subscription, 18.61);
    const parts = [
      reportOn(tariffs, days.slice(0, 1000), '2014-01-01'),
      reportOn(tariffs, days.slice(1000), addDays('2014-01-01', 1000)),
    ];
    assert.equal(concatReports(parts).total.cost, whole.total.cost);
    assert.equal(concatReports(parts).subscription, whole.subscription);
  });

  test('periods, the injection and the subscription alike', () => {
    const tariffs = '2020-01-01 HC 0.145\n2020-01-01 HP 0.285\n2020-01-01 INJECTION 0.035\n2020-01-01 ABO 0.155';
    const json = JSON.parse(renderJson(reportOn(tariffs, [{ HC: 1000, HP: 1000, INJECTION: 1000 }], '2024-01-10')));
    assert.deepEqual(
      json.periods.map(({ cost }: { cost: number }) => cost),
      [0.15, 0.29],
    );
    // 0.145 + 0.285; 0.43 + 0.01 − 0.04
    assert.deepEqual([json.total.cost, json.injected.revenue, json.subscription, json.net], [0.43, 0.04, 0.01, 0.4]);
  });
});
