import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type RelaySettings, relayOf } from '../../src/actions/relay.ts';
import { settled } from '../support/in-process-daemon.ts';
import { fault } from '../support/panel-ports.ts';

/** A relay on pins of the test, which records what is done to each: `17=1` set, `17 taken 1`, `17 back`. */
function rig(conf: Partial<RelaySettings> = {}) {
  const state = { settings: { RELAY_GPIO: 17, RELAY_ACTIVE_LOW: false, ...conf } as RelaySettings, broken: '' };
  const pins: string[] = [];
  const told: (string | boolean | undefined)[] = [];
  const listener = {
    failed: (detail: string) => void told.push(`failed ${detail}`),
    recovered: () => void told.push('recovered'),
    changed: (isOpen: boolean | undefined) => void told.push(isOpen),
  };
  const relay = relayOf(
    () => state.settings,
    listener,
    async () => (pin, level) => {
      if (state.broken) throw fault(state.broken);
      pins.push(`${pin} taken ${level}`);
      return {
        writeSync: (value) => void pins.push(`${pin}=${value}`),
        unexport: () => void pins.push(`${pin} back`),
      };
    },
  );
  return { relay, state, pins, told };
}

describe('the relay', () => {
  test('its coil is at rest while the load is on, is driven to cut it, and is left at rest', async () => {
    const { relay, pins, told } = rig();
    for (const [i, isOpen] of [false, true, true, false].entries()) {
      relay.show(isOpen);
      await settled(() => told.at(-1) === isOpen || i === 2);
    }
    relay.show(true);
    await settled(() => told.at(-1) === true);
    await relay.stop();
    assert.deepEqual(pins, ['17 taken 0', '17=0', '17=1', '17=0', '17=1', '17=0', '17 back']);
    assert.deepEqual(told, [false, true, false, true, false]);
  });

  test('what is wanted in the moment after the same was wanted again is brought at once', async () => {
    const { relay, told } = rig();
    relay.show(true);
    await settled(() => told.length === 1);
    for (const isOpen of [true, false]) relay.show(isOpen);
    await settled(() => told.length === 2);
    assert.deepEqual(told, [true, false]);
    await relay.stop();
  });

  test('on a board that switches on the low level it is never low for a moment while the load is on', async () => {
    const { relay, pins, told } = rig({ RELAY_ACTIVE_LOW: true });
    relay.show(false);
    await settled(() => told.length === 1);
    relay.show(true);
    await settled(() => told.length === 2);
    await relay.stop();
    assert.deepEqual(pins, ['17 taken 1', '17=1', '17=0', '17=1', '17 back']);
  });

  test('a start in the peak takes the pin as it is to be: a relay that was left open does not close for a moment', async () => {
    const { relay, pins, told } = rig();
    relay.show(true);
    await settled(() => told.length === 1);
    assert.deepEqual(pins, ['17 taken 1', '17=1']);
    relay.turnOffSync();
    assert.equal(pins.at(-1), '17=0', 'the process ends: the load is on again');
  });

  test('a pin that another program holds is told once, tried again, and then set as it is wanted', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { relay, state, pins, told } = rig();
    state.broken = 'EBUSY';
    relay.show(true);
    await settled(() => told.length === 2);
    assert.deepEqual(told, [undefined, 'failed EBUSY']);
    state.broken = '';
    t.mock.timers.tick(1000);
    await settled(() => told.length === 4);
    assert.deepEqual(
      [told.slice(2), pins],
      [
        [true, 'recovered'],
        ['17 taken 1', '17=1'],
      ],
    );
    await relay.stop();
  });

  test('another pin in the conf: the old one is left at rest and given back; without RELAY_GPIO there is none', async () => {
    const { relay, state, pins, told } = rig({ RELAY_GPIO: undefined } as Partial<RelaySettings>);
    relay.show(true);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([pins, told], [[], []]);
    for (const [gpio, last] of [
      [17, '17=1'],
      [22, '22=1'],
      [undefined, '22 back'],
    ] as const) {
      state.settings = { ...state.settings, RELAY_GPIO: gpio };
      relay.show(true);
      await settled(() => pins.at(-1) === last);
    }
    assert.deepEqual(pins, ['17 taken 1', '17=1', '17=0', '17 back', '22 taken 1', '22=1', '22=0', '22 back']);
    await relay.stop();
  });
});
