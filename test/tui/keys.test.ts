process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyContext } from '../../src/tui/model/keys/moves.ts';
import { type Action, afterKey } from '../../src/tui/model/keys.ts';
import { initialSelection, type Selection, WINDOWS } from '../../src/tui/model/selection.ts';
import { defaultSettings } from '../../src/tui/model/settings.ts';
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
  assert.equal(after('2 g h i e r enter').day, '2026-11-23', 'words too');
  assert.equal(after('2 g q ! 2').typedDate, 'q2', 'letters are signs, and no keys');
  assert.equal(after('2 g 2 1 escape').typedDate, undefined);
  assert.equal(after('2 g enter').typedDate, undefined);
  assert.equal(afterKey(after('2 g'), 'C-c', context).action, 'quit');
});

test('day: a date that is refused stays, to be corrected, and says why until the next key', () => {
  for (const [keys, typed, reason] of [
    ['3 1 / 0 2 enter', '31/02', 'notADay'],
    ['2 5 / 1 2 / 2 0 2 6 enter', '25/12/2026', 'future'],
    ['a b c enter', 'abc', 'form'],
  ] as const) {
    const { typedDate, dateRefusal, day } = after(`2 g ${keys}`);
    assert.deepEqual([typedDate, dateRefusal, day], [typed, reason, undefined]);
    assert.equal(after(`2 g ${keys} backspace`).dateRefusal, undefined);
  }
});

test('costs: initials of both languages', () => {
  const by = (key: string): string => after(`3 ${key}`).grouping;
  assert.deepEqual(['j', 's', 'm', 'a', 'E'].map(by), ['day', 'week', 'month', 'year', 'season']);
  assert.deepEqual(['d', 'w', 'y'].map(by), ['day', 'week', 'year']);
});

test('lists: gg and G go to both ends, ^d and ^u half a page', () => {
  const rows = { length: 40 };
  const state = afterLogData(context.state, {
    costs: { groups: { day: Array.from(rows, () => ({ to: '2026-11-24' })) } } as never,
  });
  const from = { ...initialSelection, view: 'costs', grouping: 'day' } as const;
  const row = (keys: string): number =>
    keys.split(' ').reduce((each: Selection, key) => afterKey(each, key, { ...context, state }).selection, from)
      .costRow;
  assert.equal(row('g g'), 39, 'the oldest is the first');
  assert.equal(row('g g G'), 0);
  assert.equal(row('C-u'), 5);
  assert.equal(row('C-u C-u C-d'), 5);
});

test('o opens the settings, Esc and o close them; a view closes them too', () => {
  assert.equal(after('o').sheetRow, 0);
  for (const key of ['o', 'escape', '2', 'tab']) assert.equal(after(`o ${key}`).sheetRow, undefined, key);
  assert.equal(after('o ?').help, true);
  assert.equal(after('o ? escape').sheetRow, 0, 'the help lies above them');
});

test('settings: arrows choose and change, going round', () => {
  assert.deepEqual(
    ['right', 'right right', 'right right right right', 'left'].map((keys) => after(`o ${keys}`).theme),
    ['sombre', 'clair', 'auto', 'daltonien'],
  );
  assert.equal(after('o down down right').language, 'en');
  assert.equal(after('o down down space').language, 'en');
  const hour = after('o down down down down right');
  assert.deepEqual([hour.startWindow, WINDOWS[hour.window]], [3600, 3600], 'the window is seen at once');
  assert.equal(after('o end right', { theme: 'clair' }).theme, 'clair', 'a price is only looked at');
});

test('settings: R goes back to what holds without them, and asks to forget them', () => {
  const base = { ...defaultSettings, language: 'en' as const };
  const { selection, action } = afterKey({ ...initialSelection, sheetRow: 3, theme: 'clair', plot: 'line' }, 'R', {
    ...context,
    base,
  });
  assert.equal(action, 'forgetSettings');
  assert.deepEqual([selection.theme, selection.plot, selection.language], ['auto', 'filled', 'en']);
  assert.equal(afterKey(initialSelection, 'R', { ...context, base }).action, undefined, 'not outside the sheet');
});

test('c goes through the plots, C through the signs, from those of the terminal on', () => {
  assert.deepEqual(
    ['c', 'c c', 'c c c'].map((keys) => after(keys).plot),
    ['outline', 'line', 'filled'],
  );
  assert.deepEqual(
    ['C', 'C C', 'C C C'].map((keys) => after(keys).signs),
    ['console', 'ascii', 'auto'],
  );
  const linux = { ...context, ownSigns: 'console' } as const;
  assert.equal(afterKey(initialSelection, 'C', linux).selection.signs, 'ascii');
});

test('e asks for the form of the file; c, j and t are it, any other key ends the question', () => {
  const asked = after('e');
  assert.equal(asked.isExporting, true);
  for (const [key, action] of [
    ['c', 'export-csv'],
    ['j', 'export-json'],
    ['t', 'export-txt'],
    ['escape', undefined],
    ['q', undefined],
  ] as const) {
    const answer = afterKey(asked, key, context);
    assert.deepEqual([answer.action, answer.selection.isExporting], [action, false], key);
  }
  const told = after('x', { exported: { kind: 'nothing' } });
  assert.equal(told.exported, undefined, 'what became of it is told until the next key');
});
