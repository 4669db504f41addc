import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endure, oneGroup } from '../support/line-attacks.ts';
import { addResult } from './table.ts';

/** How long the noise lasts; 60 for the hour itself. */
const MINUTES = Number(process.env['MINUTES'] ?? 5);

test('one valid group an hour, noise for the rest', async (t) => {
  const attack = oneGroup();
  const { state, states, cpuShare, grownMb, memory, logged, warnings, recoveryMs, damaged } = await endure(
    t,
    attack,
    MINUTES * 60,
  );
  addResult(t, { trial: `line: ${attack.name}, minutes`, count: MINUTES, lost: 0, damaged, worstMs: recoveryMs });
  t.diagnostic(`${(cpuShare * 100).toFixed(2)} % CPU; RSS MB ${memory.map((mb) => mb.toFixed(0)).join(' ')}`);
  t.diagnostic(`${logged.length} events in the log: ${logged.join(' | ')}`);
  assert.deepEqual([...new Set([...states, state])], [attack.state]);
  assert.equal(damaged, 0);
  assert.ok(logged.length <= 2, logged.join('\n'));
  assert.ok(warnings.length <= 2, warnings.join('\n'));
  assert.ok(grownMb < 20, `${grownMb} MB`);
});
