import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader, type TicCounts } from '../../src/tic/frame.ts';
import { cutEvery, segmentsOf, shared } from '../support/captures.ts';

/**
 * The real streams of ../shared/captures/INDEX.md: groups whose checksum holds and groups seen, as that index has them;
 * then how many of those that hold do not fit their label, and why the others are dropped.
 */
const CAPTURES = [
  // name, sum holds / seen, misfits, dropped for checksum / format, whole frames
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
] as const;

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

for (const [name, holds, seen, misfits, checksum, format, complete] of CAPTURES) {
  const path = shared(`captures/${name}.bin`);
  describe(name, { skip: path === undefined && 'the shared folder is not there' }, () => {
    const bytes = path === undefined ? new Uint8Array() : new Uint8Array(readFileSync(path));
    const whole = read([bytes]);

    test('the second implementation finds what the index says', () => {
      const segments = segmentsOf(bytes);
      assert.equal(segments.length, seen);
      assert.equal(segments.filter(({ sumHolds }) => sumHolds).length, holds);
    });

    test('the decoder finds the same, but for what does not fit its label', () => {
      assert.equal(whole.counts.valid, holds - misfits);
      assert.deepEqual(whole.counts.rejected, { checksum, parity: 0, format });
      assert.equal(whole.counts.complete, complete);
    });

    test('group by group, in their order', () => {
      const squeezed = (text: string): string => text.replace(/[ \t]+/g, ' ').trim();
      const expected = segmentsOf(bytes).filter(({ sumHolds }) => sumHolds);
      const groups = whole.frames.flatMap((frame) => frame.groups);
      assert.deepEqual(
        groups.map(({ label, horodate, data }) => squeezed([label, horodate ?? '', data].join(' '))),
        expected.map(({ content }) => squeezed(content)).filter((content) => misfits === 0 || !/^ADSC /.test(content)),
      );
    });

    test('with the parity bits of the wire', () => {
      assert.deepEqual(read([withParity(bytes)]), whole);
    });

    for (const size of [1, 7, 64, 4096]) {
      test(`in pieces of ${size}`, () => {
        assert.deepEqual(read(cutEvery(bytes, size)), whole);
        assert.deepEqual(read(cutEvery(withParity(bytes), size)), whole);
      });
    }
  });
}
