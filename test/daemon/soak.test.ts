import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compared, soaked } from '../support/soak.ts';

process.env['TZ'] = 'Europe/Paris';

const METER = { contract: 'producer', mode: 'standard', phases: 1, seed: 5, producer: true } as const;

for (const [what, from, days] of [
  ['the clock forward', '2025-03-30', 2],
  ['the clock back', '2025-10-26', 1],
] as const) {
  test(`days with EJP peaks and ${what}: the report is the meter's own ledger, each day in its own file`, async (t) => {
    const run = await soaked(t, { meter: { ...METER, scenario: 'ejp-day' }, from, days, every: 8000 });
    const { wrong, report, ledger, injected, injectedLedger } = compared(run);
    assert.deepEqual(wrong, []);
    assert.ok(Math.abs(report - ledger) <= 2 && Math.abs(injected - injectedLedger) <= 1);
    assert.equal(run.report.days.length, days);
    assert.equal(run.report.ejpDays.length, days);
    assert.equal(run.files.length, days + 2, 'and ten minutes on either side');
    assert.ok(run.report.days.every(({ coverage }) => coverage > 0.999));
  });
}
