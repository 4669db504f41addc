import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killed } from '../support/kills.ts';
import { addResult } from './table.ts';

const KILLS = Number(process.env['KILLS'] ?? 1000);

test('kill -9 of a fed daemon at random moments', async (t) => {
  const { kills, announced, lost, doubled, disordered, damaged, worstMs } = await killed(t, KILLS);
  addResult(t, {
    trial: `kill -9, ${announced} lines announced`,
    count: kills,
    lost,
    damaged: damaged + doubled,
    worstMs,
  });
  assert.deepEqual({ lost, doubled, disordered }, { lost: 0, doubled: 0, disordered: 0 });
  // A kill between two pages of the kernel's cache tears the line that is being written, and no other.
  assert.ok(damaged <= kills / 50, `${damaged} damaged`);
});
