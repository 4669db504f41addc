import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheKilled } from '../support/cache-kills.ts';

process.env['TZ'] = 'Europe/Paris';

test('report killed 12 times while the logs change: what it remembers is never wrong', async (t) => {
  const { wrong, caches } = await cacheKilled(t, 12);
  assert.equal(wrong, 0);
  assert.ok(caches > 0, 'there was something to remember');
});
