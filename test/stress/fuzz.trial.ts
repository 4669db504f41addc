import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertRefusals } from '../support/cli-words.ts';
import { fuzz, TARGETS } from '../support/fuzz.ts';
import { TestHome } from '../support/program.ts';
import { addResult } from './table.ts';

/** Seconds for each target, and the first seed: a failing seed is named, and can be tried again. */
const SECONDS = Number(process.env['STRESS_SECONDS'] ?? 60);
const SEED = Number(process.env['STRESS_SEED'] ?? Date.now() % 2 ** 31);

describe('spoilt input', () => {
  for (const target of TARGETS) {
    test(target.name, (t) => {
      const end = performance.now() + SECONDS * 1000;
      const count = fuzz(target, SEED, () => performance.now() > end);
      addResult(t, { trial: `fuzz: ${target.name}`, count, lost: 0, damaged: 0 });
      assert.ok(count > 0);
    });
  }

  test('words on the command line', async (t) => {
    const end = performance.now() + SECONDS * 1000;
    let count = 0;
    for (; performance.now() < end; count++) await assertRefusals(new TestHome(t), SEED + count, 1);
    addResult(t, { trial: 'fuzz: words on the command line', count, lost: 0, damaged: 0 });
  });
});
