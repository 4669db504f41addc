import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PICTURE, picture } from '../support/picture.ts';

test("the README's picture is what the program shows (`npm run picture` draws it)", async () => {
  assert.equal(await picture(), readFileSync(PICTURE, 'utf8'));
});
