import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { faultsOf, winters } from '../support/ejp-winter.ts';

process.env['TZ'] = 'Europe/Paris';

test('some EJP days of any meter, wire and clock: a notice ends when its peak begins, nothing is told twice', () => {
  fc.assert(
    fc.property(winters(2, 'ejp-day'), (winter) => assert.deepEqual(faultsOf(winter).slice(0, 5), [])),
    { numRuns: 8 },
  );
});
