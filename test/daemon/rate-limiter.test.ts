import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../src/daemon/rate-limiter.ts';

test('six of a kind in an hour are let through; the next hour tells how many were not', () => {
  const quota = new RateLimiter();
  const answers = Array.from({ length: 100 }, (_, i) => quota.tryAcquire('hangup', i * 1000));
  assert.deepEqual(answers.slice(0, 7), [0, 0, 0, 0, 0, 0, undefined]);
  assert.ok(answers.slice(6).every((answer) => answer === undefined));
  assert.equal(quota.tryAcquire('quiet', 50_000), 0);
  assert.equal(quota.tryAcquire('hangup', 3_600_000), 94);
  assert.equal(quota.tryAcquire('hangup', 3_600_001), 0);
  // A clock set back must not silence it for years.
  assert.equal(quota.tryAcquire('hangup', -10_000_000), 0);
});
