import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DayRefusal, parseDay } from '../../src/time/day-text.ts';
import type { Day } from '../../src/time/local.ts';

const TODAY = '2026-11-29';
const means = (text: string, day: Day, today: Day = TODAY): void =>
  assert.deepEqual(parseDay(text, today), { day }, `${text} on ${today}`);
const refuses = (reason: DayRefusal, ...texts: string[]): void => {
  for (const text of texts) assert.deepEqual(parseDay(text, TODAY), { reason }, text);
};

describe('a day, as people write it', () => {
  test('in digits, the day or the year first, with any sign between them or none', () => {
    for (const text of ['28/11/2026', '28.11.2026', '28-11-26', '2026-11-28', '2026_11_28', '2026/11/28', '20261128']) {
      means(text, '2026-11-28');
    }
    means('1/2/2026', '2026-02-01');
    means('29/02/2024', '2024-02-29');
    means(' 2026-1-5 ', '2026-01-05');
  });

  test('without year or month the latest such day', () => {
    means('28/11', '2026-11-28');
    means('29', TODAY);
    means('30/11', '2025-11-30');
    means('30', '2026-10-30');
    means('31', '2026-01-31', '2026-02-10');
    means('24.11', '2025-11-24', '2026-03-10');
  });

  test('by its name in both languages', () => {
    for (const text of ['today', 'Aujourd’hui', "aujourd'hui", 'AUJOURDHUI']) means(text, TODAY);
    for (const text of ['yesterday', 'hier']) means(text, '2026-11-28');
    means('hier', '2025-12-31', '2026-01-01');
  });

  test('a refusal says why: the form, no such day, still to come', () => {
    refuses('form', '', '/', 'demain', '1/2/3/4', '123', '2026', '24/11/226', '24/11-2026x', '2026-11', '-1');
    refuses('notADay', '31/02', '31/11/2026', '2026-11-31', '20261131', '99', '29/02/2025', '2026-13-01', '0/11/2026');
    refuses('future', '30/11/2026', '2026-12-25', '2027_01_01');
  });
});
