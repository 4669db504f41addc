import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Anonymiser } from '../../src/tic/anonymise.ts';
import { encodeFrame, withParity } from '../../src/tic/encoder.ts';
import type { Group } from '../../src/tic/group.ts';
import { decode, joined } from './captures.ts';

export function masked(...pieces: readonly Uint8Array[]): Uint8Array {
  const mask = new Anonymiser();
  return joined(...pieces.map((piece) => mask.push(piece)), mask.end());
}

export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.map((byte) => byte & 0x7f));

/** Whether the text holds eight digits in a row of one of these. */
export const tells = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) =>
    Array.from(secret, (_, i) => secret.slice(i, i + 8)).some((p) => p.length === 8 && text.includes(p)),
  );

const group = (mode: Group['mode'], label: string, data: string, horodate?: string): Group =>
  horodate === undefined ? { mode, label, data } : { mode, label, horodate, data };

export const historique = (serial: string, papp: number): Uint8Array =>
  encodeFrame([
    group('historique', 'ADCO', serial),
    group('historique', 'OPTARIF', 'EJP.'),
    group('historique', 'EJPHN', '000688322'),
    group('historique', 'EJPHPM', '000080072'),
    group('historique', 'PTEC', 'HN..'),
    group('historique', 'IINST', '9'),
    group('historique', 'PAPP', String(papp)),
  ]);

export const standard = (serial: string, prm: string, power: number): Uint8Array =>
  encodeFrame([
    group('standard', 'ADSC', serial),
    group('standard', 'DATE', '', 'H261123172214'),
    group('standard', 'EASF01', '000688322'),
    group('standard', 'SINSTS', String(power)),
    group('standard', 'MSG1', 'PAS DE          MESSAGE'),
    group('standard', 'PRM', prm),
    group('standard', 'NTARF', '01'),
  ]);

/** Secrets without zeros: what stands in their place, and every index, has plenty of those. */
const secret = (length: number) =>
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''));
const stream = fc
  .record({ serial: secret(12), prm: secret(14), parity: fc.boolean() })
  .map(({ serial, prm, parity }) => {
    const frames = [
      historique(serial, 1230),
      historique(serial, 90),
      standard(serial, prm, 7),
      standard(serial, prm, 8),
    ];
    const bytes = joined(...frames);
    return { serial, prm, bytes: parity ? withParity(bytes) : bytes };
  });
const cuts = fc.array(fc.nat(2000), { maxLength: 20 });

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
}

/** Fails where a stream in pieces is anonymised otherwise than the whole. @param runs random streams and cuts */
export function assertCutsAgree(runs: number): void {
  const bytes = fc.oneof(
    stream.map((one) => one.bytes),
    fc.uint8Array({ maxLength: 1000 }),
  );
  fc.assert(
    fc.property(bytes, cuts, (whole, places) => {
      assert.deepEqual(masked(...cutAt(whole, places)), masked(whole));
    }),
    { numRuns: runs },
  );
}

/**
 * Fails where a stream with flipped bits, begun anywhere, shows eight digits of a serial number, or where a damaged
 * group becomes valid. @param runs random streams
 */
export function assertDamageTellsNothing(runs: number): void {
  const flips = fc.array(fc.nat(), { maxLength: 60 });
  fc.assert(
    fc.property(stream, flips, fc.nat(200), ({ serial, prm, bytes }, where, start) => {
      const damaged = bytes.slice(start);
      for (const bit of where) {
        const at = (bit >> 3) % damaged.length;
        damaged[at] = (damaged[at] as number) ^ (1 << (bit & 7));
      }
      const out = masked(damaged);
      assert.ok(!tells(textOf(out), [serial, prm]), JSON.stringify(textOf(out)));
      assert.ok(decode(out).groups.length <= decode(damaged).groups.length);
      assert.equal(decode(out).boundaries.length, decode(damaged).boundaries.length);
    }),
    { numRuns: runs },
  );
}
