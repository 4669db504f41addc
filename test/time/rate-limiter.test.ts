import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../src/time/rate-limiter.ts';

test('six events of a kind in an hour are let through; the first of the next hour comes with the number of the others', () => {
  const limiter = new RateLimiter(6, 3_600_000);
  const answers = Array.from({ length: 100 }, (_, i) => limiter.tryAcquire('hangup', i * 1000));
  assert.deepEqual(answers.slice(0, 7), [0, 0, 0, 0, 0, 0, undefined]);
  assert.ok(answers.slice(6).every((answer) => answer === undefined));
  assert.equal(limiter.tryAcquire('quiet', 50_000), 0);
  assert.equal(limiter.tryAcquire('hangup', 3_600_000), 94);
  assert.equal(limiter.tryAcquire('hangup', 3_600_001), 0);
  // A clock that is set back must not refuse them for years.
  assert.equal(limiter.tryAcquire('hangup', -10_000_000), 0);
});
