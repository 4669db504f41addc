import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultsOf, type Winter, winters } from '../support/ejp-winter.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const SEED = Number(process.env['STRESS_SEED'] ?? 5);
/** Seasons of 151 days that are lived through, and ten times as many pairs of EJP days in a row. */
const SEASONS = Number(process.env['SEASONS'] ?? 4);

const kinds: readonly (readonly [string, fc.Arbitrary<Winter>, number])[] = [
  ['whole seasons', winters(151, 'ejp-season'), SEASONS],
  ['EJP days in a row', winters(2, 'ejp-day'), 10 * SEASONS],
];
for (const [name, winter, numRuns] of kinds) {
  test(`EJP with any clock, wire, labels that stay and restarts: ${name}`, (context) => {
    const property = fc.property(winter, (each) => assert.deepEqual(faultsOf(each).slice(0, 10), []));
    fc.assert(property, { numRuns, seed: SEED, endOnFailure: true });
    addResult(context, { trial: `EJP: ${name}`, count: numRuns, lost: 0, damaged: 0 });
  });
}
