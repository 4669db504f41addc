import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, isoOf, utcOf } from '../../src/time/local.ts';

test('a moment in UTC is written as the engine writes it', () => {
  const within = { min: Date.UTC(0, 0, 1) - 1900 * 31_557_600_000, max: Date.UTC(9999, 11, 31) };
  fc.assert(
    fc.property(fc.integer(within), (at) => {
      fc.pre(new Date(at).getUTCFullYear() >= 0);
      assert.equal(`${utcOf(at)}Z`, new Date(at).toISOString());
    }),
  );
});

test('local time has its offset; a day past the end of a month is one of the next', () => {
  process.env['TZ'] = 'Europe/Paris';
  assert.equal(isoOf(Date.UTC(2026, 10, 23, 16, 22, 14, 123)), '2026-11-23T17:22:14.123+01:00');
  assert.equal(isoOf(Date.UTC(2026, 6, 1)), '2026-07-01T02:00:00.000+02:00');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2028-03-01', -1), '2028-02-29');
});
