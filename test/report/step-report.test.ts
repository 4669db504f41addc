process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { plus } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { CsvSteps } from '../../src/report/output/csv-steps.ts';
import { renderJson, stepJson } from '../../src/report/output/json.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { STEP_LENGTHS, type StepName, type StepReport, stepReports } from '../../src/report/sums/step-report.ts';
import { addDays, type Day, dayOf, instantOf, startOfDay } from '../../src/time/local.ts';
import { life, record, writeLogs, writeOld } from '../support/meter-life.ts';
import { listDays, reportOfDays } from '../support/reports.ts';

const prices = new PriceList([
  { day: '2020-01-01', key: 'HN', price: 0.1781 },
  { day: '2020-01-01', key: 'HPM', price: 0.344 },
  { day: '2020-01-01', key: 'INJECTION', price: 0.04 },
]);

let logs = '';
beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'linky-step-report-'));
});
afterEach(() => rmSync(logs, { recursive: true }));

function stepsOf(report: Report, step: StepName, now = Number.POSITIVE_INFINITY): StepReport[] {
  const steps: StepReport[] = [];
  finish(stepReports(report, { logs: new Summaries(logs), prices, step, now }, (each) => steps.push(each)));
  return steps;
}

describe('--step', () => {
  test('the steps of each day add up to the day: Wh and exact euros, of each period and of the injection', () => {
    fc.assert(
      fc.property(life, fc.constantFrom<StepName>('10min', '30min', 'hour'), (lines, step) => {
        for (const name of readdirSync(logs)) rmSync(join(logs, name));
        writeLogs(logs, lines);
        const days = listDays(logs);
        const report = reportOfDays({ logs, from: days[0] as Day, to: days.at(-1) as Day, prices });
        const steps = stepsOf(report, step);
        for (const day of report.days) {
          const own = steps.filter(({ from }) => dayOf(from) === day.day);
          assert.equal(
            own.length,
            Math.ceil((startOfDay(addDays(day.day, 1)) - startOfDay(day.day)) / STEP_LENGTHS[step]),
          );
          for (const [i, period] of day.periods.entries()) {
            const parts = own.map(({ energy }) => energy?.periods[i]);
            assert.equal(
              parts.reduce((sum, part) => sum + (part?.wh ?? 0), 0),
              period.wh,
            );
            // Parts that cost nothing are known; one without a price leaves the day's cost unknown, as the day has it.
            if (period.cost !== undefined)
              assert.equal(
                parts.reduce<bigint | undefined>((sum, part) => plus(sum, part ? part.cost : 0n), 0n),
                period.cost,
              );
          }
          const injected = own.flatMap(({ injection }) => injection ?? []);
          assert.equal(
            injected.reduce((sum, { wh }) => sum + wh, 0),
            day.injectedWh,
          );
          assert.equal(
            injected.some(({ estimated }) => estimated),
            day.injectionEstimated,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  const DAY = '2026-10-25';
  /** 1 kW all day, a line a minute, no line in the first hour and from 20:00 on; the sun injects at 15:00. */
  function writeDay(): void {
    const lines: string[] = [];
    const [start, end] = [startOfDay(DAY) + 3_600_000, instantOf(`${DAY}T20:00:00`)];
    for (let at = start; at <= end; at += 60_000) {
      const isSunny = new Date(at).getHours() === 15;
      const wh = 5_000_000 + Math.floor((at - start) / 3600);
      const powers = isSunny ? { papp: 0, iinst: 5 } : { papp: 1000 + new Date(at).getMinutes(), iinst: 4 };
      lines.push(formatData(record(at, { HN: wh, HPM: 7 }, powers)));
    }
    writeOld(logFile(logs, DAY), `${lines.join('\n')}\n`);
  }

  test('as CSV: local time with its offset in the doubled hour, what is unknown empty', () => {
    writeDay();
    const report = reportOfDays({ logs, from: DAY, to: DAY, prices });
    const text = (lang: 'fr' | 'en'): string[] => {
      const csv = new CsvSteps(report, lang);
      return [csv.header(), ...stepsOf(report, 'hour').map((each) => csv.line(each))].map((line) => line.trimEnd());
    };
    const french = text('fr');
    assert.equal(
      french[0],
      'heure;HN kWh;HN EUR;PM kWh;PM EUR;total kWh;total EUR;injection kWh;injection EUR;couverture;puissance max VA;moyenne VA;injection estimee',
    );
    assert.equal(french.length, 26);
    assert.deepEqual(french.slice(1, 5), [
      '2026-10-25T00:00:00+02:00;;;;;;;;;0,000;;;',
      '2026-10-25T01:00:00+02:00;1,000;0,178100;0,000;0,000000;1,000;0,178100;0,000;0,000000;1,000;1059;1030;0',
      '2026-10-25T02:00:00+02:00;1,000;0,178100;0,000;0,000000;1,000;0,178100;0,000;0,000000;1,000;1059;1030;0',
      '2026-10-25T02:00:00+01:00;1,000;0,178100;0,000;0,000000;1,000;0,178100;0,000;0,000000;1,000;1059;1030;0',
    ]);
    // 5 A × 220 VA for 59 of its minutes, and the minute before its first line.
    const injected = french.find((line) => line.includes('T15:00')) ?? '';
    assert.match(injected, /;1,082;0,043280;1,000;0;0;1$/);
    assert.match(french.at(-1) ?? '', /^2026-10-25T23:00:00\+01:00;;;;;;;;;0,000;;;$/);
    assert.match(text('en')[2] ?? '', /^2026-10-25T01:00:00\+02:00,1\.000,0\.178100,/);
  });

  test('as JSON: null for what is unknown, after all that the report has', () => {
    writeDay();
    const report = reportOfDays({ logs, from: DAY, to: DAY, prices });
    const lines = stepsOf(report, '30min').map((each) => stepJson(each, undefined));
    const json = JSON.parse(renderJson(report, undefined, { steps: { step: '30min', lines } }));
    assert.equal(json.step, '30min');
    assert.equal(json.days.length, 1);
    assert.equal(json.steps.length, 50);
    assert.deepEqual(json.steps[0], {
      ...{ from: '2026-10-25T00:00:00+02:00', to: '2026-10-25T00:30:00+02:00', periods: [] },
      ...{ total: { kwh: null, cost: null }, injected: { kwh: null, revenue: null, estimated: false } },
      ...{ coverage: 0, meanVa: null, peakVa: null },
    });
    assert.deepEqual(json.steps[2], {
      ...{ from: '2026-10-25T01:00:00+02:00', to: '2026-10-25T01:30:00+02:00' },
      periods: [
        { period: 'HN', kwh: 0.5, cost: 0.08905 },
        { period: 'PM', kwh: 0, cost: 0 },
      ],
      total: { kwh: 0.5, cost: 0.08905 },
      injected: { kwh: 0, revenue: 0, estimated: false },
      ...{ coverage: 1, meanVa: 1015, peakVa: 1029 },
    });
  });

  test('a day that still runs ends now; its last step is covered up to here', () => {
    writeDay();
    const now = instantOf(`${DAY}T10:15:00`);
    const report = reportOfDays({ logs, from: DAY, to: DAY, prices, now });
    const steps = stepsOf(report, 'hour', now);
    assert.equal(steps.length, 12);
    assert.equal(steps.at(-1)?.from, instantOf(`${DAY}T10:00:00`));
  });
});
