import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disagreements } from '../support/households-agree.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const HOUSEHOLDS = Number(process.env['HOUSEHOLDS'] ?? 2000);
const SEED = Number(process.env['STRESS_SEED'] ?? 0);

test('random households: the report says what a slow computation from the rules says, and what the meter counted', (t) => {
  const seeds = Array.from({ length: HOUSEHOLDS }, (_, i) => SEED + i);
  const found = disagreements(seeds);
  addResult(t, { trial: 'energy: households', count: HOUSEHOLDS, lost: 0, damaged: found.length });
  assert.equal(found.length, 0, found.join('\n\n'));
});
