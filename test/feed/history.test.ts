import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../../src/feed/history.ts';
import type { Reading } from '../../src/meter/reading.ts';

const reading = (at: number, values: Partial<Reading> = {}): Reading => ({ at, ...values }) as Reading;

test('the history has the last hour in order, null for what a reading does not say, also once its oldest rows are overwritten', () => {
  const history = new History();
  const count = 4096 + 700;
  // A reading every 800 ms: an hour has more of them than are kept.
  for (let i = 0; i < count; i++) history.add(reading(i * 800, i % 2 === 0 ? { papp: i, pinj: 0 } : { iinst: 3 }));
  const now = (count - 1) * 800;
  const { fields, samples } = history.message(now);
  assert.deepEqual(fields, ['at', 'papp', 'pinj', 'iinst']);
  assert.equal(samples.length, 4096);
  assert.deepEqual(samples[0], [700 * 800, 700, 0, null]);
  assert.deepEqual(samples[1], [701 * 800, null, null, 3]);
  assert.deepEqual(samples.at(-1), [now, null, null, 3]);
  assert.deepEqual(
    samples.map(([at]) => at),
    [...samples].map(([at]) => at).sort((a, b) => Number(a) - Number(b)),
  );
});

test('what is older than an hour is left out, and a clock that is set moves what is known', () => {
  const history = new History();
  for (const minute of [0, 30, 61]) history.add(reading(minute * 60_000, { papp: minute }));
  assert.deepEqual(history.message(61 * 60_000).samples, [
    [30 * 60_000, 30, null, null],
    [61 * 60_000, 61, null, null],
  ]);
  history.shift(3_600_000);
  assert.deepEqual(history.message(121 * 60_000).samples, [
    [90 * 60_000, 30, null, null],
    [121 * 60_000, 61, null, null],
  ]);
});
