import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ATTACKS, attacked, CALM } from '../support/feed-attacks.ts';
import { tell } from './table.ts';

describe('the feed under attack', () => {
  for (const attack of ATTACKS) {
    test(`${attack.number} × ${attack.how}`, async (t) => {
      const harm = await attacked(t, attack, 10);
      const { frames, lost, unheard, latestMs, peakMb, cpuShare, attacker } = harm;
      const trial = `feed: ${attack.number} × ${attack.how} (frames; lateness of a line)`;
      tell(t, { trial, count: frames, lost: lost + unheard, damaged: 0, worstMs: latestMs });
      t.diagnostic(`${Math.round(peakMb)} MB, ${Math.round(cpuShare * 100)} % CPU, ${JSON.stringify(attacker)}`);
      assert.deepEqual({ lost, unheard }, { lost: 0, unheard: 0 });
      assert.ok(peakMb < CALM.peakMb, `${peakMb} MB`);
    });
  }
});
