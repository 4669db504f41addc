import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withParity } from '../../src/tic/encoder.ts';
import { checkCharacter, type Group, isOdd, type Rejection } from '../../src/tic/group.ts';
import { LABELS, labelOf, type TicMode } from '../../src/tic/labels.ts';
import { MAX_GROUP, verify } from '../../src/tic/verify.ts';

/** The rules of 54E §5.3.6 and §6.2.1 once more, by strings. */
function plainly(bytes: Uint8Array): Group | Rejection | undefined {
  const text = String.fromCharCode(...bytes.map((byte) => byte & 0x7f));
  if (!/[ \t]/.test(text)) return undefined;
  if (bytes.some((byte) => byte >= 0x80) && bytes.some(isOdd)) return 'parity';
  const mode: TicMode = text.includes('\t') ? 'standard' : 'historique';
  const separator = mode === 'standard' ? '\t' : ' ';
  if (text.length < 4 || text.at(-2) !== separator) return 'format';
  const zone = text.slice(0, mode === 'standard' ? -1 : -2);
  const sum = Array.from(zone).reduce((total, character) => total + character.charCodeAt(0), 0);
  if (text.at(-1) !== String.fromCharCode(checkCharacter(sum))) return 'checksum';
  const content = text.slice(0, -2);
  const [label = '', ...fields] =
    mode === 'standard' ? content.split('\t') : [content.split(' ')[0] ?? '', ...behindSpace(content)];
  const data = fields.at(-1);
  const horodate = fields.length === 2 ? fields[0] : undefined;
  if (data === undefined || fields.length > 2) return 'format';
  if (horodate !== undefined && !/^[HhEe ]\d{12}$/.test(horodate)) return 'format';
  const known = labelOf(label);
  const kind = { digits: /^\d*$/, hex: /^[\dA-Fa-f]*$/, text: /^[ -~]*$/ }[known?.kind ?? 'text'];
  const fits = known
    ? known.mode === mode && known.width === data.length && known.horodate === (horodate !== undefined)
    : /^[A-Z][A-Z0-9+-]{2,8}$/.test(label) && data.length <= 98;
  if (!fits || !kind.test(data)) return 'format';
  return { mode, label, ...(horodate === undefined ? {} : { horodate }), data: data.trim() };
}

/** What comes behind the first space; nothing where there is none. */
const behindSpace = (content: string): string[] =>
  content.includes(' ') ? [content.slice(content.indexOf(' ') + 1)] : [];

const names = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LABELS.keys(), 'SINST1', 'SMAXN-1') },
  { weight: 1, arbitrary: fc.constantFrom('PAP', 'PAPPP', 'papp', 'XYZ+1', 'A', 'TOOLONGNAME', '', 'BAS\x0fE') },
);
const characters = fc.constantFrom(...'0123456789ABCDEFabcdefgHhEe -.~\x01\x0f\x7f');
const fieldOf = (name: string): fc.Arbitrary<string> => {
  const { width, kind } = labelOf(name) ?? { width: name.length % 2 === 0 ? 98 : 99, kind: 'text' };
  const right = { digits: '0123456789', hex: '0123456789ABCDEFabcdef', text: 'AZ09 -.' }[kind];
  const exact = fc.array(fc.constantFrom(...right), { minLength: width, maxLength: width });
  return fc
    .oneof({ weight: 5, arbitrary: exact }, { weight: 1, arbitrary: fc.array(characters, { maxLength: 100 }) })
    .map((list) => list.join(''));
};
const horodates = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('H261123173300', 'e260723173300', ' 261123173300') },
  { weight: 1, arbitrary: fc.constantFrom('', 'X261123173300', 'H26112317330', 'H2611231733001', 'H26112317330A') },
);

const mostly = fc.integer({ min: 0, max: 7 }).map((n) => n > 0);

/** Groups that are right, or nearly: of a label in its own mode or another one, with a horodate where it has one, or not. */
const groups = names.chain((name) =>
  fc
    .record({
      data: fieldOf(name),
      hasMode: mostly,
      hasForm: mostly,
      hasData: mostly,
      horodate: horodates,
      checkError: fc.constantFrom(0, 0, 0, 0, 0, 1, 32, -0x20),
      parity: fc.boolean(),
      damage: fc.option(fc.tuple(fc.nat(40), fc.nat(255)), { freq: 4 }),
    })
    .map(({ data, hasMode, hasForm, hasData, horodate, checkError, parity, damage }) => {
      const label = labelOf(name);
      const isStandard = (label?.mode === 'standard') === hasMode;
      const hasHorodate = (label?.horodate ?? false) === hasForm;
      const separator = isStandard ? '\t' : ' ';
      const content = [name, ...(hasHorodate ? [horodate] : []), ...(hasData ? [data] : [])].join(separator);
      const zone = Array.from(isStandard ? content + separator : content, (character) => character.charCodeAt(0));
      const check = checkCharacter(zone.reduce((sum, code) => sum + code, 0)) + checkError;
      const bytes = Uint8Array.from([
        ...Array.from(content + separator, (character) => character.charCodeAt(0)),
        check,
      ]);
      const sent = parity ? withParity(bytes) : bytes;
      if (damage && damage[0] < sent.length) sent[damage[0]] = damage[1];
      return sent.subarray(0, MAX_GROUP);
    }),
);

test('a group is what the rules by strings say, of right groups and damaged ones', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(groups, (bytes) => {
      const expected = plainly(bytes);
      const kind = typeof expected === 'object' ? `${expected.mode} ${'horodate' in expected}` : String(expected);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      // With other bytes around it.
      assert.deepEqual(verify(Uint8Array.from([0x20, ...bytes, 0x09, 0x20]), 1, bytes.length + 1), expected);
    }),
    { numRuns: 20_000 },
  );
  for (const sort of ['checksum', 'format', 'parity', 'historique false', 'standard false', 'standard true']) {
    assert.ok((seen.get(sort) ?? 0) > 100, `too few of this sort: ${sort}`);
  }
});

test('any bytes at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: MAX_GROUP }), (bytes) => {
      assert.deepEqual(verify(bytes, 0, bytes.length), plainly(bytes));
    }),
    { numRuns: 5000 },
  );
});
