process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lang } from '../../src/text/format.ts';
import { afterKey } from '../../src/tui/model/keys.ts';
import { initialSelection } from '../../src/tui/model/selection.ts';
import { afterMessage, afterTick, type State } from '../../src/tui/model/state.ts';
import { type DisplayOptions, defaultDisplayOptions, terminalOf } from '../../src/tui/terminal/capabilities.ts';
import { Screen } from '../../src/tui/terminal/screen.ts';
import { FakeTerminal, golden, until } from '../support/screen-cells.ts';
import { liveWith, NOW, sample, situations } from '../support/screen-situations.ts';
import { heapOfWeeks } from '../support/screen-weeks.ts';

interface Opened {
  readonly terminal: FakeTerminal;
  readonly screen: Pick<Screen, 'close' | 'title' | 'bell'> & { show(state: State): void };
  readonly seen: { quits: number; reconnects: number; suspends: number };
  readonly time: { now: number };
}

function open(
  columns: number,
  rows: number,
  options: { lang?: Lang; term?: string; env?: NodeJS.ProcessEnv; look?: Partial<DisplayOptions> } = {},
): Opened {
  const terminal = new FakeTerminal(columns, rows);
  const seen = { quits: 0, reconnects: 0, suspends: 0 };
  const time = { now: NOW };
  let selection = initialSelection;
  let shown: State | undefined;
  const onKey = (key: string): void => {
    if (!shown) return;
    const answer = afterKey(selection, key, { state: shown, now: time.now, today: '2026-11-24' });
    ({ selection } = answer);
    screen.show(shown, selection);
    if (answer.action === 'redraw') screen.redraw();
    if (answer.action === 'suspend') screen.suspend();
    if (answer.action === 'reload') seen.reconnects++;
    if (answer.action !== 'quit') return;
    seen.quits++;
    screen.close();
  };
  const screen = new Screen({
    input: terminal.input,
    output: terminal.output,
    terminal: terminalOf(
      { TERM: options.term ?? 'xterm-256color', ...(options.env ?? { LANG: 'fr_FR.UTF-8' }) },
      { ...defaultDisplayOptions, ...options.look },
    ),
    mouse: options.look?.mouse ?? false,
    now: () => time.now,
    lang: options.lang ?? 'fr',
    onKey,
    onGone: () => void seen.quits++,
    stop: () => void seen.suspends++,
  });
  const show = (state: State): void => {
    shown = state;
    screen.show(state, selection);
  };
  const shortcuts = {
    show,
    close: () => screen.close(),
    title: (text: string) => screen.title(text),
    bell: () => screen.bell(),
  };
  return { terminal, screen: shortcuts, seen, time };
}

const screenOn = (terminal: FakeTerminal): Screen =>
  new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => NOW, lang: 'fr' },
    terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }),
    ...{ onKey: () => undefined, onGone: () => undefined },
  });

const state = (name: string): State => situations[name] as State;

const GOLDEN = [
  ...['connecting', 'live', 'notice', 'peak', 'injecting', 'silent', 'absent', 'tempo', 'noLogs'],
  ...['estimated', 'warnings', 'otherLogs', 'absentLogged'],
];
for (const [columns, rows] of [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
] as const) {
  for (const lang of ['fr', 'en'] as const) {
    test(`golden screens ${columns}x${rows} ${lang}`, async () => {
      const { terminal, screen } = open(columns, rows, { lang });
      for (const name of GOLDEN) {
        screen.show(state(name));
        golden(`${name}-${columns}x${rows}-${lang}`, await terminal.text());
      }
      screen.show(state('live'));
      for (const [keys, name] of [
        ['+', 'hour'],
        ['=z', 'zoom'],
        ['zzy', 'fixed'],
        ['p', 'paused'],
        ['?', 'help'],
      ] as const) {
        for (const key of keys) await terminal.key(key);
        golden(`${name}-${columns}x${rows}-${lang}`, await terminal.text());
      }
      screen.close();
    });
  }
}

for (const [name, keys] of Object.entries({ q: 'q', F10: '\x1b[21~', 'Ctrl-C': '\x03' })) {
  test(`${name} quits at once and gives the terminal back`, async () => {
    const { terminal, screen, seen } = open(80, 24);
    screen.show(state('live'));
    assert.ok(await terminal.alternate());
    await terminal.key(keys);
    assert.equal(seen.quits, 1);
    assert.ok(!(await terminal.alternate()));
    assert.equal(terminal.input.isRaw, false);
    screen.show(state('peak'));
    screen.close();
  });
}

test('help opens with ? and F1, closes with Esc and ?, and Esc does not quit', async () => {
  const { terminal, screen, seen } = open(80, 24);
  screen.show(state('live'));
  const live = await terminal.text();
  for (const [opening, closing] of [
    ['?', '?'],
    ['\x1bOP', '\x1b'],
  ] as const) {
    await terminal.key(opening);
    assert.match(await terminal.text(), /┌─ Aide /);
    await terminal.key(closing);
    // An Esc is a key of its own once nothing has followed it for a while.
    await until(async () => (await terminal.text()) === live);
  }
  await terminal.key('\x1b');
  await terminal.key('\x1b[A\x1b[C');
  assert.equal(seen.quits, 0);
  screen.close();
});

test('r reconnects, Ctrl-L draws all again, Ctrl-Z leaves and SIGCONT comes back', async () => {
  const { terminal, screen, seen } = open(80, 24);
  screen.show(state('live'));
  const live = await terminal.text();
  await terminal.key('r');
  assert.equal(seen.reconnects, 1);
  const before = terminal.bytes;
  await terminal.key('\x0c');
  assert.ok(terminal.bytes - before > 1500);
  assert.equal(await terminal.text(), live);
  await terminal.key('\x1a');
  assert.equal(seen.suspends, 1);
  assert.ok(!(await terminal.alternate()));
  assert.equal(terminal.input.isRaw, false);
  const quiet = terminal.bytes;
  screen.show(state('peak'));
  await terminal.settle();
  assert.equal(terminal.bytes, quiet, 'nothing is written over the shell');
  process.emit('SIGCONT');
  assert.ok(await terminal.alternate());
  assert.equal(terminal.input.isRaw, true);
  assert.match(await terminal.text(), /EJP OUI/);
  screen.close();
});

test('a resize is drawn once, with nothing left over; too small and back', async () => {
  const { terminal, screen } = open(120, 40);
  screen.show(state('live'));
  await terminal.settle();
  for (const [columns, rows] of [
    [80, 24],
    [38, 9],
    [60, 15],
    [120, 40],
  ] as const) {
    terminal.resize(columns, rows);
    terminal.writes = 0;
    const fresh = open(columns, rows);
    fresh.screen.show(state('live'));
    const wanted = await fresh.terminal.text();
    fresh.screen.close();
    await until(async () => (await terminal.text()) === wanted);
    assert.equal(terminal.writes, 1);
  }
  screen.close();
});

test('a drag of many sizes is drawn once', async () => {
  const { terminal, screen } = open(120, 40);
  screen.show(state('live'));
  await terminal.settle();
  terminal.writes = 0;
  for (let columns = 119; columns >= 80; columns--) terminal.resize(columns, 24);
  await until(() => terminal.writes > 0);
  await terminal.settle();
  assert.equal(terminal.writes, 1);
  screen.close();
});

test('wide signs, signs without width and escape sequences from the meter stay out', async () => {
  const { terminal, screen } = open(80, 24);
  screen.show(state('hostile'));
  const text = await terminal.text();
  assert.doesNotMatch(text, /[漢👍]/u);
  assert.equal(text.split('\n').length, 24);
  screen.close();
});

test('an arrow key in two packets is an arrow, a pasted q does not quit', async () => {
  const { terminal, screen, seen } = open(80, 24);
  screen.show(state('live'));
  await terminal.key('2\x1b');
  await terminal.key('[');
  await terminal.key('D');
  assert.match(await terminal.text(), /^ EJP NON/);
  await terminal.key('\x1b[200~q\x1b[201~');
  await terminal.key('\x1b[20');
  await terminal.key('0~qqq');
  await terminal.key('\x1b[201~');
  assert.equal(seen.quits, 0);
  await terminal.key('q');
  assert.equal(seen.quits, 1);
  screen.close();
});

test('the mouse is off; with --mouse a click on a tab shows it, and the end switches the mouse off', async () => {
  const off = open(80, 24);
  off.screen.show(state('live'));
  await off.terminal.settle();
  assert.ok(!off.terminal.written.includes('\x1b[?100'));
  off.screen.close();

  const { terminal, screen, seen } = open(80, 24, { look: { mouse: true } });
  screen.show(state('live'));
  const bar = (await terminal.text()).split('\n').at(-1) ?? '';
  const click = (word: string): Promise<void> => {
    const at = `${bar.indexOf(word) + 1};24`;
    return terminal.key(`\x1b[<0;${at}M\x1b[<0;${at}m`);
  };
  await click('aide');
  assert.match(await terminal.text(), /┌─ Aide /);
  await click('Live');
  assert.doesNotMatch(await terminal.text(), /┌─ Aide /);
  await click('quitter');
  assert.equal(seen.quits, 1);
  await terminal.settle();
  assert.ok(terminal.written.indexOf('\x1b[?1002h') < terminal.written.indexOf('\x1b[?1002l'));
  screen.close();
});

test('what the terminal says of a drag is one press, moves, and one release', async () => {
  const terminal = new FakeTerminal(80, 24);
  const heard: string[] = [];
  const screen = new Screen({
    ...{ input: terminal.input, output: terminal.output, now: () => NOW, lang: 'fr', mouse: true },
    terminal: terminalOf({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' }),
    ...{ onKey: (key) => heard.push(key), onGone: () => undefined },
    onMouse: ({ action, x }) => heard.push(`${action} ${x}`),
  });
  screen.show(state('live'), initialSelection);
  // Down at column 20, moved with the button down over a tab of the last row, up again; then the wheel.
  for (const packet of ['\x1b[<0;20;6M', '\x1b[<32;30;6M', '\x1b[<32;3;24M', '\x1b[<0;3;24m', '\x1b[<64;20;6M']) {
    await terminal.key(packet);
  }
  assert.deepEqual(heard, ['mousedown 19', 'mousemove 29', 'mousemove 2', 'mouseup 2', 'wheelup 19']);
  screen.close();
});

test('the title is set, and given back at the end; the Linux console has none; the bell is one byte', async () => {
  const { terminal, screen } = open(80, 24);
  screen.show(state('live'));
  screen.title('linky EJP NON 1 240 VA');
  screen.bell();
  await terminal.settle();
  assert.equal(terminal.title, 'linky EJP NON 1 240 VA');
  assert.equal(terminal.bells, 1);
  screen.close();
  await terminal.settle();
  assert.equal(terminal.title, '');
  assert.ok(terminal.written.includes('\x1b[22;2t') && terminal.written.includes('\x1b[23;2t'));
  const linux = open(80, 24, { term: 'linux' });
  linux.screen.title('x');
  linux.screen.close();
  await linux.terminal.settle();
  assert.ok(!linux.terminal.written.includes('\x1b]'));
});

test('c goes through the ways of drawing a curve, C through the signs, both back to the first', async () => {
  const { terminal, screen } = open(80, 24);
  screen.show(state('live'));
  const live = await terminal.text();
  const plot = async (): Promise<string> =>
    (await terminal.text())
      .split('\n')
      .slice(2, 16)
      .map((row) => row.slice(8, 52))
      .join('');
  await terminal.key('c');
  assert.match(await plot(), /─────/);
  assert.doesNotMatch(await plot(), /█/);
  await terminal.key('c');
  assert.match(await plot(), /[\u2801-\u28ff]/);
  await terminal.key('c');
  assert.equal(await terminal.text(), live);
  await terminal.key('C');
  assert.doesNotMatch(await terminal.text(), /[▁▂▃▄▅▆▇]/);
  await terminal.key('C');
  assert.doesNotMatch(await terminal.text(), /[▁▂▃▄▅▆▇█░]/);
  await terminal.key('C');
  assert.equal(await terminal.text(), live);
  screen.close();
});

test('keys that come in bursts leave on the terminal what a fresh screen would draw', async () => {
  const keys = [
    '[',
    '+',
    '-',
    'left',
    'c',
    'z',
    '?',
    'escape',
    'y',
    'm',
    '=',
    'o',
    'C',
    '2',
    '3',
    '4',
    '1',
    'e',
    'right',
  ];
  let seed = 11;
  const random = (count: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * count);
  };
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
  ] as const) {
    const terminal = new FakeTerminal(columns, rows);
    let selection = initialSelection;
    const screen = screenOn(terminal);
    for (let burst = 0; burst < 25; burst++) {
      // Without a turn of the loop in between: the terminal gets all of it at once.
      for (let i = 0; i <= random(4); i++) {
        const key = keys[random(keys.length)] ?? '1';
        ({ selection } = afterKey(selection, key, { state: state('injecting'), now: NOW, today: '2026-11-24' }));
        screen.show(state('injecting'), selection);
      }
      const fresh = new FakeTerminal(columns, rows);
      const other = screenOn(fresh);
      other.show(state('injecting'), selection);
      assert.equal(await terminal.text(), await fresh.text(), `burst ${burst}`);
      other.close();
    }
    screen.close();
  }
});

test('boxes are real signs, never the alternate character set', async () => {
  const { terminal, screen } = open(80, 24);
  screen.show(state('live'));
  await terminal.settle();
  for (const shift of ['\x1b(0', '\x0e']) assert.ok(!terminal.written.includes(shift));
  assert.match(terminal.written, /┌─/);
  screen.close();
});

test('weeks open: drawing on leaves no memory behind', async () => {
  // What the curves reach back to is full after 2 700; `npm run bench` goes on to 100 000.
  const [full = 0, later = 0] = await heapOfWeeks([2800, 3800]);
  assert.ok(later < full + 1.5, `${full.toFixed(1)} MB, then ${later.toFixed(1)} MB`);
});

test('writes nothing when nothing changed', async () => {
  const { terminal, screen } = open(80, 24);
  screen.show(state('live'));
  await terminal.settle();
  const before = terminal.bytes;
  for (let i = 0; i < 5; i++) screen.show({ ...state('live') });
  await terminal.settle();
  assert.equal(terminal.bytes, before);
  screen.close();
});

test('without UTF-8 all is ASCII; the Linux console gets only signs that its fonts have', async () => {
  const ascii = open(80, 24, { env: { LANG: 'C' } });
  ascii.screen.show(state('peak'));
  const text = await ascii.terminal.text();
  assert.match(text, /^[\x20-\x7e\n]*$/);
  assert.match(text, /EJP OUI fin 01:00 {2}Pointe Mobile {3}\* en direct/);
  assert.match(text, /DEPASSEMENT 46 A/);
  golden('peak-80x24-ascii', text);
  ascii.screen.close();

  const linux = open(80, 24, { term: 'linux' });
  linux.screen.show(state('live'));
  const plain = await linux.terminal.text();
  assert.match(plain, /\* en direct/);
  assert.doesNotMatch(plain, /[▁▂▃▄▅▆▇●✕\u202f]/);
  linux.screen.close();
});

test('NO_COLOR takes the colours, bold and reverse stay', async () => {
  for (const env of [{ LANG: 'fr_FR.UTF-8' }, { LANG: 'fr_FR.UTF-8', NO_COLOR: '1' }]) {
    const { terminal, screen } = open(80, 24, { env });
    screen.show(state('peak'));
    await terminal.settle();
    assert.deepEqual(terminal.styles(), { colour: !('NO_COLOR' in env), bold: true, reverse: true });
    screen.close();
  }
});

for (const [columns, rows, most] of [
  [80, 24, 120],
  [120, 40, 160],
] as const) {
  test(`an ssh link of ${most} B/s is enough at ${columns}x${rows}`, async (context) => {
    const { terminal, screen, time } = open(columns, rows);
    let shown = liveWith({});
    screen.show(shown);
    await terminal.settle();
    const first = terminal.bytes;
    for (let second = 1; second <= 60; second++) {
      time.now = NOW + second * 1000;
      shown = afterTick(shown, time.now);
      screen.show(shown);
      await terminal.settle();
      if (second % 2 === 0) {
        const papp = 600 + ((second * 370) % 2900);
        const at = new Date(time.now + 400).toISOString();
        const indexes = { HN: 25803111 + second, HPM: 1203442 };
        time.now += 400;
        shown = afterMessage(shown, { ...sample, at, papp, iinst: 1 + (second % 9), indexes }, time.now);
        screen.show(shown);
        await terminal.settle();
      }
    }
    const rate = (terminal.bytes - first) / 60;
    context.diagnostic(`${rate.toFixed(0)} B/s, first screen ${first} B`);
    assert.ok(rate <= most, `${rate} B/s`);
    const fresh = open(columns, rows);
    fresh.time.now = time.now;
    fresh.screen.show(shown);
    assert.equal(await terminal.text(), await fresh.terminal.text(), 'what was moved is where it would be drawn');
    fresh.screen.close();
    screen.close();
  });
}
