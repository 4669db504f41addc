import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkSetting, withSetting } from '../../src/config/edit-settings.ts';
import { readPriceValue, withPrices } from '../../src/config/edit-tariffs.ts';
import { editable } from '../../src/config/read.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { parseTariffs } from '../../src/config/tariffs.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { root } from '../support/paths.ts';

const shipped = (name: string): string => readFileSync(join(root, 'conf', name), 'utf8');

describe('LinkyAcq.conf with another value', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    [
      'a line of the key: only its value changes',
      '  LINKY_MODE\tH   # historique\nNB_PAPP 4\n',
      '  LINKY_MODE\tS   # historique\nNB_PAPP 4\n',
    ],
    ['of two lines the one that counts', 'LINKY_MODE A\nLINKY_MODE H\n', 'LINKY_MODE A\nLINKY_MODE S\n'],
    [
      'none: below the commented default',
      '# Mode\n#LINKY_MODE H\n\nNB_PAPP 4\n',
      '# Mode\n#LINKY_MODE H\nLINKY_MODE S\n\nNB_PAPP 4\n',
    ],
    [
      'a sentence about the key is no default',
      '# LINKY_MODE says how it speaks\n',
      '# LINKY_MODE says how it speaks\nLINKY_MODE S\n',
    ],
    ['neither: at the end, after a last line without an end', 'NB_PAPP 4', 'NB_PAPP 4\nLINKY_MODE S\n'],
    ['lines ended as Windows does', '#LINKY_MODE H\r\nNB_PAPP 4\r\n', '#LINKY_MODE H\r\nLINKY_MODE S\r\nNB_PAPP 4\r\n'],
    ['a wrong value', 'LINKY_MODE X # wrong\n', 'LINKY_MODE S # wrong\n'],
    ['no value', 'LINKY_MODE\n', 'LINKY_MODE S\n'],
    ['a quoted value', 'LINKY_MODE "H" # q\n', 'LINKY_MODE S # q\n'],
    ['a quote that is not closed', 'LINKY_MODE "H\n', 'LINKY_MODE S\n'],
    ['another key that begins alike', 'LINKY_MODE2 H\n', 'LINKY_MODE2 H\nLINKY_MODE S\n'],
    ['an empty file', '', 'LINKY_MODE S\n'],
  ];
  for (const [what, before, after] of cases) {
    test(what, () => assert.equal(withSetting(before, 'LINKY_MODE', 'S'), after));
  }

  test('in the shipped file one line is new, and no other setting changes', () => {
    const before = shipped('LinkyAcq.conf');
    const after = withSetting(before, 'INPUT_DEV', '/dev/serial/by-id/usb-a b#1');
    const lines = after.split('\n');
    assert.deepEqual(lines.filter((line) => line !== 'INPUT_DEV "/dev/serial/by-id/usb-a b#1"').join('\n'), before);
    assert.equal(
      lines.indexOf('INPUT_DEV "/dev/serial/by-id/usb-a b#1"'),
      lines.indexOf('#INPUT_DEV /dev/ttyAMA0') + 1,
    );
    const { settings, issues } = parseSettings(after, '');
    assert.deepEqual({ ...settings, INPUT_DEV: '/dev/ttyAMA0' }, parseSettings(before, '').settings);
    assert.deepEqual(issues, []);
  });

  test('property: whatever the file, the value counts, the other settings and lines stay', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'LINKY_MODE H',
        '#LINKY_MODE H',
        'LINKY_MODE "',
        ' LINKY_MODE  A # a',
        'NB_PAPP 3',
        '',
        `LINKY_MODE H #${'x'.repeat(600)}`,
      ),
      fc.string().map((text) => text.replace(/[\r\n]/g, '')),
    );
    const file = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean());
    fc.assert(
      fc.property(file, fc.constantFrom('H', 'S', 'A'), ([lines, eol, isEnded], value) => {
        const before = lines.join(eol) + (isEnded ? eol : '');
        const after = withSetting(before, 'LINKY_MODE', value);
        assert.equal(parseSettings(after, '').settings.LINKY_MODE, value);
        assert.deepEqual(
          { ...parseSettings(after, '').settings, LINKY_MODE: '' },
          { ...parseSettings(before, '').settings, LINKY_MODE: '' },
        );
        const [old, now] = [before.split('\n'), after.split('\n')];
        const gone = old.filter((each) => !now.includes(each) && !now.includes(`${each}\r`));
        assert.ok(gone.length <= 1, JSON.stringify(gone));
      }),
    );
  });

  test('a value is taken by the file’s own parser, else it says what the key takes', () => {
    assert.equal(checkSetting('INPUT_DEV', '/dev/tty USB'), undefined);
    assert.equal(checkSetting('LINKY_MODE', 'X')?.expected, 'H | S | A');
    for (const value of ['', 'ttyUSB0', '/dev/"x" y', '/dev/a\nb'])
      assert.match(checkSetting('INPUT_DEV', value)?.expected ?? '', /dev/, value);
  });

  test('a text that is not UTF-8 keeps its bytes', () => {
    const latin1 = Buffer.from('# fen\xeatre\nLINKY_MODE H\n', 'latin1');
    const { text, encode } = editable(latin1);
    const after = Buffer.from(encode(withSetting(text, 'LINKY_MODE', 'S')));
    assert.deepEqual(after, Buffer.from('# fen\xeatre\nLINKY_MODE S\n', 'latin1'));
    const utf8 = editable(Buffer.from('# fenêtre €\n'));
    assert.deepEqual(Buffer.from(utf8.encode(utf8.text)), Buffer.from('# fenêtre €\n'));
  });
});

describe('tariffs.conf with more lines', () => {
  test('they stand at the end and count; the text before them stays', () => {
    const before = shipped('tariffs.conf');
    const after = withPrices(before, [
      { day: '2026-11-30', key: 'KVA', value: '9' },
      { day: '2026-11-30', key: 'INJECTION', value: '0,16' },
    ]);
    assert.equal(after, `${before}2026-11-30  KVA  9\n2026-11-30  INJECTION  0,16\n`);
    const list = new PriceList(parseTariffs(after, '').prices);
    assert.equal(list.powerOn('2026-11-30'), 9);
    assert.equal(list.priceOn('INJECTION', '2026-11-30'), 0.16);
    assert.equal(list.priceOn('INJECTION', '2026-11-29'), undefined);
  });

  test('a price is read by the file’s own parser', () => {
    assert.deepEqual(readPriceValue('INJECTION', '0,16'), { price: 0.16 });
    assert.deepEqual(readPriceValue('ABO', '19.20'), { price: 19.2 });
    for (const [key, value, expected] of [
      ['KVA', '90', '0…36 kVA'],
      ['ABO', 'much', '0…1000 €/month'],
      ['INJECTION', '16', '0…10 €/kWh'],
      ['ABO', '9:19', '0.1234'],
      ['ABO', '', '0…1000 €/month'],
      ['ABO', '1 2', 'DATE KEY PRICE'],
      ['ABO', '19 # x', undefined],
    ] as const) {
      const read = readPriceValue(key, value);
      assert.equal('expected' in read ? read.expected : undefined, expected, `${key} ${value}`);
    }
  });
});
