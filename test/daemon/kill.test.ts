import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killed } from '../support/kills.ts';

test('kill -9, 5 times at random moments: no line that was announced is lost, none is there twice', async (t) => {
  const { lost, doubled, disordered, damaged, announced } = await killed(t, 5);
  t.diagnostic(`${announced} lines announced`);
  assert.deepEqual({ lost, doubled, disordered }, { lost: 0, doubled: 0, disordered: 0 });
  // The line that was being written may be torn. test/stress/kill.trial.ts does this a thousand times.
  assert.ok(damaged <= 1);
});
