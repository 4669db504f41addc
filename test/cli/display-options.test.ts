import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayOptionRows } from '../../src/cli/display-options.ts';
import { displayOptions } from '../../src/text/display-options.ts';

const readerOf = (option: string) =>
  displayOptionRows(displayOptions.en).find(({ flags }) => flags.startsWith(option))?.value;

test('--theme takes its own words, and no name that every object has', () => {
  const theme = readerOf('--theme');
  const words = ['dark', 'light', 'colour-blind', 'color-blind', 'sombre', 'clair', 'daltonien', 'auto'];
  assert.deepEqual(
    words.map((word) => theme?.read(word)),
    ['sombre', 'clair', 'daltonien', 'daltonien', 'sombre', 'clair', 'daltonien', 'auto'],
  );
  for (const word of ['constructor', 'toString', 'Dark']) assert.equal(theme?.read(word), undefined, word);
  assert.match(theme?.expected ?? '', /auto, dark, light/);
});

test('--interval is between 0.2 and 3600 s', () => {
  const interval = readerOf('--interval');
  assert.deepEqual(
    ['0.2', '3600', '0', '3601', 'x'].map((word) => interval?.read(word)),
    [0.2, 3600, undefined, undefined, undefined],
  );
  assert.match(interval?.expected ?? '', /0\.2…3600/);
});
