import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { panelContentOf } from '../../src/panel/content.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { panel } from '../../src/text/panel.ts';
import { FrameReader } from '../../src/tic/frame.ts';

setFlagsFromString('--allow-natives-syntax');
const haveSameShape = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

/** How often an object has another hidden class than the one before it. */
const changes = (objects: readonly object[]): number =>
  objects.filter((each, i) => i > 0 && !haveSameShape(each, objects[i - 1] as object)).length;

for (const mode of ['historique', 'standard'] as const) {
  test(`${mode}: readings, and what the panel shows of them, share their shape: one of their own would stay in memory for hours`, () => {
    const options = { contract: 'ejp', scenario: 'ejp-day', phases: 1, seed: 1, producer: false } as const;
    const simulated = new SimulatedMeter({ ...options, mode, start: Date.parse('2026-11-24T12:00:00+01:00') });
    const meter = new Meter();
    const readings: Reading[] = [];
    let at = 0;
    const reader = new FrameReader((frame) => {
      const reading = meter.take(frame, at);
      if (reading) readings.push(reading);
    });
    for (let i = 0; i < 60; i++) {
      const next = simulated.next();
      at = next.at;
      reader.push(next.bytes);
    }
    const steady = readings.slice(-40);
    assert.equal(steady.length, 40);
    const contents = steady.map((reading) =>
      panelContentOf({ reading, lacking: [], link: 'live', silentMs: 0, now: reading.at }, panel.fr),
    );
    // Where a value is a number, or one that is no small integer, for the first time there may be another one.
    for (const objects of [steady, contents]) assert.ok(changes(objects) <= 3, String(changes(objects)));
  });
}
