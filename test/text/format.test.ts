import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatDay, formatEuros, formatNumber, formatUnit, toDecimals } from '../../src/text/format.ts';

test('the first of a month is 1er in French', () => {
  assert.equal(formatDay('fr', '2020-01-01'), 'mercredi 1er janvier 2020');
  assert.equal(formatDay('fr', '2026-11-21'), 'samedi 21 novembre 2026');
  assert.equal(formatDay('en', '2020-01-01'), 'Wednesday 1 January 2020');
});

describe('numbers with fixed decimals', () => {
  test('the decimals are rounded half away from zero, not the binary fraction that stands for them', () => {
    const cases: readonly (readonly [number, number, string])[] = [
      [1.005, 2, '1.01'],
      [1.15, 1, '1.2'],
      [0.19395, 4, '0.1940'],
      [0.0005, 3, '0.001'],
      [0.00049, 3, '0.000'],
      [-1.005, 2, '-1.01'],
      [-0.004, 2, '0.00'],
      [-1e-9, 2, '0.00'],
      [1e-9, 2, '0.00'],
      [2.5, 0, '3'],
      [1234.5, 1, '1234.5'],
      [0, 2, '0.00'],
      [99_999_999_999_999, 0, '99999999999999'],
      [999_999_999_999.995, 2, '1000000000000.00'],
    ];
    for (const [value, decimals, text] of cases) assert.equal(toDecimals(value, decimals), text, `${value}`);
  });

  test('whole Wh are shown exactly in kWh, and to one decimal half up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (wh) => {
        const digits = String(wh).padStart(4, '0');
        assert.equal(toDecimals(wh / 1000, 3), `${digits.slice(0, -3)}.${digits.slice(-3)}`);
        const tenths = String(Math.floor((wh + 50) / 100)).padStart(2, '0');
        assert.equal(toDecimals(wh / 1000, 1), `${tenths.slice(0, -1)}.${tenths.slice(-1)}`);
      }),
    );
  });

  test('as the reader writes them', () => {
    assert.equal(formatNumber('fr', 1234.005, 2), '1\u202f234,01');
    assert.equal(formatNumber('en', -1234.005, 2), '−1,234.01');
    assert.equal(formatNumber('fr', -0.004, 2), '0,00');
    assert.equal(formatUnit('fr', -28, '%'), '−28\u00a0%');
    assert.equal(formatUnit('en', -28, '%'), '−28%');
    assert.equal(formatEuros('fr', 1.005), '1,01\u00a0€');
    assert.equal(formatEuros('en', 1.005), '€1.01');
    assert.equal(formatEuros('fr', -3.25), '−3,25\u00a0€');
    assert.equal(formatEuros('en', -3.25), '−€3.25');
  });
});
