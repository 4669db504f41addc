import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type HouseMemory, HouseState, REASONS, type Reason } from '../../src/actions/house-state.ts';
import type { Reading } from '../../src/meter/reading.ts';
import type { PanelView } from '../../src/panel/panel.ts';
import { SITUATIONS } from '../support/panel-situations.ts';

const [OFF, NOTICE, PEAK] = ['off', 'notice', 'peak'].map((name) => SITUATIONS[name]) as [
  PanelView,
  PanelView,
  PanelView,
];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IN_PEAK: HouseMemory = { peak: true, until: PEAK.reading?.ejp.until, notice: false, overload: false };

const reasonsOf = (house: HouseState, monotonic: number): Reason[] => house.reasons(REASONS, monotonic);
const silent = (view: PanelView, ms: number): PanelView => ({ ...view, link: 'silent', now: view.now + ms });
const saying = (view: PanelView, more: Partial<Reading>): PanelView => ({
  ...view,
  reading: { ...(view.reading as Reading), ...more },
});
/** No reading has come yet. */
const unheard = ({ now }: PanelView): PanelView => ({
  ...PEAK,
  reading: undefined,
  now,
});

describe('what commands and relay follow', () => {
  test("the meter's word, at once", () => {
    const house = new HouseState(undefined, 0);
    const found = [OFF, NOTICE, PEAK, OFF].map((view, i) => {
      house.take(view, i);
      return reasonsOf(house, i).join();
    });
    assert.deepEqual(found, ['', 'notice', 'peak', '']);
  });

  test('a frame that does not say whether the peak runs changes nothing', () => {
    const house = new HouseState(undefined, 0);
    house.take(PEAK, 0);
    house.take(saying(OFF, { isPeakKnown: false }), 1000);
    assert.deepEqual(reasonsOf(house, 1000), ['peak']);
  });

  test('a silent meter: its last word holds as long as it can be true', () => {
    const house = new HouseState(undefined, 0);
    house.take(PEAK, 0);
    house.take(silent(PEAK, 17 * HOUR), 17 * HOUR);
    assert.deepEqual(reasonsOf(house, 17 * HOUR), ['peak']);
    house.take(silent(PEAK, 18 * HOUR), 17.6 * HOUR);
    assert.deepEqual(reasonsOf(house, 18 * HOUR), [], 'it was to end at 01:00');
    house.take(NOTICE, 0);
    house.take(silent(NOTICE, 29 * MINUTE), 29 * MINUTE);
    assert.deepEqual(reasonsOf(house, 29 * MINUTE), ['notice']);
    house.take(silent(NOTICE, 30 * MINUTE), 30 * MINUTE);
    assert.deepEqual(reasonsOf(house, 30 * MINUTE), []);
  });

  test('a daemon that starts in the peak holds what the last one knew, until the meter has spoken', () => {
    const house = new HouseState(IN_PEAK, 0);
    house.take(unheard(PEAK), 1000);
    assert.deepEqual([reasonsOf(house, 1000), house.isEjpSaid], [['peak'], false]);
    house.take(saying(OFF, { isPeakKnown: false }), 2000);
    assert.deepEqual([reasonsOf(house, 2000), house.isEjpSaid], [['peak'], false], 'a partial first frame');
    house.take(OFF, 3000);
    assert.deepEqual([reasonsOf(house, 3000), house.isEjpSaid], [[], true]);
  });

  test('what the last daemon knew does not outlive the peak, nor 18 hours of a clock that is wrong', () => {
    const late = new HouseState(IN_PEAK, 0);
    late.take(unheard({ ...PEAK, now: (IN_PEAK.until ?? 0) + 1 }), 1000);
    assert.deepEqual(reasonsOf(late, 1000), []);
    const in1970 = new HouseState(IN_PEAK, 0);
    in1970.take(unheard({ ...PEAK, now: 60_000 }), 17 * HOUR);
    assert.deepEqual(reasonsOf(in1970, 17 * HOUR), ['peak']);
    in1970.take(unheard({ ...PEAK, now: 60_000 }), 18 * HOUR);
    assert.deepEqual(reasonsOf(in1970, 18 * HOUR), []);
  });

  test('its memory, read back, is the same state', () => {
    for (const view of [OFF, NOTICE, PEAK, saying(PEAK, { overload: 50 })]) {
      const house = new HouseState(undefined, 0);
      house.take(view, 0);
      const again = new HouseState(JSON.parse(JSON.stringify(house.memory(true))) as HouseMemory, 0);
      assert.deepEqual(reasonsOf(again, 0), reasonsOf(house, 0));
    }
  });

  test('by a clock that is not set nobody knows when the peak ends', () => {
    const house = new HouseState(undefined, 0);
    house.take(PEAK, 0);
    assert.deepEqual([house.memory(true).until, house.memory(false).until], [IN_PEAK.until, undefined]);
  });

  test('a load that an overload has shed stays off for five minutes more: it would bring it back', () => {
    const house = new HouseState(undefined, 0);
    house.take(saying(OFF, { overload: 50 }), 0);
    house.take(OFF, 1000);
    assert.deepEqual([house.overload, reasonsOf(house, 299_999)], [false, ['overload']]);
    assert.deepEqual(reasonsOf(house, 300_000), []);
  });

  test('an overload of which nothing more is heard is over after five minutes', () => {
    const house = new HouseState(undefined, 0);
    house.take(saying(OFF, { overload: 50 }), 0);
    house.take(silent(OFF, 299_000), 299_000);
    assert.equal(house.overload, true);
    house.take(silent(OFF, 300_000), 300_000);
    assert.deepEqual([house.overload, reasonsOf(house, 300_000)], [false, []]);
  });

  test('only what the conf names counts', () => {
    const house = new HouseState(undefined, 0);
    house.take(PEAK, 0);
    assert.deepEqual(house.reasons(['notice', 'overload'], 0), []);
  });
});
