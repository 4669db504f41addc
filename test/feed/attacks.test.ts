import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ATTACKS, attacked, CALM } from '../support/feed-attacks.ts';

describe('the feed under attack: no line of the meter is lost, and good readers get them all', {
  concurrency: 2,
}, () => {
  for (const attack of ATTACKS) {
    test(`${attack.number} × ${attack.how}`, async (t) => {
      const { lost, unheard, peakMb, frames, warnings } = await attacked(t, attack, 1.5);
      assert.ok(frames > 0);
      assert.deepEqual({ lost, unheard }, { lost: 0, unheard: 0 });
      assert.ok(peakMb < CALM.peakMb, `${peakMb} MB`);
      assert.ok(warnings.length <= CALM.warnings, warnings.join('\n'));
    });
  }
});
