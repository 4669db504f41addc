import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Noise } from '../../src/simulator/noise.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { EVENTFUL_HOURS, liveThrough, NOISY_METERS, summaryOf } from '../support/noisy-day.ts';

process.env['TZ'] = 'Europe/Paris';

describe('noise', () => {
  const bytes = new Uint8Array(1_000_000);

  test('noise flips as many bits as its rate promises, in every place of a byte', () => {
    const noise = new Noise({ seed: 3, flip: 0.001 });
    const places = new Array<number>(8).fill(0);
    const out = noise.damaged(bytes);
    for (const byte of out) for (let bit = 0; bit < 8; bit++) (places[bit] as number) += (byte >> bit) & 1;
    const flipped = places.reduce((sum, count) => sum + count, 0);
    assert.equal(flipped, noise.flipped);
    assert.ok(Math.abs(flipped - 8000) < 400, `${flipped} bits of 8,000,000`);
    for (const count of places) assert.ok(count > 850 && count < 1150, places.join(' '));
  });

  test('noise is the same however the bytes are cut, and other noise with another seed', () => {
    const whole = new Noise({ seed: 3, flip: 0.01, lose: 0.001, repeat: 0.001 }).damaged(bytes.subarray(0, 50_000));
    const cut = new Noise({ seed: 3, flip: 0.01, lose: 0.001, repeat: 0.001 });
    const pieces: number[] = [];
    for (let at = 0; at < 50_000; at += 77) pieces.push(...cut.damaged(bytes.subarray(at, Math.min(50_000, at + 77))));
    assert.deepEqual(Uint8Array.from(pieces), whole);
    const other = new Noise({ seed: 4, flip: 0.01 }).damaged(bytes.subarray(0, 50_000));
    assert.notDeepEqual(other, new Noise({ seed: 3, flip: 0.01 }).damaged(bytes.subarray(0, 50_000)));
  });

  test('noise loses and repeats as many bytes as its rates promise', () => {
    const lost = new Noise({ seed: 1, flip: 0, lose: 0.01 }).damaged(bytes.subarray(0, 100_000)).length;
    const more = new Noise({ seed: 1, flip: 0, repeat: 0.01 }).damaged(bytes.subarray(0, 100_000)).length;
    assert.ok(lost > 98_700 && lost < 99_300 && more > 100_700 && more < 101_300, `${lost} ${more}`);
  });

  test('noise with rate 0 changes nothing', () => {
    const line = withParity(Uint8Array.from([2, 10, 65, 66, 13, 3]));
    assert.deepEqual(new Noise({ seed: 1, flip: 0 }).damaged(line), line);
  });
});

/* The whole day, with other seeds: npm run test:stress -- noise. */
describe('a wire with 0.1 % of its bits flipped puts no wrong value into the log of the eventful hours of a day', () => {
  for (const [name, options] of Object.entries(NOISY_METERS)) {
    test(`no wrong value on a noisy wire: ${name}`, (context) => {
      const day = liveThrough(options, { seed: 5, flip: 0.001 }, EVENTFUL_HOURS);
      context.diagnostic(summaryOf(day));
      assert.deepEqual(day.wrong, {});
      assert.ok(day.lines > day.cleanLines / 2 && day.lines <= day.cleanLines, `${day.lines} of ${day.cleanLines}`);
    });
  }
});
