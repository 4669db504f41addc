import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LinkTracker, SILENT_AFTER_MS } from '../../src/daemon/link-state.ts';
import { LinkError } from '../../src/source/source.ts';

describe('the state of the link', () => {
  test('a line that has been down for long is not silent as it returns: a frame has its ten seconds again', () => {
    const health = new LinkTracker(0, 0);
    health.opened(0, 0);
    health.frame(1000, 1000);
    health.lost(new LinkError('hangup', 'EOF'), 2000);
    const back = 60_000;
    assert.ok(health.opened(back, back));
    assert.equal(health.tick(back + SILENT_AFTER_MS - 1, back, false), false);
    assert.equal(health.state, 'detecting');
    assert.equal(health.quietFor(back), back - 1000);
    assert.ok(health.tick(back + SILENT_AFTER_MS, back, false));
    assert.equal(health.state, 'silent');
  });

  test('a port that is opened again and again while the meter is silent does not put that off', () => {
    const health = new LinkTracker(0, 0);
    health.frame(0, 0);
    for (let at = 1000; at < SILENT_AFTER_MS; at += 1000) health.opened(at, at);
    assert.ok(health.tick(SILENT_AFTER_MS, 0, false));
    assert.equal(health.state, 'silent');
  });
});
