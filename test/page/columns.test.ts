import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeColumn, differences, encodeColumn, sums } from '../../src/page/columns.ts';

const bytesOf = (text: string): number[] => [...atob(text)].map((sign) => sign.charCodeAt(0));

describe('columns of numbers as text', () => {
  test('any column reads back as it was', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: -(2 ** 48), max: 2 ** 48 }),
    );
    const runs = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 400 })), { maxLength: 30 });
    fc.assert(
      fc.property(runs, (parts) => {
        const column = parts.flatMap(([each, count]) => new Array<number | null>(count).fill(each));
        assert.deepEqual(decodeColumn(encodeColumn(column)), column);
      }),
    );
  });

  test('times read back out of their differences', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 40 })), (times) => {
        assert.deepEqual(sums(decodeColumn(encodeColumn(differences(times)))), times);
      }),
    );
  });

  test('0 is a value and nothing is none', () => {
    assert.deepEqual(decodeColumn(encodeColumn([null, 0, null])), [null, 0, null]);
  });

  test('the bytes are those of the description', () => {
    assert.deepEqual(bytesOf(encodeColumn([1, 0, 2, null, 2])), [3, 4, 5, 1, 0]);
    assert.deepEqual(bytesOf(encodeColumn(new Array<number>(1001).fill(0))), [0, 2, 0xe8, 7]);
    // 3 + 9998 is 78 × 128 + 17.
    assert.deepEqual(bytesOf(encodeColumn([5000])), [128 + 17, 78]);
  });

  test('a column that is cut off, or repeats nothing, is refused', () => {
    assert.throws(() => decodeColumn(btoa('\u0080')), RangeError);
    assert.throws(() => decodeColumn(btoa('\u0002\u0003')), RangeError);
  });
});
