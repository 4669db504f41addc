import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheKilled } from '../support/cache-kills.ts';

process.env['TZ'] = 'Europe/Paris';

test('report killed 6 times while the logs change: its cache is never wrong', async (t) => {
  const { wrong, caches } = await cacheKilled(t, 6);
  assert.equal(wrong, 0);
  assert.ok(caches > 0, 'a cache was left');
});
