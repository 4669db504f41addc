import { describe, test } from 'node:test';
import { assertCutsAgree, assertDamageTellsNothing } from '../support/anonymised.ts';
import { addResult } from './table.ts';

const CUTS = 3000;
const DAMAGED = 30_000;

describe('record: captures that may be published', () => {
  test('any cut of any stream is anonymised to the same bytes', (t) => {
    assertCutsAgree(CUTS);
    addResult(t, { trial: 'record: cut streams', count: CUTS, lost: 0, damaged: 0 });
  });

  test('no damaged stream tells a serial number', (t) => {
    assertDamageTellsNothing(DAMAGED);
    addResult(t, { trial: 'record: damaged streams', count: DAMAGED, lost: 0, damaged: 0 });
  });
});
