import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, countDays, type Day, daysBetween } from '../../src/time/local.ts';

test('the days from one to another are those that are counted through one by one, and as many', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400_000, max: 20_000 }), fc.integer({ min: -3, max: 1000 }), (start, count) => {
      const first = addDays('2026-11-24', start);
      const stepped: Day[] = [];
      for (let day = first; stepped.length < count; day = addDays(day, 1)) stepped.push(day);
      const last = addDays(first, count - 1);
      assert.deepEqual(daysBetween(first, last), stepped);
      assert.equal(countDays(first, last), stepped.length);
    }),
  );
});
