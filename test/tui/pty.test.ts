/* The screen as its user has it: the program itself on a real terminal. */
process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { formatData } from '../../src/journal/log-line.ts';
import { logFile } from '../../src/journal/writer.ts';
import { dayOf } from '../../src/time/local.ts';
import { CLI, moduleFile } from '../support/paths.ts';
import { TestHome, until } from '../support/program.ts';
import { Pty } from '../support/pty.ts';
import { ServedFeed } from '../support/served-feed.ts';

/** Loaded machines are slow: what takes one second here may take twenty there. */
const PATIENCE_MS = 60_000;
const eventually = (what: () => boolean): Promise<void> => until(what, PATIENCE_MS);

interface Scene {
  readonly feed: ServedFeed;
  readonly pty: Pty;
}

/** The screen beside a feed, as soon as it shows live values. */
async function scene(t: TestContext, ...options: string[]): Promise<Scene> {
  const home = new TestHome(t);
  const feed = await ServedFeed.open(t, home.socket);
  feed.sampleOn(t);
  const words = [process.execPath, CLI, 'tui', '--home', home.home, '--socket', home.socket, ...options];
  const errors = join(home.home, 'stderr');
  const pty = new Pty(words, { columns: 80, rows: 24, errors }).endAfter(t);
  await eventually(() => pty.text.includes('en direct') || pty.ending !== undefined);
  return { feed, pty };
}

/** The terminal is as the shell left it: line editing, cursor, main screen, no mouse, no paste marks. */
function assertRestored(pty: Pty): void {
  assert.ok(pty.ending?.cooked, 'line editing and echo are on');
  for (const [on, off] of [
    ['\x1b[?1049h', '\x1b[?1049l'],
    ['\x1b[?25l', '\x1b[?25h'],
    ['\x1b[?2004h', '\x1b[?2004l'],
    ['\x1b[?1000h', '\x1b[?1000l'],
    ['\x1b[22;2t', '\x1b[23;2t'],
  ] as const) {
    assert.ok(pty.text.lastIndexOf(off) >= pty.text.lastIndexOf(on), `${JSON.stringify(on)} was taken back`);
  }
}

const ENDINGS: Readonly<Record<string, readonly [act: (pty: Pty) => void, status: number]>> = {
  q: [(pty) => pty.keys('q'), 0],
  'Ctrl-C': [(pty) => pty.keys('\x03'), 0],
  SIGTERM: [(pty) => pty.signal('SIGTERM'), 143],
  SIGINT: [(pty) => pty.signal('SIGINT'), 130],
  SIGHUP: [(pty) => pty.signal('SIGHUP'), 129],
  SIGQUIT: [(pty) => pty.signal('SIGQUIT'), 131],
  SIGUSR1: [(pty) => pty.signal('SIGUSR1'), 138],
  SIGUSR2: [(pty) => pty.signal('SIGUSR2'), 140],
  SIGPWR: [(pty) => pty.signal('SIGPWR'), 158],
};
for (const [name, [act, status]] of Object.entries(ENDINGS)) {
  test(`${name} gives the terminal back, and says ${status}`, async (t) => {
    const { pty } = await scene(t, '--mouse');
    act(pty);
    await eventually(() => pty.ending !== undefined);
    assert.equal(pty.ending?.status, status);
    assertRestored(pty);
    assert.equal(pty.errors, '');
  });
}

/** The screen with a fault in it, that a signal sets off. */
const faulty = (fault: string): string => `
  import { runTui } from ${JSON.stringify(pathToFileURL(moduleFile('src/tui/tui')).href)};
  process.on('SIGURG', () => { ${fault} });
  await runTui({ socket: '/nowhere/feed.sock', logs: undefined, home: '/nowhere', tariffsFile: '/nowhere/t', lang: 'fr', env: process.env });
`;
for (const [name, fault] of [
  ['an exception', "throw new Error('boum')"],
  ['a rejection that nobody handles', "Promise.reject(new Error('boum'))"],
] as const) {
  test(`${name} gives the terminal back, then says what it was`, async (t) => {
    const home = new TestHome(t);
    const words = [process.execPath, '--input-type=module', '-e', faulty(fault)];
    const pty = new Pty(words, { columns: 80, rows: 24, errors: join(home.home, 'stderr') }).endAfter(t);
    await eventually(() => pty.text.includes('quitter'));
    pty.signal('SIGURG');
    await eventually(() => pty.ending !== undefined);
    assert.equal(pty.ending?.status, 1);
    assertRestored(pty);
    assert.match(pty.errors, /^linky-monitor: Error: boum\n/);
  });
}

test('theme and language chosen on the screen are there at the next start; a broken file costs one line of the sheet', async (t) => {
  const home = new TestHome(t);
  const config = join(home.home, 'config');
  const file = join(config, 'linky-monitor', 'tui.json');
  const open = async (what: string): Promise<Pty> => {
    const words = [process.execPath, CLI, 'tui', '--home', home.home, '--socket', home.socket];
    const options = { columns: 80, rows: 24, env: { XDG_CONFIG_HOME: config }, errors: join(home.home, 'stderr') };
    const pty = new Pty(words, options).endAfter(t);
    await eventually(() => pty.text.includes(what) || pty.ending !== undefined);
    return pty;
  };
  const quit = async (pty: Pty): Promise<void> => {
    pty.keys('q');
    await eventually(() => pty.ending !== undefined);
    assert.equal(pty.ending?.status, 0);
    assert.equal(pty.errors, '');
  };
  const first = await open('quitter');
  first.keys('o');
  await eventually(() => first.text.includes('Réglages'));
  // Colours: daltonien; language: English.
  first.keys('\x1b[D\x1b[B\x1b[B\x1b[C');
  await eventually(() => first.text.includes('Setting'));
  await quit(first);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { theme: 'daltonien', language: 'en' });
  const second = await open('quit');
  assert.doesNotMatch(second.text, /quitter/);
  second.keys('o');
  await eventually(() => second.text.includes('colour-blind'));
  await quit(second);
  writeFileSync(file, '{ "theme": ');
  const third = await open('quitter');
  third.keys('o');
  await eventually(() => /tui\.json.* JSON attendu/.test(third.text));
  await quit(third);
  assert.equal(readFileSync(file, 'utf8'), '{ "theme": ', 'it stays until something is chosen');
});

test('a terminal that goes away ends the screen, not with a fault', async (t) => {
  const { pty } = await scene(t);
  pty.say('hang');
  await eventually(() => pty.ending !== undefined);
  assert.ok([0, 129].includes(pty.ending?.status ?? -1), String(pty.ending?.status));
  assert.equal(pty.errors, '');
});

test('a stalled terminal stops neither the daemon nor another reader; it goes on when it is read again', async (t) => {
  const { feed, pty } = await scene(t);
  pty.say('stall');
  // Enough to fill what the kernel keeps for a terminal, so that the next write stands still.
  pty.keys('\x0c'.repeat(60));
  let received = 0;
  const other = connect(feed.socket);
  other.on('data', (data: Buffer) => {
    received += data.length;
  });
  t.after(() => other.destroy());
  await eventually(() => feed.server.clients === 2);
  // The other reader gets everything, and the screen is cut off.
  await eventually(() => {
    for (let i = 0; i < 100; i++) feed.sample();
    return feed.server.clients === 1;
  });
  const before = received;
  feed.sample();
  await eventually(() => received > before);
  pty.say('go');
  pty.keys('q');
  await eventually(() => pty.ending !== undefined);
  assert.equal(pty.ending?.status, 0);
  assertRestored(pty);
});

test('a terminal that says 0x0 has the size of the environment, else 80x24, until it says another', async (t) => {
  for (const [env, rows] of [
    [{ COLUMNS: '', LINES: '' }, 24],
    [{ COLUMNS: '100', LINES: '30' }, 30],
    [{ COLUMNS: '0', LINES: 'many' }, 24],
  ] as const) {
    const home = new TestHome(t);
    const words = [process.execPath, CLI, 'tui', '--home', home.home, '--socket', home.socket];
    const pty = new Pty(words, { columns: 0, rows: 0, env }).endAfter(t);
    // The key bar is the last row.
    await eventually(() => pty.text.includes(`\x1b[${rows};`) && pty.text.includes('quitter'));
    assert.equal(pty.text.includes(`\x1b[${rows + 1};`), false);
    pty.say('resize 120 40');
    await eventually(() => pty.text.includes('\x1b[40;'));
    pty.keys('q');
    await eventually(() => pty.ending !== undefined);
  }
});

test('without a terminal there are lines of text, spelled in ASCII where the locale asks for it', async (t) => {
  const home = new TestHome(t);
  const feed = await ServedFeed.open(t, home.socket);
  feed.sampleOn(t);
  const pipe = home.start('tui');
  await eventually(() => pipe.out.split('\n').length > 2);
  assert.match(pipe.out, /^\d{4}-\d\d-\d\d .* PAPP /);
  assert.ok(!pipe.out.includes('\x1b'));
  pipe.child.kill('SIGINT');
  assert.equal(await pipe.ended, 0);
  const dumb = new Pty([process.execPath, CLI, 'tui', '--socket', home.socket, '--ascii'], {
    columns: 80,
    rows: 24,
    env: { TERM: 'dumb' },
  }).endAfter(t);
  await eventually(() => dumb.text.includes('PAPP'));
  assert.match(dumb.text, /^[\x20-\x7e\r\n]*$/);
  dumb.keys('\x03');
  await eventually(() => dumb.ending !== undefined);
  assert.equal(dumb.ending?.status, 0);
});

test('without a terminal, a daemon that stops is no silent meter, and is told on the clock of the feed', async (t) => {
  const home = new TestHome(t);
  const daemon = home.start('daemon', '--input', 'sim:day?at=1764000000000');
  const pipe = home.start('tui');
  await eventually(() => pipe.out.includes(' PAPP '));
  daemon.child.kill('SIGTERM');
  await eventually(() => pipe.err.includes('EOF'));
  assert.match(pipe.out, /\n2025-11-24 \d\d:\d\d:\d\d {2}! démon arrêté\n$/);
  pipe.child.kill('SIGINT');
  assert.equal(await pipe.ended, 0);
});

test('without a terminal and without a daemon: the last line of the logs, marked as such, and what to do', async (t) => {
  const home = new TestHome(t);
  const at = new Date(Date.now() - 90_000);
  const line = formatData({
    ...{ at: at.getTime(), periodCode: 'HN..', papp: 1380, iinst: 6, pinj: undefined, injectionIndex: undefined },
    indexes: { HN: 1_000_000, HPM: 2_000_000 },
  });
  writeFileSync(logFile(join(home.home, 'logs'), dayOf(at.getTime())), `${line}\n`);
  const pipe = home.start('tui');
  await eventually(() => pipe.out !== '' && pipe.err.split('\n').length > 2);
  assert.match(pipe.out, /^\d{4}-\d\d-\d\d [\d:]+ {2}HN\u00a0\? {2}PAPP 1.380.VA\u00a0\?\n$/);
  assert.match(pipe.err, /démon absent, .*feed\.sock.*\n.* (daemon .*|service install|start linky-monitor)\n/);
  pipe.child.kill('SIGINT');
  assert.equal(await pipe.ended, 0);
});

test('a wrong option is one clear line', async (t) => {
  const home = new TestHome(t);
  const wrong = home.start('tui', '--theme', 'rose');
  assert.equal(await wrong.ended, 2);
  assert.match(wrong.err, /^linky-monitor: .*--theme.* sombre, clair, daltonien\n$/);
});
