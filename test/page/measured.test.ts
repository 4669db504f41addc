process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Summaries } from '../../src/journal/summaries.ts';
import { type Measured, measuredSteps } from '../../src/page/measured.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { addDays, type Day, instantOf, startOfDay } from '../../src/time/local.ts';
import { writePageLogs } from '../support/page-logs.ts';

const home = mkdtempSync(join(tmpdir(), 'linky-measured-'));
writePageLogs(home, { from: '2026-10-22', to: '2026-10-29', hole: ['2026-10-24T10:00:00', '2026-10-24T12:00:00'] });
after(() => rmSync(home, { recursive: true }));

const measured = (from: Day, to: Day): Measured =>
  finish(measuredSteps(new Summaries(join(home, 'logs')), { from, to }));

describe('what a page is drawn from', () => {
  test('up to seven days: each line, its time and its power, and where a hole ends', () => {
    const { step, times, power, periods } = measured('2026-10-24', '2026-10-24');
    assert.equal(step, 0);
    const records = new Summaries(join(home, 'logs')).read('2026-10-24').records;
    const known = times.map((at, i) => [at, power[i]]).filter(([, va]) => va !== null);
    assert.deepEqual(
      known,
      records.map(({ at, papp }) => [at, papp]),
    );
    const unknown = times.filter((_, i) => power[i] === null);
    assert.equal(unknown.length, 1);
    assert.ok(Math.abs((unknown[0] ?? 0) - instantOf('2026-10-24T12:00:00')) < 20_000);
    // No period in the hole, and none at two times at once.
    for (const [i, { from, to }] of periods.entries()) {
      assert.ok(to > from && from >= (periods[i - 1]?.to ?? 0));
      assert.ok(!(from < instantOf('2026-10-24T11:00:00') && to > instantOf('2026-10-24T11:00:00')));
    }
  });

  test('more days: steps of ten minutes without a break, on the day of 25 hours too', () => {
    const { step, times, power, mean } = measured('2026-10-22', '2026-10-29');
    assert.equal(step, 600_000);
    const [from, to] = [startOfDay('2026-10-22'), startOfDay('2026-10-30')];
    assert.equal(times.length, (to - from) / step);
    for (const [i, at] of times.entries()) assert.equal(at, from + (i + 1) * step);
    assert.equal(times.length, 8 * 144 + 6);
    // The hole of two hours.
    assert.equal(power.filter((va) => va === null).length, 12);
    for (const [i, va] of power.entries()) assert.ok(va === null || va >= (mean[i] ?? 0) - 0.5);
  });

  test('days without a log are unknown, and more than four hundred days have hours', () => {
    const few = measured('2026-10-28', addDays('2026-10-28', 20));
    assert.equal(few.power.filter((va) => va !== null).length, 2 * 144);
    const many = measured(addDays('2026-10-29', -400), '2026-10-29');
    assert.equal(many.step, 3_600_000);
    assert.equal(many.times.at(-1), startOfDay('2026-10-30'));
    assert.equal(many.times[0], startOfDay(addDays('2026-10-29', -400)) + 3_600_000);
    const hours = many.power.filter((va) => va !== null).length;
    assert.ok(hours >= 8 * 24 - 1 && hours <= 8 * 24 + 1, String(hours));
  });
});
