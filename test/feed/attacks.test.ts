import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTACKS, AttackedDaemon, MAX_MB, MAX_WARNINGS } from '../support/feed-attacks.ts';

test('under every attack on the feed each frame is logged, and a good reader gets each line', async (t) => {
  const daemon = await AttackedDaemon.start(t);
  for (const attack of ATTACKS) {
    await t.test(`${attack.number} × ${attack.how}`, async (t) => {
      const { frames, unlogged, unread } = await daemon.endure(t, attack, 0.7);
      assert.ok(frames > 0);
      assert.deepEqual({ unlogged, unread }, { unlogged: 0, unread: 0 });
    });
  }
  assert.ok(daemon.peakMb < MAX_MB, `${daemon.peakMb} MB`);
  assert.ok(daemon.warnings.length <= MAX_WARNINGS, daemon.warnings.join('\n'));
  await daemon.stop();
});
