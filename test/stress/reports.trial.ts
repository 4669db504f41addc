import { test } from 'node:test';
import { reportsAgree } from '../support/cached-reports.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const LIVES = Number(process.env['LIVES'] ?? 5000);

test('random lives of a meter: by runs, from the cache, and record by record the report is the same', (t) => {
  reportsAgree(LIVES);
  addResult(t, { trial: 'report: cache and logs agree', count: LIVES, lost: 0, damaged: 0 });
});
