import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ATTACKS, AttackedDaemon, MAX_MB } from '../support/feed-attacks.ts';
import { addResult } from './table.ts';

/** How long each attack lasts, s. */
const SECONDS = Number(process.env['STRESS_SECONDS'] ?? 10);

describe('under an attack on the feed each frame is logged, and a good reader gets each line', () => {
  for (const attack of ATTACKS) {
    test(`${attack.number} × ${attack.how}`, async (t) => {
      const daemon = await AttackedDaemon.start(t);
      const { frames, unlogged, unread, latestMs, cpuShare, attacker } = await daemon.endure(t, attack, SECONDS);
      const { peakMb } = daemon;
      await daemon.stop();
      const trial = `feed: ${attack.number} × ${attack.how} (frames; lateness of a line)`;
      addResult(t, { trial, count: frames, lost: unlogged + unread, damaged: 0, worstMs: latestMs });
      t.diagnostic(`${Math.round(peakMb)} MB, ${Math.round(cpuShare * 100)} % CPU, ${attacker}`);
      assert.deepEqual({ unlogged, unread }, { unlogged: 0, unread: 0 });
      assert.ok(peakMb < MAX_MB, `${peakMb} MB`);
    });
  }
});
