process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EnergyLedger } from '../../src/energy/ledger.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { type Run, runsOf } from '../../src/energy/run.ts';
import { addDays, daysBetween, startOfDay } from '../../src/time/local.ts';
import { reportsAgree } from '../support/cached-reports.ts';
import { record, runsOfOne } from '../support/meter-life.ts';

function ledgerOf(runs: readonly Run[]): EnergyLedger {
  const ledger = new EnergyLedger();
  for (const run of runs) ledger.add(run);
  ledger.finish();
  return ledger;
}

describe('runs of records', () => {
  test('a random life of a meter: by runs, from the cache, and record by record the report is the same', () => {
    reportsAgree(60);
  });

  test('quiet days are one run each, and give the energy of their records', () => {
    const days = daysBetween('2026-01-03', '2026-01-07');
    const records = days.flatMap((day, n) =>
      Array.from({ length: 2000 }, (_, i) => {
        const at = startOfDay(day) + i * 43_000;
        const peak = day === '2026-01-05' && i > 600;
        const sun = i > 900 && i < 1200;
        const hn = n * 2000 + i - (peak ? i - 600 : 0);
        const code = peak ? 'PM..' : 'HN..';
        return record(at, { HN: hn, HPM: peak ? i - 600 : 0 }, { papp: sun ? 0 : i, periodCode: code });
      }),
    );
    const runs = runsOf(records);
    assert.equal(runs.length, days.length);
    const [whole, apart] = [ledgerOf(runs), ledgerOf(runsOfOne(records))];
    assert.deepEqual(whole.days, apart.days);
    assert.deepEqual([whole.warnings, whole.peakDays], [apart.warnings, apart.peakDays]);
  });

  test('a run ends at midnight, where an index falls, comes or goes, and where the clock is set back', () => {
    const start = startOfDay('2026-01-14') + 3_600_000;
    const at = (second: number): number => start + second * 1000;
    const counts = (...records: EnergyRecord[]): number[] => runsOf(records).map((run) => run.records);
    const [a, b] = [record(at(0), { HN: 5 }), record(at(20), { HN: 6 })];
    assert.deepEqual(counts(a, b), [2]);
    assert.deepEqual(counts(a, b, record(at(40), { HN: 5 })), [2, 1]);
    assert.deepEqual(counts(a, b, record(at(40), { HN: 6, HPM: 0 })), [2, 1]);
    assert.deepEqual(counts(a, b, record(at(40), { HN: 6 }, { injectionIndex: 0 })), [2, 1]);
    assert.deepEqual(counts(a, b, record(at(10), { HN: 6 })), [3]);
    assert.deepEqual(counts(a, b, record(startOfDay(addDays('2026-01-14', 1)), { HN: 6 })), [2, 1]);
    assert.deepEqual(counts(), []);
  });
});
