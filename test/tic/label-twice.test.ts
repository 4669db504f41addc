import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { dataByLabel, type Frame } from '../../src/tic/frame.ts';
import { joined, readFrames } from '../support/captures.ts';

/** Groups of a frame as `LABEL data`. */
const frameOf = (...groups: string[]): Uint8Array =>
  encodeFrame(
    groups.map((group) => {
      const [label = '', data = ''] = group.split(' ');
      return { mode: 'historique', label, data };
    }),
  );

const brief = ({ complete, damaged, groups }: Frame): unknown => [
  complete,
  damaged,
  groups.map(({ label, data }) => `${label} ${data}`).join(', '),
];

describe('one label twice in a frame: one frame, the later counts, and something of the frame was damaged', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['one after the other', ['ADCO 041876000001', 'PTEC HN..', 'PAPP 00500', 'PAPP 00600', 'IINST 002']],
    ['with others between', ['ADCO 041876000001', 'PAPP 00500', 'PTEC HN..', 'IINST 002', 'PAPP 00600', 'IMAX 090']],
    ['as the last group', ['ADCO 041876000001', 'PAPP 00500', 'PTEC HN..', 'IINST 002', 'PAPP 00600']],
  ];
  for (const [what, groups] of cases) {
    test(`a label twice: ${what}`, () => {
      const [frame, ...others] = readFrames(frameOf(...groups));
      assert.deepEqual(others, []);
      assert.deepEqual(brief(frame as Frame), [true, 1, groups.join(', ')]);
      assert.equal(dataByLabel(frame as Frame).get('PAPP'), '00600');
    });
  }

  test('a label three times counts as two groups too many', () => {
    const [frame] = readFrames(frameOf('ADCO 041876000001', 'PAPP 00500', 'PAPP 00600', 'PAPP 00700'));
    assert.equal(frame?.damaged, 2);
    assert.equal(frame && dataByLabel(frame).get('PAPP'), '00700');
  });

  test('two labels that come back in a row are the next frame, whose beginning was lost', () => {
    const first = frameOf('ADCO 041876000001', 'OPTARIF EJP.', 'ISOUSC 45', 'PTEC HN..', 'PAPP 00500');
    const second = frameOf('OPTARIF EJP.', 'ISOUSC 45', 'PTEC PM..', 'PAPP 00600');
    const bytes = joined(first.subarray(0, -1), second.subarray(1));
    assert.deepEqual(readFrames(bytes).map(brief), [
      [false, 0, 'ADCO 041876000001, OPTARIF EJP., ISOUSC 45, PTEC HN.., PAPP 00500'],
      [false, 0, 'OPTARIF EJP., ISOUSC 45, PTEC PM.., PAPP 00600'],
    ]);
  });

  test('it is the same however the bytes are cut', () => {
    const bytes = frameOf('ADCO 041876000001', 'PAPP 00500', 'PTEC HN..', 'PAPP 00600', 'IINST 002');
    const whole = readFrames(bytes);
    assert.deepEqual(readFrames(...Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
  });
});
