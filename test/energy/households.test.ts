import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disagreements } from '../support/households-agree.ts';

process.env['TZ'] = 'Europe/Paris';

test('of thirty random households the report says what a slow computation from the rules says', () => {
  const seeds = Array.from({ length: 30 }, (_, i) => i);
  assert.deepEqual(disagreements(seeds), []);
});
