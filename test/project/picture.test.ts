import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, test } from 'node:test';
import { fileOf, pictures } from '../support/picture.ts';

const drawn = await pictures();

describe("the documents' pictures are what the program shows (`npm run picture` draws them)", () => {
  for (const [name, svg] of drawn) {
    test(`the picture of ${name} is what the program shows`, () => {
      assert.equal(svg, readFileSync(fileOf(name), 'utf8'));
    });
  }

  test('there is no other drawing', () => {
    const files = readdirSync(dirname(fileOf('live-fr'))).filter((name) => name.endsWith('.svg'));
    assert.deepEqual(files.sort(), [...drawn.keys()].map((name) => `${name}.svg`).sort());
  });

  test('the evening is a possible one: its peak has cost something', () => {
    const live = drawn.get('live-fr') ?? '';
    assert.match(live, /EJP OUI/);
    const [, kwh = '0'] = /PM {2,}(\d+,\d{3}) kWh|Aujourd’hui +\d+,\d+ +(\d+,\d+)/.exec(live) ?? [];
    assert.notEqual(kwh, '0,000');
  });
});
