import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { asCliError } from '../../src/cli/errors.ts';
import { runProgram } from '../../src/cli/program.ts';
import { Anonymiser } from '../../src/tic/anonymise.ts';
import { withParity } from '../../src/tic/encoder.ts';
import {
  assertCutsAgree,
  assertDamageTellsNothing,
  historique,
  masked,
  standard,
  tells,
  textOf,
} from '../support/anonymised.ts';
import { bytesOf, cutEvery, decode, joined, segmentsOf, shared } from '../support/captures.ts';
import { feed, TestHome, until } from '../support/program.ts';

const SERIAL = '041876531927';
const PRM = '25817394162835';
const FRAMES = joined(
  ...[1230, 1240, 0].map((papp) => historique(SERIAL, papp)),
  ...[500, 510].map((power) => standard(SERIAL, PRM, power)),
);

describe('the mask', () => {
  for (const [kind, bytes] of [
    ['stripped', FRAMES],
    ['with parity', withParity(FRAMES)],
  ] as const) {
    test(`${kind}: serial and PRM replaced, every other byte as it came, every group still valid`, () => {
      const out = masked(bytes);
      assert.equal(out.length, bytes.length);
      const [before, after] = [decode(bytes), decode(out)];
      assert.deepEqual(after.rejected, []);
      assert.deepEqual(after.boundaries, before.boundaries);
      assert.deepEqual(
        after.groups,
        before.groups.map((each) => {
          const data = { ADCO: '041876000042', ADSC: '041876000042', PRM: '00000000000042' }[each.label];
          return data === undefined ? each : { ...each, data };
        }),
      );
      const other = (whole: Uint8Array): string => textOf(whole).replace(/(ADCO|ADSC|PRM)[^\r]*/g, '$1');
      assert.equal(other(out), other(bytes));
      assert.equal(
        out.some((byte) => byte & 0x80),
        kind === 'with parity',
      );
    });

    test(`${kind}: masked again it stays the same`, () => {
      assert.deepEqual(masked(masked(bytes)), masked(bytes));
    });
  }

  test('the mask: what comes before the first control character is dropped: it may be the end of a serial number', () => {
    assert.equal(textOf(masked(bytesOf(`${SERIAL.slice(4)} L\r\nPTEC HN.. ^\r`))), '\r\nPTEC HN.. ^\r');
    assert.equal(textOf(masked(bytesOf(`SC\t${SERIAL}\t'\r`))), '\r');
  });

  test('the mask: after a reopened line its beginning is dropped as well', () => {
    const mask = new Anonymiser();
    mask.push(FRAMES.subarray(0, 15));
    mask.reset();
    assert.equal(textOf(mask.push(bytesOf('31927 L\r\nPTEC HN.. ^\r'))), '\r\nPTEC HN.. ^\r');
  });

  test('serials that do not fit their label, as the public captures have them', () => {
    for (const [line, expected] of [
      // 13 digits and a wrong sum; 11 digits and a right one.
      ['\nADCO 0123456789012 5\r', /^\nADCO 0000000000000 .\r$/],
      ['\nADSC\t00000000042\t#\r', /^\nADSC\t00000000042\t#\r$/],
    ] as const) {
      const [before, after] = [bytesOf(line), masked(bytesOf(line))];
      assert.match(textOf(after), expected);
      assert.equal(segmentsOf(after)[0]?.sumHolds, segmentsOf(before)[0]?.sumHolds);
    }
  });

  test('the mask: no damage makes a serial number readable', () => {
    const whole = [`ADCO ${SERIAL} !`, `ADSC\t${SERIAL}\t!`, `PRM\t${PRM}\t!`];
    const hiding = [
      (line: string) => line, // wrong sum
      (line: string) => `X${line.slice(1)}`, // damaged label
      (line: string) => line.slice(1), // its beginning lost to a control character
      (line: string) => `J${line}`, // LF became a letter
      (line: string) => `PAPP 01230 'MJ${line}`, // CR and LF did, behind a sound label
      (line: string) => line.replace(/[ \t]/, '`'), // the separator did
      (line: string) => `${line.slice(0, 8)}\x13${line.slice(8)}`, // a digit became a control character
      (line: string) => line.slice(0, -3), // cut
      (line: string) => `${'Z'.repeat(150)}${line}`, // in a flood of garbage
      (line: string) => `${line}${'Z'.repeat(150)}`,
    ];
    for (const line of whole) {
      for (const hide of hiding) {
        const out = textOf(masked(bytesOf(`\n${hide(line)}\r\nPTEC HN.. ^\r`)));
        assert.ok(!/[1-9]{4}/.test(out.replace(/PAPP 01230/, '')), JSON.stringify(out));
        assert.ok(out.endsWith('\r\nPTEC HN.. ^\r'), out);
      }
    }
  });

  test('a damaged group that hides nothing stays byte for byte', () => {
    for (const line of [
      'PAPP 01230 X',
      'EJPHN 000688322 X',
      'EASF01\t000688322\tX',
      'IINST 0',
      'Z',
      'FOO BAR Q',
      'JPAPP 01230 .',
    ]) {
      const bytes = bytesOf(`\n${line}\r`);
      assert.deepEqual(masked(FRAMES, bytes).slice(FRAMES.length), bytes, line);
    }
  });

  test('what a damaged group shares with the known serial number is made zeros', () => {
    const out = textOf(masked(FRAMES, bytesOf(`\nEJPHN 0${SERIAL.slice(4)} X\r`)));
    assert.match(out, /\nEJPHN 000000000 .\r$/);
  });

  test('the mask: any cut of any stream gives the same bytes', () => assertCutsAgree(100));

  test('bit flips, lost bytes and a start anywhere never tell eight digits, and mend no group', () =>
    assertDamageTellsNothing(300));

  test('the mask: every public capture keeps its groups', {
    skip: shared('captures') === undefined && '../shared is not there',
  }, () => {
    for (const name of [
      'historique_base',
      'historique_hc_linky',
      'standard_base',
      'standard_hc_weekend',
      'standard_producer_night',
    ]) {
      const bytes = new Uint8Array(readFileSync(shared(`captures/${name}.bin`) as string));
      const out = masked(...cutEvery(bytes, 50));
      const [before, after] = [segmentsOf(bytes), segmentsOf(out)];
      // The first segment of a capture that begins inside a group is dropped.
      const first = before.length - after.length;
      assert.ok(first <= 1, name);
      assert.deepEqual(
        after.map(({ sumHolds }) => sumHolds),
        before.slice(first).map(({ sumHolds }) => sumHolds),
        name,
      );
    }
  });
});

describe('record', () => {
  test('record from a pty: the file has every byte, the identities replaced', async (t) => {
    const testHome = new TestHome(t);
    const wire = await testHome.plug();
    const file = join(testHome.home, 'jour.bin');
    const run = testHome.start('record', '--seconds', '30', '--input', testHome.port, file);
    await until(() => existsSync(file));
    const bytes = withParity(joined(...[1230, 1240, 1250].map((papp) => historique(SERIAL, papp))));
    await feedUntil(wire, bytes, () => existsSync(file) && readFileSync(file).length >= 3 * bytes.length);
    run.child.kill('SIGINT');
    assert.equal(await run.ended, 0, run.err);
    const out = readFileSync(file);
    assert.ok(!tells(textOf(out), [SERIAL]));
    assert.match(textOf(out), /\nADCO 041876000042 .\r\nOPTARIF/);
    assert.deepEqual(decode(out).rejected, []);
    const [, size, valid, rejected] =
      /\u00a0: (\d+) octets en \d+\u00a0s, (\d+) groupes valides, (\d+) rejetés, mode historique\n$/.exec(run.err) ??
      [];
    assert.equal(Number(valid), decode(out).groups.length);
    assert.equal(rejected, '0');
    assert.equal(Number(size), out.length);
  });

  test('record from sim:, for the time given; an existing file stays as it is', async (t) => {
    const testHome = new TestHome(t);
    const file = join(testHome.home, 'sim.bin');
    const words = ['record', '--seconds', '1', '--input', 'sim:ejp?mode=standard&speed=20', '--lang', 'en', file];
    const first = testHome.start(...words);
    assert.equal(await first.ended, 0, first.err);
    assert.match(first.err, /sim\.bin: \d+ bytes in 1 s, \d{2,} groups valid, 0 rejected, standard mode\n$/);
    assert.match(textOf(readFileSync(file)), /\nADSC\t\d{6}000042\t.\r\n[\s\S]*\nPRM\t00000000000042\t.\r\n/);
    writeFileSync(file, 'mine');
    const second = testHome.start(...words);
    assert.equal(await second.ended, 1);
    assert.match(second.err, /^linky-monitor: .*sim\.bin exists already/);
    assert.equal(readFileSync(file, 'utf8'), 'mine');
  });

  test('record without a port, with nothing on it, with a wrong input or file: one line each, and no file left', async (t) => {
    const testHome = new TestHome(t, 'READ_TIMEOUT 1\n');
    await testHome.plug();
    const file = join(testHome.home, 'none.bin');
    const silent = testHome.start('record', '--input', testHome.port, '--seconds', '0.5', file);
    assert.equal(await silent.ended, 1, silent.err);
    assert.match(silent.err, /^linky-monitor: rien reçu de .*\n$/);
    assert.ok(!existsSync(file));
    for (const [words, code, expected] of [
      [['--input', '/dev/nothere', file], 1, /\/dev\/nothere absent/],
      [['--input', 'sim:nothing', file], 2, /scénario inconnu nothing/],
      [
        ['--input', 'sim:ejp', join(testHome.home, 'no', 'file')],
        1,
        /ne peut pas être écrit\u00a0: son dossier n’existe pas.*ENOENT/,
      ],
      [['--seconds', 'x', file], 2, /--seconds/],
      [[], 2, /<fichier>/],
    ] as const) {
      const failure = await runProgram(['record', ...words, '--home', testHome.home], 'fr').catch(
        (error: unknown) => error,
      );
      const { code: exitCode, message } = await asCliError(failure, 'fr');
      assert.deepEqual([exitCode, expected.test(message), message.includes('\n')], [code, true, false], message);
      assert.ok(!existsSync(file));
    }
  });
});

/** Puts the bytes on the wire again and again: it keeps nothing for a port that is not yet open. */
async function feedUntil(wire: Parameters<typeof feed>[0], bytes: Uint8Array, done: () => boolean): Promise<void> {
  for (let i = 0; i < 40 && !done(); i++) await feed(wire, bytes, 3000);
}
