process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayTyped } from '../../src/tui/model/date-entry.ts';
import type { KeyContext } from '../../src/tui/model/keys/moves.ts';
import { type Action, afterKey } from '../../src/tui/model/keys.ts';
import { initialSelection, type Selection, WINDOWS } from '../../src/tui/model/selection.ts';
import { afterLogData } from '../../src/tui/model/state.ts';
import { liveWith, NOW } from '../support/screen-situations.ts';

const context: KeyContext = {
  state: afterLogData(liveWith({}), { days: ['2026-10-01', '2026-11-20', '2026-11-22', '2026-11-24'] }),
  now: NOW,
  today: '2026-11-24',
};

/** The screen after these keys, one after the other. */
function after(keys: string, from: Partial<Selection> = {}): Selection {
  return keys
    .split(' ')
    .reduce((selection, key) => afterKey(selection, key, context).selection, { ...initialSelection, ...from });
}

test('numbers and Tab go through the views', () => {
  assert.equal(after('2').view, 'day');
  assert.equal(after('3').view, 'costs');
  assert.equal(after('4').view, 'ejp');
  assert.equal(after('4 1').view, 'live');
  assert.equal(after('tab tab').view, 'costs');
  assert.equal(after('S-tab').view, 'ejp');
  assert.deepEqual(after('9 x'), initialSelection, 'a key that means nothing changes nothing');
});

test('keys that ask for more than another selection', () => {
  const actions: Record<string, Action | undefined> = {
    ...{ q: 'quit', f10: 'quit', 'C-c': 'quit', r: 'reload', 'C-l': 'redraw', 'C-z': 'suspend' },
    ...{ escape: undefined, enter: undefined, x: undefined },
  };
  for (const [key, action] of Object.entries(actions))
    assert.equal(afterKey(initialSelection, key, context).action, action, key);
});

test('Esc closes the help, then the zoom, and never quits', () => {
  const selection = after('z ?');
  assert.ok(selection.help && selection.zoom === 'power');
  const once = after('escape', selection);
  assert.ok(!once.help && once.zoom === 'power');
  assert.equal(after('escape', once).zoom, undefined);
});

test('live: windows stop at both ends, = is ten minutes', () => {
  const window = (keys: string): number | undefined => WINDOWS[after(keys).window];
  assert.equal(window('x'), 600);
  assert.equal(window('+'), 3600);
  assert.equal(window('+ + + + + +'), 86_400);
  assert.equal(window('- - - -'), 60);
  assert.equal(window('+ + ='), 600);
});

test('live: zoom goes round, the scale has two states, a pause keeps what was shown', () => {
  assert.deepEqual(
    ['z', 'z z', 'z z z'].map((keys) => after(keys).zoom),
    ['power', 'injection', undefined],
  );
  assert.equal(after('y').scale, 'subscribed');
  assert.equal(after('y y').scale, 'auto');
  assert.deepEqual(after('p').pausedAt, { state: context.state, now: NOW });
  assert.equal(after('p space').pausedAt, undefined);
});

test('day: arrows go to the next day that has a log, with Shift to any day', () => {
  assert.equal(after('2 left').day, '2026-11-22');
  assert.equal(after('2 left h').day, '2026-11-20');
  assert.equal(after('2 S-left').day, '2026-11-23');
  assert.equal(after('2 pageup').day, '2026-11-17');
  assert.equal(after('2 left right').day, undefined, 'today is not a date: it goes on at midnight');
  assert.equal(after('2 left left left left left').day, '2026-10-01', 'no day comes before the first');
  assert.equal(after('2 right l S-right pagedown').day, undefined, 'no day comes after today');
  assert.equal(after('2 left left t').day, undefined);
});

test('day: g asks for a date; while it is typed, keys are signs', () => {
  assert.equal(after('2 g 2 1 / 1 1 enter').day, '2026-11-21');
  assert.equal(after('2 g 2 0 2 5 - 1 2 - 3 1 enter').day, '2025-12-31');
  assert.equal(after('2 g 2 1 backspace 0 enter').day, '2026-11-20');
  assert.equal(after('2 g q 2').typedDate, '2', 'letters are left out');
  const wrong = after('2 g 3 1 / 1 1 enter');
  assert.deepEqual([wrong.typedDate, wrong.day], ['31/11', undefined], 'an invalid date stays, to be corrected');
  assert.equal(after('2 g 2 1 escape').typedDate, undefined);
  assert.equal(after('2 g enter').typedDate, undefined);
  assert.equal(afterKey(after('2 g'), 'C-c', context).action, 'quit');
});

test('a date without month or year is the latest such day', () => {
  const today = '2026-03-10';
  const days: Record<string, string | undefined> = {
    ...{ '10': '2026-03-10', '11': '2026-02-11', '31': undefined, '1': '2026-03-01' },
    ...{ '10/03': '2026-03-10', '24/11': '2025-11-24', '24.11.24': '2024-11-24', '24/11/2025': '2025-11-24' },
    ...{ '2025-11-24': '2025-11-24', '29/02/2024': '2024-02-29', '29/02/2025': undefined },
    ...{ '': undefined, '/': undefined, '1/2/3/4': undefined, '99': undefined },
  };
  for (const [text, day] of Object.entries(days)) assert.equal(dayTyped(text, today), day, text);
});

test('costs: initials of both languages', () => {
  const by = (key: string): string => after(`3 ${key}`).grouping;
  assert.deepEqual(['j', 's', 'm', 'a'].map(by), ['day', 'week', 'month', 'year']);
  assert.deepEqual(['d', 'w', 'y'].map(by), ['day', 'week', 'year']);
});
