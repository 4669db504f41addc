process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DaySteps, STEP_MS, StepsBuilder } from '../../src/energy/day-steps.ts';
import { flatten } from '../../src/energy/flat-record.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { clockOf, type Day, instantOf, startOfDay } from '../../src/time/local.ts';
import { record } from '../support/meter-life.ts';

function stepsOf(day: Day, records: readonly EnergyRecord[]): DaySteps {
  const builder = new StepsBuilder(day);
  for (const each of records) builder.add(flatten(each));
  return builder.finish();
}

const at = (day: Day, clock: string, papp: number, more: Partial<EnergyRecord> = {}): EnergyRecord =>
  record(instantOf(`${day}T${clock}`), { HN: 1 }, { papp, ...more });

describe('the 10-minute steps of a day', () => {
  test('each has the maximum, the sum and the last period of its records; a hole is null', () => {
    const DAY = '2026-01-14';
    const steps = stepsOf(DAY, [
      at(DAY, '00:00:00', 300),
      at(DAY, '00:09:59', 500, { periodCode: 'PM..' }),
      at(DAY, '00:20:00', 0, { iinst: 2 }),
      at(DAY, '00:20:30', 500, { pinj: 7 }),
    ]);
    assert.equal(steps.records.length, 144);
    assert.deepEqual(steps.records.slice(0, 4), [2, null, 2, null]);
    assert.deepEqual(steps.maximumVa.slice(0, 4), [500, null, 500, null]);
    assert.deepEqual(steps.sumVa.slice(0, 4), [800, null, 500, null]);
    assert.deepEqual(steps.injectedSumVa?.slice(0, 4), [0, null, 447, null]);
    assert.deepEqual(steps.periodCodes, [
      ['PM..', 1],
      [null, 1],
      ['HN..', 1],
      [null, 141],
    ]);
    assert.deepEqual(steps.maximum, { at: instantOf(`${DAY}T00:09:59`), va: 500 });
    assert.equal(steps.start, startOfDay(DAY));
  });

  test('a day of 23 hours has 138, one of 25 hours 150, and each hour begins with a step', () => {
    for (const [day, count] of [
      ['2026-03-29', 138],
      ['2026-10-25', 150],
    ] as const) {
      const start = startOfDay(day);
      const records = Array.from({ length: count }, (_, i) => record(start + (i + 1) * STEP_MS - 1000, { HN: 1 }));
      const steps = stepsOf(day, records);
      assert.deepEqual(steps.records, new Array(count).fill(1));
      for (let i = 0; i < count; i += 6) assert.match(clockOf(steps.start + i * STEP_MS), /^\d\d:00:00$/);
    }
  });

  test('a day without records has no maximum, and one without injection no list of it', () => {
    const steps = stepsOf('2026-01-14', []);
    assert.deepEqual([steps.maximum, 'injectedSumVa' in steps, steps.periodCodes], [null, false, [[null, 144]]]);
  });
});
