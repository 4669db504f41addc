import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { SIMULATED_CONTRACTS } from '../../src/simulator/choices.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader, type TicCounts } from '../../src/tic/frame.ts';
import { CR, EOT, LF } from '../../src/tic/group.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { cutEvery, joined, segmentsOf, shared } from '../support/captures.ts';

/** A stream and what is in it, counted without our decoder. */
interface Stream {
  readonly name: string;
  /** Undefined for a capture that is not there. */
  readonly bytes: Uint8Array | undefined;
  /** Groups whose checksum holds, and all groups. */
  readonly holds: number;
  readonly seen: number;
  /** Groups whose checksum holds but whose content does not fit their label. */
  readonly misfits: number;
  readonly checksum: number;
  readonly format: number;
  readonly complete: number;
}

/** The real streams of ../shared/captures/INDEX.md, with the counts of that index. */
const CAPTURES: readonly Stream[] = (
  [
    ['historique_base', 473, 530, 0, 57, 0, 54],
    ['historique_base_3phase_cooked_tty', 71, 72, 0, 0, 1, 4],
    ['historique_eot_fragment', 1, 1, 0, 0, 0, 0],
    ['historique_hc_linky', 69, 76, 0, 7, 0, 6],
    ['historique_hc_older_meter', 1372, 1372, 0, 0, 0, 123],
    ['historique_tempo_red_tomorrow', 160, 160, 0, 0, 0, 10],
    ['standard_3phase_damaged_lf', 10, 10, 0, 0, 0, 0],
    ['standard_base', 467, 469, 0, 1, 1, 12],
    // ADSC has 11 digits: its sum holds, but no meter has such a serial number.
    ['standard_hc_weekend', 38, 38, 1, 0, 1, 1],
    ['standard_producer_night', 341, 351, 0, 9, 1, 7],
  ] as const
).map(([name, holds, seen, misfits, checksum, format, complete]) => {
  const path = shared(`captures/${name}.bin`);
  const bytes = path === undefined ? undefined : new Uint8Array(readFileSync(path));
  return { name, bytes, holds, seen, misfits, checksum, format, complete };
});

/** Nine frames of a simulated meter, with the damage that captures show. */
function damagedStream(contract: (typeof SIMULATED_CONTRACTS)[number], mode: TicMode, phases: 1 | 3): Stream {
  const start = Date.parse('2026-11-24T12:00:00+01:00');
  const meter = new SimulatedMeter({ contract, mode, phases, scenario: 'day', seed: 1, start, producer: false });
  const next = (): Uint8Array => meter.next().bytes.slice();
  const [torn, flipped, interrupted, wrongDelimiters, noEnd] = [next(), next(), next(), next(), next()];
  const [whole, noEndEither, noStart, unfinished] = [next(), next(), next(), next()];
  const starts = (frame: Uint8Array): number[] => [...frame.keys()].filter((at) => frame[at] === LF);
  const groups = starts(whole).length;
  for (const n of [0, 4, 6]) (flipped[(starts(flipped)[n] as number) + 1] as number) ^= 1;
  interrupted[interrupted.length - 1] = EOT;
  wrongDelimiters[0] = 0x43;
  for (const at of starts(wrongDelimiters)) wrongDelimiters[at] = 0x0f;
  const bytes = joined(
    // The third group lacks LF and three letters.
    torn.subarray((starts(torn)[2] as number) + 4),
    flipped,
    interrupted,
    wrongDelimiters,
    noEnd.subarray(0, -1),
    whole,
    noEndEither.subarray(0, -1),
    noStart.subarray(1),
    unfinished.subarray(0, (starts(unfinished)[5] as number) - 1),
    Uint8Array.of(CR),
  );
  const holds = 8 * groups - 3 - 3 + 5;
  const name = `${contract} in ${mode}, ${phases} phase${phases === 1 ? '' : 's'}, simulated and damaged`;
  return { name, bytes, holds, seen: holds + 4, misfits: 0, checksum: 4, format: 0, complete: 5 };
}

const SIMULATED = SIMULATED_CONTRACTS.flatMap((contract) =>
  (['historique', 'standard'] as const).flatMap((mode) =>
    ([1, 3] as const).map((phases) => damagedStream(contract, mode, phases)),
  ),
);

interface Read {
  readonly counts: TicCounts;
  readonly frames: readonly Frame[];
}

function read(pieces: readonly Uint8Array[]): Read {
  const frames: Frame[] = [];
  const reader = new FrameReader((frame) => frames.push(frame));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return { counts: reader.counts, frames };
}

for (const stream of [...CAPTURES, ...SIMULATED]) {
  const { name, holds, seen, misfits, checksum, format, complete } = stream;
  describe(name, { skip: !stream.bytes && 'the shared folder is not there' }, () => {
    const bytes = stream.bytes ?? new Uint8Array();
    const whole = read([bytes]);

    test(`a second implementation counts the groups as expected: ${name}`, () => {
      const segments = segmentsOf(bytes);
      assert.equal(segments.length, seen);
      assert.equal(segments.filter(({ sumHolds }) => sumHolds).length, holds);
    });

    test(`the decoder counts as many, but for those that do not fit their label: ${name}`, () => {
      assert.equal(whole.counts.valid, holds - misfits);
      assert.deepEqual(whole.counts.rejected, { checksum, parity: 0, format });
      assert.equal(whole.counts.complete, complete);
    });

    test(`the decoder reads the groups of the second implementation, in their order: ${name}`, () => {
      const squeezed = (text: string): string => text.replace(/[ \t]+/g, ' ').trim();
      const expected = segmentsOf(bytes).filter(({ sumHolds }) => sumHolds);
      const groups = whole.frames.flatMap((frame) => frame.groups);
      assert.deepEqual(
        groups.map(({ label, horodate, data }) => squeezed([label, horodate ?? '', data].join(' '))),
        expected.map(({ content }) => squeezed(content)).filter((content) => misfits === 0 || !/^ADSC /.test(content)),
      );
    });

    test(`parity bits and cuts into pieces change nothing: ${name}`, () => {
      const even = withParity(bytes);
      assert.deepEqual(read([even]), whole);
      for (const size of [1, 7, 64, 4096]) {
        assert.deepEqual(read(cutEvery(bytes, size)), whole, `pieces of ${size}`);
        assert.deepEqual(read(cutEvery(even, size)), whole, `pieces of ${size} with parity`);
      }
    });
  });
}
