import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Quota } from '../src/daemon/quota.js';

test('six of a kind in an hour are let through; the next hour tells how many were not', () => {
  const quota = new Quota();
  const answers = Array.from({ length: 100 }, (_, i) => quota.ask('hangup', i * 1000));
  assert.deepEqual(answers.slice(0, 7), [0, 0, 0, 0, 0, 0, undefined]);
  assert.ok(answers.slice(6).every((answer) => answer === undefined));
  assert.equal(quota.ask('quiet', 50_000), 0);
  assert.equal(quota.ask('hangup', 3_600_000), 94);
  assert.equal(quota.ask('hangup', 3_600_001), 0);
  // A clock set back must not silence it for years.
  assert.equal(quota.ask('hangup', -10_000_000), 0);
});
