process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lang } from '../src/text/format.js';
import { afterKey } from '../src/tui/keys.js';
import { createScreen, type ScreenHandle } from '../src/tui/screen.js';
import { afterMessage, afterTick, type State } from '../src/tui/state.js';
import { defaultLook, type Look, speaksUtf8, terminalFor, terminalOf } from '../src/tui/terminal.js';
import { initialUi } from '../src/tui/ui.js';
import { liveWith, NOW, sample, situations } from './tui-situations.js';
import { FakeTerminal, golden, until } from './tui-terminal.js';

interface Opened {
  readonly terminal: FakeTerminal;
  readonly screen: Pick<ScreenHandle, 'close' | 'title' | 'bell'> & { show(state: State): void };
  readonly seen: { quits: number; reconnects: number; suspends: number };
  readonly time: { now: number };
}

function open(
  columns: number,
  rows: number,
  options: { lang?: Lang; term?: string; env?: NodeJS.ProcessEnv; look?: Partial<Look> } = {},
): Opened {
  const terminal = new FakeTerminal(columns, rows);
  const seen = { quits: 0, reconnects: 0, suspends: 0 };
  const time = { now: NOW };
  let ui = initialUi;
  let shown: State | undefined;
  const onKey = (key: string): void => {
    if (!shown) return;
    const answer = afterKey(ui, key, { state: shown, now: time.now, today: '2026-11-24' });
    ({ ui } = answer);
    screen.show(shown, ui);
    if (answer.act === 'redraw') screen.redraw();
    if (answer.act === 'suspend') screen.suspend();
    if (answer.act === 'reload') seen.reconnects++;
    if (answer.act !== 'quit') return;
    seen.quits++;
    screen.close();
  };
  const screen = createScreen({
    input: terminal.input,
    output: terminal.output,
    terminal: terminalOf(
      { TERM: options.term ?? 'xterm-256color', ...(options.env ?? { LANG: 'fr_FR.UTF-8' }) },
      { ...defaultLook, ...options.look },
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
    screen.show(state, ui);
  };
  return { terminal, screen: { ...screen, show }, seen, time };
}

const state = (name: string): State => situations[name] as State;

for (const [columns, rows] of [
  [60, 15],
  [80, 24],
  [120, 40],
  [200, 60],
] as const) {
  for (const lang of ['fr', 'en'] as const) {
    test(`golden screens ${columns}x${rows} ${lang}`, async () => {
      const { terminal, screen } = open(columns, rows, { lang });
      for (const name of ['connecting', 'live', 'notice', 'peak', 'injecting', 'silent', 'absent', 'tempo', 'noLogs']) {
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
    assert.match(await terminal.text(), /─ Aide ─/);
    await terminal.key(closing);
    // A lone Esc is told from the start of a sequence by waiting.
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

test('terminals: 256 colours where they have them, no junk, ASCII without UTF-8', async () => {
  for (const term of ['screen-256color', 'tmux-256color', 'xterm-kitty', 'alacritty', 'foot', 'xterm-ghostty']) {
    assert.equal(terminalFor(term), 'xterm-256color');
  }
  assert.equal(terminalFor('linux'), 'linux');
  assert.ok(speaksUtf8({ LANG: 'C', LC_ALL: 'fr_FR.UTF-8' }) && speaksUtf8({ LANG: 'C.utf8' }) && speaksUtf8({}));
  assert.ok(!speaksUtf8({ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }) && !speaksUtf8({ LANG: 'fr_FR@euro' }));

  const ascii = open(80, 24, { env: { LANG: 'C' } });
  ascii.screen.show(state('peak'));
  const text = await ascii.terminal.text();
  assert.match(text, /^[\x20-\x7e\n]*$/);
  assert.match(text, /EJP OUI {2}Pointe Mobile {3}\* en direct/);
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
  [80, 24, 180],
  [120, 40, 200],
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
    screen.close();
  });
}
