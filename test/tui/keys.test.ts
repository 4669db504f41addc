process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, startOfDay } from '../../src/time/local.ts';
import { shownAxis } from '../../src/tui/model/curve/shown.ts';
import { cursorColumn } from '../../src/tui/model/keys/curve.ts';
import { comparedOffset, openedOn } from '../../src/tui/model/keys/day.ts';
import type { KeyContext } from '../../src/tui/model/keys/moves.ts';
import { afterPointer, type Pointer, type Press } from '../../src/tui/model/keys/pointer.ts';
import { type Action, afterKey } from '../../src/tui/model/keys.ts';

import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
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
  const selection = over('z ?');
  assert.ok(selection.help && selection.zoom === 'power');
  const once = after('escape', selection);
  assert.ok(!once.help && once.zoom === 'power');
  assert.equal(after('escape', once).zoom, undefined);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The same with a curve of 60 columns on the screen; its greatest value is in the tenth. */
function over(keys: string, from: Partial<Selection> = {}): Selection {
  return keys.split(' ').reduce(
    (selection, key) => {
      const axis = shownAxis({ selection, at: NOW, today: context.today, columns: 60 });
      const curve = axis && { axis, maximum: () => 10 };
      return afterKey(selection, key, { ...context, curve }).selection;
    },
    { ...initialSelection, ...from },
  );
}

test('live: + and - zoom from a minute to a year, = is ten minutes, then a day', () => {
  const spans = (keys: string): number => over(keys).window.span;
  assert.equal(spans('+'), 5 * MINUTE);
  assert.equal(spans('+ + + + + +'), MINUTE);
  assert.equal(spans('-'), 20 * MINUTE);
  assert.equal(spans(new Array(30).fill('-').join(' ')), 365 * DAY);
  assert.equal(spans('- - ='), 10 * MINUTE);
  assert.equal(spans('='), DAY);
  assert.equal(spans('= ='), 10 * MINUTE);
});

test('live: arrows go into the past and back; what reaches the present follows it', () => {
  assert.deepEqual(over('left').window, { span: 10 * MINUTE, end: NOW - 2.5 * MINUTE });
  assert.deepEqual(over('h h').window, { span: 10 * MINUTE, end: NOW - 5 * MINUTE });
  assert.deepEqual(over('S-left').window, { span: 10 * MINUTE, end: NOW - 10 * MINUTE });
  assert.deepEqual(over('left right').window, { span: 10 * MINUTE });
  assert.deepEqual(over('left left t').window, { span: 10 * MINUTE });
  assert.deepEqual(over('left left escape').window, { span: 10 * MINUTE });
  const first = over(`${'- '.repeat(10)}${'S-left '.repeat(20)}left`).window;
  assert.equal((first.end ?? 0) - first.span, startOfDay('2026-10-01'), 'nothing is before the first log');
});

test('the cursor comes in at the newest column, moves by one or ten, and goes to the greatest value', () => {
  const column = (keys: string): number | undefined => {
    const selection = over(keys);
    const axis = shownAxis({ selection, at: NOW, today: context.today, columns: 60 });
    return axis && cursorColumn(selection, axis);
  };
  assert.equal(column('['), 59);
  assert.equal(column('[ [ ['), 57);
  assert.equal(column('[ { {'), 39);
  assert.equal(column('[ { ]'), 50);
  assert.equal(column('[ ] ] }'), 59, 'it stops at the end');
  assert.equal(column('m'), 10);
  assert.equal(column('M ['), 9);
  assert.equal(column('m escape'), undefined);
  assert.equal(column('2 ['), Math.floor(((NOW - startOfDay('2026-11-24')) / DAY) * 60), 'in Jour, at the present');
});

test('zooming keeps the cursor in its column', () => {
  const before = over('m');
  const after = over('m +');
  assert.equal(after.cursor, before.cursor);
  const axis = shownAxis({ selection: after, at: NOW, today: context.today, columns: 60 });
  assert.ok(axis && Math.abs((cursorColumn(after, axis) ?? 0) - 10) <= 1);
});

test('day: - joins days, + looks closer, arrows pan what is not one day, = is the day', () => {
  const days = (keys: string): [string, string] | undefined => {
    const { range } = over(keys);
    return range && [dayOf(range.from), dayOf(range.to - 1)];
  };
  assert.deepEqual(days('2 -'), ['2026-11-23', '2026-11-24']);
  assert.deepEqual(days('2 - - -'), ['2026-11-18', '2026-11-24']);
  assert.deepEqual(days('2 - - - left'), ['2026-11-16', '2026-11-22']);
  assert.deepEqual(days('2 - - - S-left'), ['2026-11-11', '2026-11-17']);
  assert.deepEqual(days('2 - - - S-left S-right S-right'), ['2026-11-18', '2026-11-24'], 'no day to come');
  assert.equal(days('2 - ='), undefined);
  assert.equal(over('2 - +').day, undefined, 'back to one day');
  assert.equal(over('2 left +').range?.to, startOfDay('2026-11-22') + 18 * HOUR);
  assert.equal(over('2 left + =').day, '2026-11-22');
  const { range } = over('2 left + + left');
  assert.equal((range?.to ?? 0) - (range?.from ?? 0), 6 * HOUR);
});

test('the mouse: the wheel zooms round the pointer, a click sets the cursor, a drag pulls the curve along', () => {
  const axisOf = (selection: Selection) =>
    shownAxis({ selection, at: NOW, today: context.today, columns: 60 }) ?? assert.fail('no curve');
  const pointed = (selection: Selection, action: Pointer['action'], column: number, press?: Press): Selection =>
    afterPointer(
      selection,
      { action, column },
      { ...context, curve: { axis: axisOf(selection), maximum: () => 0 } },
      press,
    );
  const clicked = pointed(initialSelection, 'press', 12);
  assert.equal(cursorColumn(clicked, axisOf(clicked)), 12);
  const closer = pointed(initialSelection, 'wheelup', 30);
  assert.deepEqual([closer.window.span, closer.cursor], [5 * MINUTE, undefined]);
  assert.ok(Math.abs((closer.window.end ?? 0) - (NOW - 2.5 * MINUTE)) < 20_000, 'the middle stays in the middle');
  assert.equal(pointed(initialSelection, 'wheeldown', 59).window.span, 20 * MINUTE);
  const press = { column: 10, selection: initialSelection };
  const pulled = pointed(initialSelection, 'drag', 40, press);
  assert.ok(Math.abs((pulled.window.end ?? 0) - (NOW - 5 * MINUTE)) < 20_000, 'half of it to the right: into the past');
  assert.equal(pointed(initialSelection, 'drag', 0, press).window.end, undefined, 'the future is not shown');
  const week = over('2 - - -');
  const earlier = pointed(week, 'drag', 30, { column: 0, selection: week });
  assert.equal(dayOf((earlier.range?.to ?? 0) - 1), '2026-11-21', 'whole days stay whole');
});

test('tui --from --to: one day, or several joined', () => {
  assert.equal(openedOn(initialSelection, { from: '2026-11-20', to: '2026-11-20' }, context.today).day, '2026-11-20');
  const { view, range } = openedOn(initialSelection, { from: '2026-11-16', to: '2026-11-19' }, context.today);
  assert.deepEqual([view, range], ['day', { from: startOfDay('2026-11-16'), to: startOfDay('2026-11-20') }]);
});

test('day: x pins the day shown, X goes through last week, month, year; Esc lets go', () => {
  assert.deepEqual(over('2 left x').compared, { day: '2026-11-22' });
  assert.deepEqual(over('2 left x left').compared, { day: '2026-11-22' });
  assert.equal(over('2 x x').compared, undefined);
  assert.equal(over('2 x escape').compared, undefined);
  const weeks = ['2 X', '2 X X', '2 X X X', '2 X X X X'].map((keys) => over(keys).compared);
  assert.deepEqual(weeks, [{ weeks: 1 }, { weeks: 4 }, { weeks: 52 }, undefined]);
  const offset = (keys: string): number | undefined => comparedOffset(over(keys), context.today);
  assert.deepEqual(
    [offset('2 X'), offset('2 X X X'), offset('2 left x'), offset('2 left x left')],
    [7, 364, undefined, -2],
  );
});

test('live: zoom goes round, the scale has two states, a pause keeps what was shown', () => {
  assert.deepEqual(
    ['z', 'z z', 'z z z'].map((keys) => over(keys).zoom),
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
  assert.deepEqual(['j', 's', 'm', 'a'].map(by), ['day', 'week', 'month', 'year']);
  assert.deepEqual(['d', 'w', 'y'].map(by), ['day', 'week', 'year']);
});

test('lists: gg and G go to both ends, ^d and ^u half a page', () => {
  const rows = { length: 40 };
  const state = afterLogData(context.state, {
    costs: { groups: { day: Array.from(rows, () => ({ to: '2026-11-24' })), month: [] } } as never,
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
  assert.deepEqual([hour.startWindow, hour.window], [3600, { span: HOUR }], 'the window is seen at once');
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
