import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fuzz, TARGETS } from '../support/fuzz.ts';

describe('spoilt input', () => {
  for (const target of TARGETS) {
    test(target.name, () => {
      assert.equal(
        fuzz(target, 1, (done) => done >= 400),
        400,
      );
    });
  }
});
