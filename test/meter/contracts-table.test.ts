process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Meter } from '../../src/meter/meter.ts';
import type { EjpState, Reading } from '../../src/meter/reading.ts';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { FrameReader, type TicCounts } from '../../src/tic/frame.ts';
import { instantOf } from '../../src/time/local.ts';
import { segmentsOf, shared } from '../support/captures.ts';

/*
 * What every meter sends, read by hand out of the bytes, and what frames and meter make of it. Injection: `none`;
 * `estimated` where PAPP = 0 and a current flows; `measured` where the meter sends SINSTI, be it 0.
 */
type Injection = 'none' | 'estimated' | 'measured';
type Ejp = 'off' | 'notice' | 'active';

interface Found {
  readonly counts: TicCounts;
  readonly readings: readonly Reading[];
}

/** @param clock the instant at which frame number `n` ends */
function found(chunks: readonly Uint8Array[], clock: (n: number) => number): Found {
  const meter = new Meter();
  const readings: Reading[] = [];
  let n = 0;
  const reader = new FrameReader((frame) => {
    const reading = meter.take(frame, clock(n++));
    if (reading) readings.push(reading);
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return { counts: reader.counts, readings };
}

const ejpOf = ({ active, notice }: EjpState): Ejp => (active ? 'active' : notice ? 'notice' : 'off');

function injectionOf(readings: readonly Reading[]): Injection {
  if (readings.some(({ pinjEstimated }) => !pinjEstimated)) return 'measured';
  return readings.some(({ pinj }) => (pinj ?? 0) > 0) ? 'estimated' : 'none';
}

/** The last power sent: the last frame of a capture may be cut before it. */
const powerOf = (readings: readonly Reading[]): number | undefined => readings.flatMap(({ papp }) => papp ?? []).at(-1);

/** Nothing is known of the meter: fragments only. */
const NOTHING = [undefined, undefined, undefined, undefined, undefined, 'none'] as const;

/** Groups valid and accepted; contract, period, its code in the log, EJP, power in VA, injection; the last indexes. */
const CAPTURES = [
  ['historique_base', 473, 473, 'BASE', 'BASE', 'TH..', 'off', 2300, 'none', { BASE: 8_735_175 }],
  ['historique_base_3phase_cooked_tty', 71, 71, 'BASE', 'BASE', 'TH..', 'off', 740, 'none', { BASE: 16_871_495 }],
  ['historique_eot_fragment', 1, 1, ...NOTHING, undefined],
  ['historique_hc_linky', 69, 69, 'HC', 'HP', 'HP..', 'off', 510, 'none', { HC: 24_243_439, HP: 22_032_205 }],
  ['historique_hc_older_meter', 1372, 1372, 'HC', 'HP', 'HP..', 'off', 1120, 'none', { HC: 6_906_827, HP: 7_617_982 }],
  [
    'historique_tempo_red_tomorrow',
    160,
    160,
    'TEMPO',
    'HCJB',
    'HCJB',
    'off',
    2850,
    'none',
    { HCJB: 18_328_876, HPJB: 23_739_545, HCJW: 1_466_099, HPJW: 2_132_883, HCJR: 860_118, HPJR: 844_115 },
  ],
  ['standard_3phase_damaged_lf', 10, 10, ...NOTHING, undefined],
  ['standard_base', 467, 467, 'BASE', 'BASE', 'TH..', 'off', 245, 'none', { BASE: 11_887_650 }],
  // The ADSC of this one has 11 digits: its sum holds, but no serial number is that short.
  [
    'standard_hc_weekend',
    38,
    37,
    'HC et Week-End',
    'HEURE CREUSE',
    'T01',
    'off',
    519,
    'none',
    { INDEX01: 4_432_429, INDEX02: 9_236_697, INDEX03: 3_357_049 },
  ],
  [
    'standard_producer_night',
    341,
    341,
    'PRODUCTEUR',
    'INDEX NON CONSO',
    'T01',
    'off',
    13,
    'measured',
    { INDEX01: 802 },
  ],
] as const;

describe('what each capture means', { skip: shared('captures') === undefined && '../shared is not there' }, () => {
  for (const [name, valid, accepted, contract, period, code, ejp, power, injection, indexes] of CAPTURES) {
    test(`contract, period, EJP, power and indexes of ${name}: ${contract ?? 'fragments only'}`, () => {
      const bytes = new Uint8Array(readFileSync(shared(`captures/${name}.bin`) as string));
      const { counts, readings } = found([bytes], (n) => instantOf('2026-11-24T12:00:00') + n * 1500);
      assert.equal(segmentsOf(bytes).filter(({ sumHolds }) => sumHolds).length, valid);
      assert.equal(counts.valid, accepted);
      const last = readings.at(-1);
      assert.deepEqual(
        [last?.contract, last?.period, last?.periodCode, last && ejpOf(last.ejp), powerOf(readings), last?.indexes],
        [contract, period, code, ejp, power, indexes],
      );
      assert.equal(injectionOf(readings), injection);
      assert.ok(readings.every((each) => ejpOf(each.ejp) === ejp));
    });
  }
});

const NOON = '2026-11-24T12:00:00';
/** A Tuesday of November: white in the simulated Tempo. In June the sun is high enough for panels. */
const JUNE = '2026-06-23T13:00:00';

/*
 * The EJP household has panels, as the owner's: its meter, not in producer mode, does not measure what flows back.
 */

/** A minute of each simulated meter: contract, scenario, mode; contract, period, code, EJP and injection to be found. */
const SIMULATED = [
  ['base', 'day', 'historique', NOON, 'BASE', 'BASE', 'TH..', 'off', 'none'],
  ['base', 'day', 'standard', NOON, 'BASE', 'BASE', 'TH..', 'off', 'none'],
  ['hc', 'day', 'historique', NOON, 'HC', 'HP', 'HP..', 'off', 'none'],
  ['hc', 'day', 'standard', NOON, 'HC', 'HP', 'HP..', 'off', 'none'],
  ['hc', 'day', 'historique', '2026-11-24T23:00:00', 'HC', 'HC', 'HC..', 'off', 'none'],
  ['hc', 'day', 'standard', '2026-11-24T23:00:00', 'HC', 'HC', 'HC..', 'off', 'none'],
  ['ejp', 'day', 'historique', NOON, 'EJP', 'HN', 'HN..', 'off', 'estimated'],
  ['ejp', 'day', 'standard', NOON, 'EJP', 'HN', 'HN..', 'off', 'estimated'],
  ['ejp', 'ejp-day', 'historique', '2026-11-24T06:40:00', 'EJP', 'HN', 'HN..', 'notice', 'none'],
  ['ejp', 'ejp-day', 'standard', '2026-11-24T06:40:00', 'EJP', 'HN', 'HN..', 'notice', 'none'],
  ['ejp', 'ejp-day', 'historique', NOON, 'EJP', 'PM', 'PM..', 'active', 'estimated'],
  ['ejp', 'ejp-day', 'standard', NOON, 'EJP', 'PM', 'PM..', 'active', 'estimated'],
  ['ejp', 'ejp-day', 'historique', '2026-11-25T00:30:00', 'EJP', 'PM', 'PM..', 'active', 'none'],
  ['ejp', 'ejp-day', 'standard', '2026-11-25T00:30:00', 'EJP', 'PM', 'PM..', 'active', 'none'],
  ['tempo', 'day', 'historique', NOON, 'TEMPO', 'HPJW', 'HPJW', 'off', 'none'],
  ['tempo', 'day', 'standard', NOON, 'TEMPO', 'HPJW', 'HPJW', 'off', 'none'],
  ['producer', 'day', 'historique', JUNE, 'BASE', 'BASE', 'TH..', 'off', 'estimated'],
  ['producer', 'day', 'standard', JUNE, 'BASE', 'BASE', 'TH..', 'off', 'measured'],
] as const;

describe('what each simulated meter means', () => {
  for (const [contract, scenario, mode, start, name, period, code, ejp, injection] of SIMULATED) {
    for (const phases of [1, 3] as const) {
      test(`a simulated meter is understood: ${contract} ${scenario} ${mode} ${start.slice(11, 16)}, ${phases} phase(s): ${period}, EJP ${ejp}`, () => {
        const options: MeterOptions = {
          contract,
          mode,
          phases,
          scenario,
          seed: 1,
          start: instantOf(start),
          producer: contract === 'producer',
        };
        const meter = new SimulatedMeter(options);
        const frames = Array.from({ length: 40 }, () => meter.next());
        const bytes = Uint8Array.from(frames.flatMap((frame) => [...frame.bytes]));
        const { counts, readings } = found(
          frames.map((frame) => frame.bytes),
          (n) => frames[n]?.at ?? 0,
        );
        const segments = segmentsOf(bytes);
        assert.ok(segments.every(({ sumHolds }) => sumHolds));
        assert.equal(counts.valid, segments.length);
        assert.deepEqual(counts.rejected, { checksum: 0, parity: 0, format: 0 });
        assert.equal(readings.length, 40);
        for (const each of readings) {
          assert.deepEqual([each.contract, each.period, each.periodCode, ejpOf(each.ejp)], [name, period, code, ejp]);
        }
        const sent = segments.flatMap(({ content }) => /^(?:PAPP|SINSTS)[ \t](\d{5})$/.exec(content)?.[1] ?? []);
        assert.equal(powerOf(readings), Number(sent.at(-1)));
        assert.equal(injectionOf(readings), injection);
        if (injection !== 'none') assert.ok(readings.some(({ pinj }) => (pinj ?? 0) > 200));
        assert.equal(readings.at(-1)?.phases?.length, phases === 3 ? 3 : undefined);
      });
    }
  }
});
