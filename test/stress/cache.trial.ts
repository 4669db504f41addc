import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheKilled } from '../support/cache-kills.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const KILLS = Number(process.env['KILLS'] ?? 300);

test('report killed while the logs change: what it remembers is never wrong', async (t) => {
  const { kills, wrong, whileWriting, caches } = await cacheKilled(t, KILLS);
  addResult(t, {
    trial: `cache: kill -9 of report, ${whileWriting} of them while it was written`,
    count: kills,
    lost: 0,
    damaged: wrong,
  });
  t.diagnostic(`${caches} different caches were left`);
  assert.equal(wrong, 0);
  assert.ok(caches > kills / 10);
});
