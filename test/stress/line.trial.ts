import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endure, LINE_ATTACKS } from '../support/line-attacks.ts';
import { addResult } from './table.ts';

/** How long each attack lasts, s. */
const SECONDS = Number(process.env['STRESS_SECONDS'] ?? 60);

describe('a line that brings no meter', () => {
  for (const attack of LINE_ATTACKS) {
    test(attack.name, async (t) => {
      const { state, cpuShare, grownMb, warnings, recoveryMs, damaged } = await endure(t, attack, SECONDS);
      addResult(t, { trial: `line: ${attack.name}`, count: SECONDS, lost: 0, damaged, worstMs: recoveryMs });
      t.diagnostic(`${(cpuShare * 100).toFixed(1)} % CPU, ${grownMb.toFixed(1)} MB more, ${warnings.length} lines`);
      assert.equal(state, attack.state);
      assert.equal(damaged, 0);
      assert.ok(warnings.length <= 2, warnings.join('\n'));
      assert.ok(grownMb < 20, `${grownMb} MB`);
    });
  }
});
