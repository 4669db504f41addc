import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayOptionRows } from '../../src/cli/display-options.ts';
import { look } from '../../src/text/look.ts';

test('--theme takes its own words, and no name that every object has', () => {
  const theme = displayOptionRows(look.en).find(({ flags }) => flags.startsWith('--theme'))?.value;
  assert.deepEqual(
    ['dark', 'clair', 'colour-blind', 'auto'].map((word) => theme?.read(word)),
    ['sombre', 'clair', 'daltonien', 'auto'],
  );
  for (const word of ['constructor', 'toString', 'Dark']) assert.equal(theme?.read(word), undefined, word);
  assert.match(theme?.expected ?? '', /auto, dark, light/);
});
