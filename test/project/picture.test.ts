import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/paths.ts';
import { fileOf, pictures } from '../support/picture.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const drawn = await pictures();

describe("the README's pictures are what the program shows (`npm run picture` draws them)", () => {
  for (const [name, svg] of drawn) {
    test(`the picture of ${name} is what the program shows, and the README has it`, () => {
      assert.equal(svg, readFileSync(fileOf(name), 'utf8'));
      assert.ok(readme.includes(`(test/golden/screen-${name}.svg)`));
    });
  }

  test('the evening is a possible one: its peak has cost something', () => {
    assert.match(drawn.get('live') ?? '', /EJP OUI/);
    const [, kwh = '0'] = /PM {2,}(\d+,\d{3}) kWh|Aujourd’hui +\d+,\d+ +(\d+,\d+)/.exec(drawn.get('live') ?? '') ?? [];
    assert.notEqual(kwh, '0,000');
  });
});
