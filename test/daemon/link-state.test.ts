import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LinkTracker, SILENT_AFTER_MS } from '../../src/daemon/link-state.ts';
import { LinkError } from '../../src/source/source.ts';

describe('the state of the link', () => {
  test('a link that was disconnected for long is not silent when it returns: a frame has ten seconds to come', () => {
    const link = new LinkTracker(0, 0);
    link.opened(0, 0);
    link.frame(1000, 1000);
    link.lost(new LinkError('hangup', 'EOF'), 2000);
    const back = 60_000;
    assert.ok(link.opened(back, back));
    assert.equal(link.tick(back + SILENT_AFTER_MS - 1, back, false), false);
    assert.equal(link.state, 'detecting');
    assert.equal(link.silentFor(back), back - 1000);
    assert.ok(link.tick(back + SILENT_AFTER_MS, back, false));
    assert.equal(link.state, 'silent');
  });

  test('a port that is reopened again and again is silent after ten seconds all the same', () => {
    const link = new LinkTracker(0, 0);
    link.frame(0, 0);
    for (let at = 1000; at < SILENT_AFTER_MS; at += 1000) link.opened(at, at);
    assert.ok(link.tick(SILENT_AFTER_MS, 0, false));
    assert.equal(link.state, 'silent');
  });
});
