import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TicDecoder } from '../../src/tic/decoder.ts';
import { encodeFrame, encodeGroup, withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import type { Group } from '../../src/tic/group.ts';
import { parseHorodate } from '../../src/tic/horodate.ts';
import { LABELS, type Label } from '../../src/tic/labels.ts';
import { parseStatus } from '../../src/tic/stge.ts';
import { bytesOf, cutEvery, decode, joined, readFrames, segmentsOf, shared } from '../support/captures.ts';

const historique = (label: string, data: string): Group => ({ mode: 'historique', label, data });
const standard = (label: string, data: string, horodate?: string): Group =>
  horodate === undefined ? { mode: 'standard', label, data } : { mode: 'standard', label, data, horodate };

/** A frame of the half hour before a peak. */
const EJP_FRAME = [
  historique('ADCO', '041876000001'),
  historique('OPTARIF', 'EJP.'),
  historique('ISOUSC', '45'),
  historique('EJPHN', '012345678'),
  historique('EJPHPM', '000476413'),
  historique('PEJP', '30'),
  historique('PTEC', 'HN..'),
  historique('IINST', '009'),
  historique('IMAX', '090'),
  historique('PAPP', '02070'),
  historique('HHPHC', 'A'),
  historique('MOTDETAT', '000000'),
];
const STANDARD_FRAME = [
  standard('ADSC', '041876000001'),
  standard('VTIC', '02'),
  standard('DATE', '', 'H081225223518'),
  standard('NGTF', 'EJP'),
  standard('EASF01', '012345678'),
  standard('SMAXSN', '04536', 'E230712084949'),
  standard('STGE', '9B3A9000'),
  standard('DPM1', '00', ' 250123060000'),
  standard('MSG1', 'PAS DE          MESSAGE'),
  standard('RELAIS', '140'),
];
const STREAM = joined(encodeFrame(EJP_FRAME), encodeFrame(STANDARD_FRAME), encodeFrame(EJP_FRAME));
const STREAM_GROUPS = [...EJP_FRAME, ...STANDARD_FRAME, ...EJP_FRAME];

describe('checksums captured from meters or worked out by hand', () => {
  const vectors: readonly (readonly [string, Group])[] = [
    ['PEJP 30 R', historique('PEJP', '30')],
    ['ADCO 021861348497 L', historique('ADCO', '021861348497')],
    ['PTEC HN.. ^', historique('PTEC', 'HN..')],
    ['PTEC PM.. %', historique('PTEC', 'PM..')],
    ['PTEC HP..  ', historique('PTEC', 'HP..')],
    ['OPTARIF EJP. "', historique('OPTARIF', 'EJP.')],
    ['OPTARIF HC.. <', historique('OPTARIF', 'HC..')],
    ['EJPHN 002727095 E', historique('EJPHN', '002727095')],
    ['EJPHPM 000100755 F', historique('EJPHPM', '000100755')],
    ["PAPP 01140 '", historique('PAPP', '01140')],
    ['PAPP 00000 !', historique('PAPP', '00000')],
    ['IINST 009  ', historique('IINST', '009')],
    ['IINST 018  ', historique('IINST', '018')],
    ['ADPS 048 D', historique('ADPS', '048')],
    ['VTIC\t02\tJ', standard('VTIC', '02')],
    ['DATE\tH081225223518\t\tH', standard('DATE', '', 'H081225223518')],
    ['SMAXSN\tE230712084949\t04536\tM', standard('SMAXSN', '04536', 'E230712084949')],
    ['STGE\t9B3A9000\t]', standard('STGE', '9B3A9000')],
    ['DPM1\t 250123060000\t00\t ', standard('DPM1', '00', ' 250123060000')],
  ];
  for (const [line, group] of vectors) {
    test(`the check character is written and read: ${JSON.stringify(line)}`, () => {
      assert.deepEqual(decode(bytesOf(`\n${line}\r`)), { groups: [group], boundaries: [], rejected: [] });
      assert.deepEqual(encodeGroup(group), bytesOf(`\n${line}\r`));
      const wrong = `${line.slice(0, -1)}${String.fromCharCode(line.charCodeAt(line.length - 1) ^ 1)}`;
      assert.deepEqual(decode(bytesOf(`\n${wrong}\r`)), { groups: [], boundaries: [], rejected: ['checksum'] });
    });
  }

  test('a whole frame is written with the checksums worked out by hand', () => {
    const lines = ['ADCO 041876000001 2', 'OPTARIF EJP. "', 'ISOUSC 45 ?', 'EJPHN 012345678 I', 'EJPHPM 000476413 M'];
    lines.push(
      'PEJP 30 R',
      'PTEC HN.. ^',
      'IINST 009  ',
      'IMAX 090 H',
      'PAPP 02070 *',
      'HHPHC A ,',
      'MOTDETAT 000000 B',
    );
    assert.deepEqual(encodeFrame(EJP_FRAME), bytesOf(`\x02${lines.map((line) => `\n${line}\r`).join('')}\x03`));
  });
});

describe('a group is kept only when it fits its label', () => {
  const sum = (zone: string): string =>
    String.fromCharCode((Array.from(zone).reduce((all, c) => all + c.charCodeAt(0), 0) & 0x3f) + 0x20);
  const line = (content: string): string => `\n${content} ${sum(content)}\r`;
  const tabbed = (content: string): string => `\n${content}\t${sum(`${content}\t`)}\r`;
  const cases: readonly (readonly [string, string])[] = [
    ['a digit too few', line('PAPP 0114')],
    ['a letter among digits', line('PAPP 0114O')],
    ['a standard label with spaces', line('VTIC 02')],
    ['a historique label with tabs', tabbed('PAPP\t01140')],
    ['a horodate that is missing', tabbed('DATE\t')],
    ['an invalid horodate', tabbed('DATE\tX081225223518\t')],
    ['a horodate too many', tabbed('VTIC\tH081225223518\t02')],
    ['longer than any group', line(`ZZZZ ${'0'.repeat(125)}`)],
  ];
  for (const [what, bytes] of cases) {
    test(`a group is rejected for its form: ${what}`, () => {
      assert.deepEqual(decode(bytesOf(bytes)), { groups: [], boundaries: [], rejected: ['format'] });
    });
  }

  test('labels that the specification does not have are kept (pilot meters)', () => {
    const groups = [
      standard('SINST1', '00392'),
      standard('SMAXN-1', '02910', 'H250122222926'),
      historique('NEWONE', 'X 1'),
    ];
    assert.deepEqual(decode(encodeFrame(groups)).groups, groups);
  });
});

describe('the table of labels', () => {
  const sample = ({ kind, width }: Label): string => (kind === 'text' ? 'N'.repeat(width) : '7'.repeat(width));

  test('every label of the table is written and read', () => {
    for (const label of LABELS.values()) {
      const horodate = label.horodate ? { horodate: 'E090714074553' } : {};
      const group: Group = { mode: label.mode, label: label.name, data: sample(label), ...horodate };
      assert.deepEqual(decode(encodeGroup(group)).groups, [group]);
    }
  });

  test('the table has 36 labels of historique and 71 of standard, 24 of them with a horodate', () => {
    const labels = [...LABELS.values()];
    const count = (is: (label: Label) => boolean): number => labels.filter(is).length;
    assert.equal(
      count(({ mode }) => mode === 'historique'),
      36,
    );
    assert.equal(
      count(({ mode }) => mode === 'standard'),
      71,
    );
    assert.equal(
      count(({ horodate }) => horodate),
      24,
    );
    assert.ok(labels.every(({ mode, horodate }) => mode === 'standard' || !horodate));
  });

  const path = shared('facts/tic-labels.json');
  test('the table of labels is that of ../shared/facts/tic-labels.json', {
    skip: path === undefined && 'the shared folder is not there',
  }, () => {
    const facts = JSON.parse(readFileSync(path ?? '', 'utf8')) as Record<string, unknown>[];
    const expected = facts.map(({ label, mode, length, horodate, unit }) => ({ label, mode, length, horodate, unit }));
    const ours = [...LABELS.values()].map(({ name, mode, width, horodate, unit }) => {
      return { label: name, mode, length: width, horodate, unit: unit === '' ? null : unit };
    });
    const byName = (a: { label: unknown }, b: { label: unknown }): number =>
      String(a.label) < String(b.label) ? -1 : 1;
    assert.deepEqual(ours.sort(byName), expected.sort(byName));
  });

  test('the encoder refuses data that does not fit its label', () => {
    assert.throws(() => encodeGroup(historique('PAPP', '123456')), RangeError);
    assert.throws(() => encodeGroup(historique('PAPP', '-5')), RangeError);
  });
});

describe('hostile streams', () => {
  test('cut in two anywhere, the groups are the same', () => {
    const whole = decode(STREAM);
    assert.deepEqual(whole.groups, STREAM_GROUPS);
    for (let cut = 0; cut <= STREAM.length; cut++) {
      assert.deepEqual(decode(STREAM.subarray(0, cut), STREAM.subarray(cut)), whole, `cut at ${cut}`);
    }
  });

  test('with the parity bit of the wire on every byte the groups are the same', () => {
    assert.deepEqual(decode(withParity(STREAM)), decode(STREAM));
    assert.equal(withParity(bytesOf('1'))[0], 0xb1);
    assert.equal(withParity(bytesOf('A'))[0], 0x41);
  });

  test('one flipped bit anywhere loses a group or nothing, and never makes a wrong one', () => {
    const wire = withParity(STREAM);
    const textOf = ({ mode, label, horodate, data }: Group): string => [mode, label, horodate, data].join('|');
    const valid = new Set(STREAM_GROUPS.map(textOf));
    for (let at = 0; at < wire.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = wire.slice();
        damaged[at] = (damaged[at] as number) ^ (1 << bit);
        const { groups } = decode(damaged);
        for (const group of groups) assert.ok(valid.has(textOf(group)), `byte ${at} bit ${bit}: ${group.label}`);
        assert.ok(groups.length >= STREAM_GROUPS.length - 2, `byte ${at} bit ${bit}`);
      }
    }
  });

  test('a flip that the checksum cannot see is seen by parity', () => {
    const wire = withParity(encodeGroup(historique('ADCO', '041876000001')));
    wire[10] = (wire[10] as number) ^ 0x40;
    assert.deepEqual(decode(wire).rejected, ['parity']);
  });

  const text = Array.from(STREAM, (byte) => String.fromCharCode(byte)).join('');
  // biome-ignore-start lint/suspicious/noControlCharactersInRegex: delimiters are what these streams have lost
  const ways: readonly (readonly [string, string])[] = [
    ['STX lost', text.replace(/\x02/g, '')],
    ['ETX lost', text.replace(/\x03/g, '')],
    ['STX and ETX lost', text.replace(/[\x02\x03]/g, '')],
    ['EOT in place of ETX', text.replace(/\x03/g, '\x04')],
    ['CR turned into LF', text.replace(/\r/g, '\n')],
    ['LF lost', text.replace(/\n/g, '')],
    ['NULs between groups', text.replace(/\n/g, '\0\0\n')],
    ['LF damaged to 0x0E', text.replace(/\n/g, '\x0e')],
    ['LF damaged to 0x0F', text.replace(/\n/g, '\x0f')],
    ['LF damaged to 0x0B', text.replace(/\n/g, '\x0b')],
    ['STX damaged to C and LF to 0x0F', text.replace(/\x02/g, 'C').replace(/\n/g, '\x0f')],
    ['delimiters doubled', text.replace(/([\x02\x03\n\r])/g, '$1$1')],
  ];
  // biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above
  for (const [what, stream] of ways) {
    test(`${what}: every group is read, none rejected`, () => {
      const decoded = decode(bytesOf(stream));
      assert.deepEqual(decoded.groups, STREAM_GROUPS);
      assert.deepEqual(decoded.rejected, []);
    });
  }

  test('5 MB without a delimiter are one rejection, keep no memory, and the next group is read', () => {
    const decoded: string[] = [];
    const decoder = new TicDecoder({
      group: ({ label }) => decoded.push(label),
      boundary() {},
      reject: (why) => decoded.push(why),
    });
    const noise = new Uint8Array(64 * 1024).fill(0x55);
    const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const before = held();
    for (let i = 0; i < 80; i++) decoder.push(noise);
    assert.ok(held() - before < 2_000_000, `${held() - before} bytes held`);
    decoder.push(encodeGroup(historique('PAPP', '01140')));
    assert.deepEqual(decoded, ['format', 'PAPP']);
  });
});

describe('frames', () => {
  const labels = (frame: Frame | undefined): string[] => frame?.groups.map(({ label }) => label) ?? [];
  const tail = encodeFrame(EJP_FRAME).subarray(100);
  const whole = encodeFrame(EJP_FRAME);

  test('a whole frame is complete', () => {
    assert.deepEqual(readFrames(whole), [{ mode: 'historique', complete: true, groups: EJP_FRAME, damaged: 0 }]);
  });

  test('a frame whose beginning was missed is not complete', () => {
    assert.deepEqual(
      readFrames(tail, whole).map(({ complete }) => complete),
      [false, true],
    );
  });

  test('a frame that EOT interrupts keeps its groups and is not complete', () => {
    const [cut, next] = readFrames(whole.subarray(0, 100), bytesOf('\x04'), whole);
    assert.equal(cut?.complete, false);
    assert.deepEqual(labels(cut), labels(next).slice(0, labels(cut).length));
    assert.equal(next?.complete, true);
  });

  test('without ETX, the STX of the next frame completes it', () => {
    const open = whole.subarray(0, -1);
    assert.deepEqual(
      readFrames(open, open, open).map(({ complete }) => complete),
      [true, true, false],
    );
  });

  test('without ETX and STX, the first label that comes back completes a frame that began well', () => {
    const bare = whole.subarray(1, -1);
    const frames = readFrames(whole.subarray(0, 1), bare, bare, bare);
    assert.deepEqual(
      frames.map(({ complete, groups }) => [complete, groups.length]),
      [
        [true, EJP_FRAME.length],
        [true, EJP_FRAME.length],
        [false, EJP_FRAME.length],
      ],
    );
  });

  test('another label that comes back shows that the beginning was lost', () => {
    const cut = whole.subarray(0, -20);
    const frames = readFrames(cut, whole.subarray(60));
    assert.deepEqual(
      frames.map(({ complete }) => complete),
      [false, false],
    );
  });

  test('a damaged group is counted in its frame', () => {
    const damaged = whole.slice();
    damaged[20] = 0x21;
    const reader = new FrameReader((frame) => assert.equal(frame.damaged, 1));
    reader.push(damaged);
    assert.deepEqual(reader.counts, {
      bytes: whole.length,
      frames: 1,
      complete: 1,
      valid: EJP_FRAME.length - 1,
      rejected: { checksum: 1, parity: 0, format: 0 },
    });
  });

  test('the two modes never share a frame', () => {
    const frames = readFrames(encodeFrame(EJP_FRAME).subarray(0, -1), encodeFrame(STANDARD_FRAME).subarray(1));
    assert.deepEqual(
      frames.map(({ mode, complete }) => [mode, complete]),
      [
        ['historique', false],
        ['standard', false],
      ],
    );
  });

  test('a reset drops the groups and bytes of the unfinished frame', () => {
    const frames: Frame[] = [];
    const reader = new FrameReader((frame) => frames.push(frame));
    reader.push(whole.subarray(0, 70));
    reader.reset();
    reader.push(whole);
    assert.deepEqual(
      frames.map(({ complete, groups }) => [complete, groups.length]),
      [[true, EJP_FRAME.length]],
    );
  });
});

describe('properties', () => {
  const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
  const of = (alphabet: string, width: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: width, maxLength: width });
  const dataOf = ({ kind, width }: Label): fc.Arbitrary<string> => {
    if (kind === 'digits') return of('0123456789', width);
    if (kind === 'hex') return of('0123456789ABCDEF', width);
    return fc.string({ unit: character, minLength: width, maxLength: width });
  };
  const horodate = fc
    .tuple(fc.constantFrom('H', 'E', 'h', 'e', ' '), of('0123456789', 12))
    .map((parts) => parts.join(''));
  const group: fc.Arbitrary<Group> = fc
    .constantFrom(...LABELS.values())
    .chain((label) => fc.tuple(fc.constant(label), dataOf(label), horodate))
    .map(([{ name, mode, horodate: dated }, data, when]) => ({
      mode,
      label: name,
      data,
      ...(dated ? { horodate: when } : {}),
    }));
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 });

  /** The stream cut into pieces of these sizes, the rest in one. */
  function cutAt(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const length of [...lengths, bytes.length]) {
      pieces.push(bytes.subarray(at, at + length));
      at += length;
    }
    return pieces;
  }

  test('any valid groups, written, with or without parity, cut anyhow, are read back', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 40 }), sizes, fc.boolean(), (groups, lengths, parity) => {
        const bytes = encodeFrame(groups);
        const decoded = decode(...cutAt(parity ? withParity(bytes) : bytes, lengths));
        assert.deepEqual(
          decoded.groups,
          groups.map((one) => ({ ...one, data: one.data.trim() })),
        );
        assert.deepEqual([decoded.boundaries, decoded.rejected], [['stx', 'etx'], []]);
      }),
      { numRuns: 300 },
    );
  });

  /** No group passes but those whose sum the second implementation also finds right. */
  function checkAgainstRule(bytes: Uint8Array, pieces: readonly Uint8Array[]): void {
    const allowed = new Set(
      segmentsOf(bytes)
        .filter(({ sumHolds }) => sumHolds)
        .map(({ content, mode }) => {
          const separator = mode === 'standard' ? '\t' : ' ';
          const [label = '', ...rest] = content.split(separator);
          const fields = mode === 'standard' ? rest : [rest.join(' ')];
          return JSON.stringify([mode, label, ...fields.slice(0, -1), fields.at(-1)?.trim()]);
        }),
    );
    for (const { mode, label, horodate: when, data } of decode(...pieces).groups) {
      const passed = JSON.stringify(when === undefined ? [mode, label, data] : [mode, label, when, data]);
      assert.ok(allowed.has(passed), passed);
    }
  }

  test('random bytes never throw and pass no group with a wrong checksum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), sizes, (bytes, lengths) => {
        checkAgainstRule(bytes, cutAt(bytes, lengths));
      }),
      { numRuns: 500 },
    );
  });

  test('a damaged stream never throws and passes no group with a wrong checksum', () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: STREAM.length - 1 }), fc.nat({ max: 255 })), { maxLength: 60 });
    fc.assert(
      fc.property(damage, sizes, fc.boolean(), (changes, lengths, parity) => {
        const bytes = parity ? withParity(STREAM) : STREAM.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        checkAgainstRule(bytes, cutAt(bytes, lengths));
      }),
      { numRuns: 1000 },
    );
  });

  test('a stream in pieces of one byte is read as in one', () => {
    assert.deepEqual(decode(...cutEvery(STREAM, 1)), decode(STREAM));
  });
});

describe('horodates and the status register', () => {
  test('winter is UTC+1, summer UTC+2, and a blank season says the local time only', () => {
    assert.deepEqual(parseHorodate('H081225223518'), {
      epochMs: Date.UTC(2008, 11, 25, 21, 35, 18),
      local: '2008-12-25T22:35:18',
      degraded: false,
    });
    assert.equal(parseHorodate('E090714074553')?.epochMs, Date.UTC(2009, 6, 14, 5, 45, 53));
    assert.deepEqual(parseHorodate(' 250123060000'), {
      epochMs: undefined,
      local: '2025-01-23T06:00:00',
      degraded: false,
    });
    assert.equal(parseHorodate('h250101000000')?.degraded, true);
  });

  test('the doubled hour of October is told apart by its season', () => {
    assert.equal(parseHorodate('E261025023000')?.epochMs, Date.UTC(2026, 9, 25, 0, 30));
    assert.equal(parseHorodate('H261025023000')?.epochMs, Date.UTC(2026, 9, 25, 1, 30));
  });

  test('a horodate that the calendar does not have is undefined', () => {
    for (const text of ['H260230120000', 'H261301000000', 'H260101240000', 'X260101000000', 'H26010100000', '']) {
      assert.equal(parseHorodate(text), undefined, text);
    }
  });

  test('status registers of real meters: colours, peaks and clock', () => {
    const white = parseStatus('9B3A9000');
    assert.deepEqual([white?.colourToday, white?.colourTomorrow], [3, 2]);
    assert.deepEqual([white?.peakNotice, white?.peakRunning, white?.clockDegraded], [1, 2, false]);
    const producer = parseStatus('833AD501');
    assert.deepEqual([producer?.colourToday, producer?.peakNotice, producer?.peakRunning], [3, 0, 2]);
    const announced = parseStatus('AF3A9100');
    assert.deepEqual([announced?.colourTomorrow, announced?.peakNotice], [3, 2]);
    assert.equal(parseStatus('9B3A900'), undefined);
  });
});

describe('the labels of the pilot meters of 2016', () => {
  test('they have the form of the labels that replaced them, and keep their own names', () => {
    const group: Group = { mode: 'standard', label: 'SINST1', data: '00460' };
    assert.deepEqual(decode(encodeGroup(group)).groups, [group]);
    assert.throws(() => encodeGroup({ ...group, data: 'ABCDE' }), RangeError);
    const dated: Group = { mode: 'standard', label: 'SMAXN-1', horodate: 'H261123070000', data: '03120' };
    assert.deepEqual(decode(encodeGroup(dated)).groups, [dated]);
  });
});
