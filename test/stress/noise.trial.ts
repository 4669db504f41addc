import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { liveThrough, NOISY_METERS, summaryOf, WHOLE_DAY } from '../support/noisy-day.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

/** The seed of the first day's noise, STRESS_SEED, and how many days there are, DAYS; each has a seed more. */
const SEED = Number(process.env['STRESS_SEED'] ?? 5);
const DAYS = Number(process.env['DAYS'] ?? 3);

describe('a wire with 0.1 % of its bits flipped puts no wrong value into the log of 24 hours', () => {
  for (const [name, options] of Object.entries(NOISY_METERS)) {
    test(`no wrong value in a whole noisy day: ${name}`, (context) => {
      for (let seed = SEED; seed < SEED + DAYS; seed++) {
        const day = liveThrough(options, { seed, flip: 0.001 }, WHOLE_DAY);
        context.diagnostic(`seed ${seed}: ${summaryOf(day)}`);
        assert.deepEqual(day.wrong, {});
        assert.ok(day.lines > day.cleanLines / 2 && day.lines <= day.cleanLines, `${day.lines} of ${day.cleanLines}`);
      }
      addResult(context, { trial: `noise: ${name}`, count: DAYS, lost: 0, damaged: 0 });
    });
  }
});
