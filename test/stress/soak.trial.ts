import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '../../src/time/local.ts';
import { compared, soaked } from '../support/soak.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const DAYS = Number(process.env['SOAK_DAYS'] ?? 365);
const FROM = '2025-01-01';
const METER = {
  contract: 'producer',
  mode: 'standard',
  phases: 1,
  scenario: 'ejp-season',
  seed: 5,
  producer: true,
} as const;

test('a simulated year', async (t) => {
  const run = await soaked(t, { meter: METER, from: FROM, days: DAYS, frameIntervalMs: 8000 });
  const { wrong, report, ledger, injected, injectedLedger } = compared(run);
  const { memory, speed, files, frames, lines } = run;
  t.diagnostic(`${frames} frames, ${lines} lines, ${Math.round(speed)} times real speed`);
  t.diagnostic(`drawn ${report} Wh, the meter ${ledger}; injected ${injected} Wh, the meter ${injectedLedger}`);
  t.diagnostic(
    `RSS MB: ${memory.map(({ rss }) => rss.toFixed(0)).join(' ')}; heap MB: ${memory.map(({ heap }) => heap.toFixed(1)).join(' ')}`,
  );
  addResult(t, {
    trial: `a year at ${Math.round(speed)} times real speed, days`,
    count: DAYS,
    lost: DAYS - run.report.days.length,
    damaged: wrong.length,
  });
  assert.deepEqual(wrong, []);
  assert.ok(Math.abs(report - ledger) <= 2 && Math.abs(injected - injectedLedger) <= 1, 'the sums agree to the Wh');
  const names = Array.from({ length: DAYS + 2 }, (_, i) => addDays(FROM, i - 1));
  assert.deepEqual(
    files,
    names.map((day) => `LinkyMonitor_${day.replaceAll('-', '_')}.log`),
  );
  assert.equal(run.report.missingDays.length, 0);
  assert.ok(run.report.days.every(({ coverage }) => coverage > 0.999));
  assert.ok(speed > 1000);
  // The first thirty days make what is made once.
  const [, settled, ...later] = memory;
  for (const { heap } of later) assert.ok(heap < (settled?.heap ?? 0) + 2, 'the heap is flat');
});
