import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEAST_TOP, scaleOf } from '../../src/tui/layout/scale.ts';

/** Whether a number is 1, 2, 2.5 or 5 times a power of ten. */
const isRound = (value: number): boolean =>
  [1, 2, 2.5, 5].some((round) => Math.abs(Math.log10(value / round) - Math.round(Math.log10(value / round))) < 1e-9);

test('levels of a scale are round, whole rows apart, and hold the value with little to spare', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 60 }), (greatest, rows) => {
      const { top, levels } = scaleOf(greatest, rows);
      const [zero, first] = levels;
      assert.deepEqual(zero, { row: 0, value: 0 });
      const wanted = Math.max(greatest, LEAST_TOP);
      assert.ok(top >= wanted, `top ${top}`);
      assert.ok(top <= wanted * (rows >= 8 ? 1.34 : rows >= 4 ? 1.67 : 2.5) + 1e-6, `top ${top} of ${wanted}`);
      if (!first) return;
      const between = first.row;
      if (rows >= 8) assert.ok(between >= 4 && between <= 6);
      assert.ok(isRound(first.value), String(first.value));
      for (const [i, level] of levels.entries()) {
        assert.equal(level.row, i * between);
        assert.ok(Math.abs(level.value - i * first.value) < 1e-6);
        assert.ok(
          level.row < rows && Math.abs((level.row / rows) * top - level.value) < 1e-6,
          'its lower edge is the value',
        );
      }
    }),
    { numRuns: 2000 },
  );
});

test('a value that grows slowly moves the scale seldom, and never down', () => {
  const tops: number[] = [];
  for (let value = 0; value <= 12_000; value++) {
    const { top } = scaleOf(value, 20);
    if (top !== tops.at(-1)) tops.push(top);
  }
  assert.deepEqual(
    tops,
    [...tops].sort((a, b) => a - b),
  );
  // Eleven tops a decade, over 1.4 decades.
  assert.ok(tops.length <= 17, tops.map(Math.round).join(' '));
});
