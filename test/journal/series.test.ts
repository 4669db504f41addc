import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Recorder } from '../../src/daemon/recorder.ts';
import type { EnergyRecord } from '../../src/energy/record.ts';
import { LONGEST_GAP_MS } from '../../src/energy/record.ts';
import { Series } from '../../src/journal/series.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader } from '../../src/tic/frame.ts';
import type { TicMode } from '../../src/tic/labels.ts';

process.env['TZ'] = 'Europe/Paris';

const SETTINGS = { size: 8, pause: 10 };
const START = Date.parse('2026-01-14T20:25:00+01:00');

/** What a simulated meter on a clean line makes the daemon write, in so many minutes. */
function recordsOf(
  meter: { mode: TicMode; phases: 1 | 3; scenario: 'day' | 'overload' },
  minutes: number,
): EnergyRecord[] {
  const source = new SimulatedMeter({ contract: 'base', seed: 1, producer: false, start: START, ...meter });
  const [reader, recorder] = [new Meter(), new Recorder()];
  const records: EnergyRecord[] = [];
  let at = START;
  const frames = new FrameReader((frame) => {
    const reading = reader.take(frame, at);
    const record = reading && recorder.take(reading, SETTINGS, at);
    if (record) records.push(record);
  });
  while (at < START + minutes * 60_000) {
    const frame = source.next();
    ({ at } = frame);
    frames.push(frame.bytes);
  }
  return records;
}

const gapsOf = (records: readonly EnergyRecord[]): number[] =>
  records.slice(1).map(({ at }, i) => at - (records[i] as EnergyRecord).at);

describe('a series', () => {
  test('an excess on three phases, whose long frames come every 16 s, leaves no hole', () => {
    const records = recordsOf({ mode: 'historique', phases: 3, scenario: 'overload' }, 20);
    const gaps = gapsOf(records);
    assert.ok(Math.max(...gaps) > 30_000, 'the excess is there');
    assert.ok(Math.max(...gaps) <= LONGEST_GAP_MS, `${gaps}`);
  });

  test('a line at its usual pace has as many readings as were asked for', () => {
    for (const mode of ['historique', 'standard'] as const) {
      for (const phases of [1, 3] as const) {
        const gaps = gapsOf(recordsOf({ mode, phases, scenario: 'day' }, 10));
        const frame = (Math.max(...gaps) - 10_000) / 8;
        assert.ok(Math.min(...gaps) > 15_000 && frame < 3000, `${mode} ${phases}: ${gaps}`);
      }
    }
  });

  test('what was read before a hole is in no line that comes after it', () => {
    const reading = (at: number, papp: number): Reading =>
      ({
        at,
        contract: 'BASE',
        periodCode: 'TH..',
        indexes: {},
        papp,
        iinst: 0,
        pinj: 0,
        pinjEstimated: true,
      }) as unknown as Reading;
    const series = new Series();
    for (const second of [0, 1, 2]) assert.equal(series.add(reading(START + second * 1000, 6000), 4), undefined);
    const later = START + 2 * 3_600_000;
    const lines = [0, 1, 2, 3].map((second) => series.add(reading(later + second * 1000, 200), 4)?.papp);
    assert.deepEqual(lines, [undefined, undefined, undefined, 200]);
  });

  test('readings without an injected power do not count as 0', () => {
    const reading = (pinj: number | undefined): Reading =>
      ({
        at: START,
        contract: 'BASE',
        periodCode: 'TH..',
        indexes: {},
        papp: 0,
        iinst: 6,
        pinj,
        pinjEstimated: false,
      }) as Reading;
    const meanOf = (...powers: (number | undefined)[]): number | undefined => {
      const series = new Series();
      return powers.map((pinj) => series.add(reading(pinj), powers.length)).at(-1)?.pinj;
    };
    assert.equal(meanOf(1440, undefined, 1440, undefined), 1440);
    assert.equal(meanOf(1000, undefined, 0, 200), 400);
    assert.equal(meanOf(undefined, undefined), undefined);
  });
});
