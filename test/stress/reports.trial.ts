import { test } from 'node:test';
import { reportsAgree } from '../support/cached-reports.ts';
import { countsOnceUnderAnyClock } from '../support/false-clocks.ts';
import { monthsAgree } from '../support/kept-months.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

const LIVES = Number(process.env['LIVES'] ?? 5000);
const CLOCKS = Number(process.env['CLOCKS'] ?? 500);

test('random lives of a meter: by runs, from the cache, and record by record the report is the same', (t) => {
  reportsAgree(LIVES);
  addResult(t, { trial: 'report: cache and logs agree', count: LIVES, lost: 0, damaged: 0 });
});

test('random lives of a meter: kept months say what their logs say, after changes of logs too', (t) => {
  monthsAgree(LIVES);
  addResult(t, { trial: 'report: kept months and logs agree', count: LIVES, lost: 0, damaged: 0 });
});

test('random clocks: what is drawn while the clock is wrong is counted once', (t) => {
  countsOnceUnderAnyClock(CLOCKS);
  addResult(t, { trial: 'report: wrong clocks', count: CLOCKS, lost: 0, damaged: 0 });
});
