import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SpeedSearch } from '../../src/source/speed-search.ts';

describe('the search for the speed of a port', () => {
  test('five seconds without another valid group are mute, and each group starts them again', () => {
    const search = new SpeedSearch();
    search.opened(1000);
    const seen = [
      [0, 5999],
      [0, 6000],
      [1, 6000],
      [1, 10_999],
      [1, 11_000],
    ].map(([groups = 0, now = 0]) => search.isMute(groups, now));
    assert.deepEqual(seen, [false, true, false, false, true]);
  });

  test('the other speed, and then the first again, gets its five seconds', () => {
    const search = new SpeedSearch();
    search.opened(0);
    search.tryOther(5000);
    assert.deepEqual([search.mode, search.isMute(0, 9999), search.isMute(0, 10_000)], ['standard', false, true]);
    search.tryOther(10_000);
    assert.equal(search.mode, 'historique');
  });

  test('a port that is opened again gets its five seconds at the same speed', () => {
    const search = new SpeedSearch();
    search.tryOther(0);
    search.opened(4000);
    assert.deepEqual([search.mode, search.isMute(0, 8999)], ['standard', false]);
  });
});
