import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Backoff } from '../../src/time/backoff.ts';

const pauses = (backoff: Backoff, count: number): number[] => Array.from({ length: count }, () => backoff.next());

test('a backoff doubles its pause up to its limit, and begins again after a reset', () => {
  const backoff = new Backoff(1000, 15_000);
  assert.deepEqual(pauses(backoff, 6), [1000, 2000, 4000, 8000, 15_000, 15_000]);
  backoff.reset();
  assert.deepEqual(pauses(backoff, 2), [1000, 2000]);
});

test('a backoff never waits less than its first pause, more than its limit, or less than before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.nat(600_000), fc.array(fc.boolean()), (first, more, resets) => {
      const limit = first + more;
      const backoff = new Backoff(first, limit);
      let before = first;
      for (const reset of resets) {
        if (reset) backoff.reset();
        const pause = backoff.next();
        assert.ok(pause >= first && pause <= limit);
        assert.ok(reset ? pause === first : pause === before || pause === Math.min(2 * before, limit));
        before = pause;
      }
    }),
  );
});
