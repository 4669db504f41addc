import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MIN_GAP_MS } from '../../src/energy/gaps.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { SeriesSampler } from '../../src/journal/series.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import type { TicMode } from '../../src/tic/labels.ts';

process.env['TZ'] = 'Europe/Paris';

const SETTINGS = { size: 8, pause: 10 };
const START = Date.parse('2026-01-14T20:25:00+01:00');

/** The records that a simulated meter on a clean line makes in this many minutes. */
function recordsOf(
  options: { mode: TicMode; phases: 1 | 3; scenario: 'day' | 'overload' },
  minutes: number,
): EnergyRecord[] {
  const source = new SimulatedMeter({ contract: 'base', seed: 1, producer: false, start: START, ...options });
  const [meter, sampler] = [new Meter(), new SeriesSampler()];
  const records: EnergyRecord[] = [];
  let at = START;
  const frames = new FrameReader((frame) => {
    const reading = meter.take(frame, at);
    const record = reading && sampler.take(reading, SETTINGS, at);
    if (record) records.push(record);
  });
  while (at < START + minutes * 60_000) {
    const frame = source.next();
    ({ at } = frame);
    frames.push(frame.bytes);
  }
  return records;
}

/** A reading of nothing, but for what a test says. */
const readingOf = (more: Partial<Reading>): Reading =>
  ({ at: START, contract: 'BASE', periodCode: 'TH..', indexes: {}, papp: 0, iinst: 0, pinj: 0, ...more }) as Reading;

/** Times between records, ms. */
const gapsOf = (records: readonly EnergyRecord[]): number[] =>
  records.slice(1).map(({ at }, i) => at - (records[i] as EnergyRecord).at);

describe('a series', () => {
  test('an excess on three phases, whose long frames come every 16 s, leaves no hole', () => {
    const records = recordsOf({ mode: 'historique', phases: 3, scenario: 'overload' }, 20);
    const gaps = gapsOf(records);
    assert.ok(Math.max(...gaps) > 30_000, 'the excess is there');
    assert.ok(Math.max(...gaps) <= MIN_GAP_MS, `${gaps}`);
  });

  test('a series of a line at its usual pace has as many readings as were asked for', () => {
    for (const mode of ['historique', 'standard'] as const) {
      for (const phases of [1, 3] as const) {
        const gaps = gapsOf(recordsOf({ mode, phases, scenario: 'day' }, 10));
        const frameMs = (Math.max(...gaps) - 10_000) / 8;
        assert.ok(Math.min(...gaps) > 15_000 && frameMs < 3000, `${mode} ${phases}: ${gaps}`);
      }
    }
  });

  test('what was read before a hole is in no record that comes after it', () => {
    const sampler = new SeriesSampler();
    const papps = (from: number, papp: number, count: number): (number | undefined)[] =>
      Array.from({ length: count }, (_, second) => {
        const at = from + second * 1000;
        return sampler.take(readingOf({ at, papp, pinjEstimated: true }), { size: 4, pause: 0 }, at)?.papp;
      });
    assert.deepEqual(papps(START, 6000, 3), [undefined, undefined, undefined]);
    assert.deepEqual(papps(START + 2 * 3_600_000, 200, 4), [undefined, undefined, undefined, 200]);
  });

  test('readings without an injected power do not count as 0', () => {
    const meanOf = (...powers: (number | undefined)[]): number | undefined => {
      const sampler = new SeriesSampler();
      const settings = { size: powers.length, pause: 0 };
      return powers
        .map((pinj) => sampler.take(readingOf({ iinst: 6, pinj, pinjEstimated: false }), settings, START))
        .at(-1)?.pinj;
    };
    assert.equal(meanOf(1440, undefined, 1440, undefined), 1440);
    assert.equal(meanOf(1000, undefined, 0, 200), 400);
    assert.equal(meanOf(undefined, undefined), undefined);
  });
});
