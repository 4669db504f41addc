import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from '../../src/text/nearest.ts';

const COMMANDS = ['tui', 'daemon', 'report', 'logs', 'status', 'demo', 'simulate', 'decode', 'record', 'doctor'];

test('a mistyped word is near the one that it was meant for', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['statsu', COMMANDS, ['status']],
    ['sttus', COMMANDS, ['status']],
    ['Status', COMMANDS, ['status']],
    ['sim', COMMANDS, ['simulate']],
    ['record', COMMANDS, ['record']],
    ['recort', COMMANDS, ['report', 'record']],
    ['--lnag', ['--lang', '--logs', '--home'], ['--lang']],
    ['days', ['day', 'week', 'month', 'year', 'season'], ['day']],
    ['MOD_LINKY', ['LINKY_MODE', 'LED_GPIO', 'MAX_TIME'], ['LINKY_MODE']],
    ['LINKYMODE', ['LINKY_MODE', 'LED_GPIO'], ['LINKY_MODE']],
  ];
  for (const [typed, words, near] of cases) assert.deepEqual(nearest(typed, words), near, typed);
});

test('a word that is near none has no suggestion', () => {
  for (const typed of ['', '-', 'nope', 'fly', 'x'.repeat(5000), '\u202egnirts']) {
    assert.deepEqual(nearest(typed, [...COMMANDS, 'fr', 'en']), [], typed.slice(0, 20));
  }
});
