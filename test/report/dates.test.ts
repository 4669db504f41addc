import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { spanOf } from '../../src/report/days/dates.ts';
import type { Day } from '../../src/time/local.ts';

const TODAY = '2026-11-23';
const means = (word: string, from: Day, to: Day, today: Day = TODAY): void =>
  assert.deepEqual(spanOf(word, today), { span: { from, to } }, `${word} on ${today}`);

describe('date words', () => {
  test('a word or a date means its days', () => {
    for (const word of ['today', 'Today', 'aujourd’hui', "aujourd'hui", 'aujourdhui']) means(word, TODAY, TODAY);
    for (const word of ['yesterday', 'hier', 'HIER']) means(word, '2026-11-22', '2026-11-22');
    for (const word of ['2026-11-05', '2026_11_05', '2026/11/05']) means(word, '2026-11-05', '2026-11-05');
    means('hier', '2026-12-31', '2026-12-31', '2027-01-01');
  });

  test('a number of days ends today, today included', () => {
    means('7d', '2026-11-17', TODAY);
    means('7j', '2026-11-17', TODAY);
    means('1d', TODAY, TODAY);
    means('400j', '2025-10-20', TODAY);
  });

  test('what still runs ends today', () => {
    for (const word of ['week', 'semaine']) means(word, '2026-11-23', TODAY);
    means('semaine', '2026-11-23', '2026-11-29', '2026-11-29');
    means('week', '2026-12-28', '2027-01-01', '2027-01-01');
    for (const word of ['month', 'mois', '2026-11', '2026_11', '2026/11']) means(word, '2026-11-01', TODAY);
    for (const word of ['year', 'année', 'annee', 'ANNÉE', 'anne\u0301e', '2026']) means(word, '2026-01-01', TODAY);
    for (const word of ['season', 'saison']) means(word, '2026-11-01', TODAY);
    means('saison', '2026-11-01', '2027-02-28', '2027-02-28');
  });

  test('a week, month, year or season that has ended is whole', () => {
    means('2026-02', '2026-02-01', '2026-02-28');
    means('2024-02', '2024-02-01', '2024-02-29');
    means('2025-12', '2025-12-01', '2025-12-31');
    means('2025', '2025-01-01', '2025-12-31');
    means('saison', '2025-11-01', '2026-03-31', '2026-06-15');
    means('mois', '2026-11-01', '2026-11-30', '2026-11-30');
  });

  test('a week by its number, as the report names it, is Monday to Sunday', () => {
    for (const word of ['2026-W47', '2026-w47', '2026-S47', '2026_W47', '2026W47'])
      means(word, '2026-11-16', '2026-11-22');
    means('2026-W48', '2026-11-23', TODAY);
    means('2026-W1', '2025-12-29', '2026-01-04');
    means('2020-W53', '2020-12-28', '2021-01-03');
  });

  test('what is to come is whole too, and simply empty', () => {
    means('2027', '2027-01-01', '2027-12-31');
    means('2026-12', '2026-12-01', '2026-12-31');
  });

  test('no other word means any days', () => {
    for (const word of ['', 'demain', '0d', '7', '28', '7x', '-7d', '999999d', '20261', '202611', 'w47', '2026-W']) {
      assert.deepEqual(spanOf(word, TODAY), { reason: 'form' }, word);
    }
    for (const word of ['2026-13', '2026-00', '2026-02-30', '31/11', '2026-W00', '2026-W54', '2025-W53']) {
      assert.deepEqual(spanOf(word, TODAY), { reason: 'notADay' }, word);
    }
  });
});
