import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compared, soaked } from '../support/soak.ts';

process.env['TZ'] = 'Europe/Paris';

const METER = {
  contract: 'producer',
  mode: 'standard',
  phases: 1,
  scenario: 'ejp-day',
  seed: 5,
  producer: true,
} as const;

// test/stress/soak.trial.ts does this for a year.
for (const [what, from] of [
  ['the clock forward', '2025-03-30'],
  ['the clock back', '2025-10-26'],
] as const) {
  test(`a day with an EJP peak and ${what}: the report is the meter's own ledger, each day in its own file`, async (t) => {
    const run = await soaked(t, { meter: METER, from, days: 1, frameIntervalMs: 9500 });
    const { wrong, report, ledger, injected, injectedLedger } = compared(run);
    assert.deepEqual(wrong, []);
    assert.ok(Math.abs(report - ledger) <= 2 && Math.abs(injected - injectedLedger) <= 1);
    assert.equal(run.report.days.length, 1);
    assert.equal(run.report.ejpDays.length, 1);
    assert.equal(run.files.length, 3, 'and ten minutes on either side');
    assert.ok(run.report.days.every(({ coverage }) => coverage > 0.999));
  });
}
