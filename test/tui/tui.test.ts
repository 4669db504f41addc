/* The screen's loop inside the test, on a terminal and a feed that the test has in its hands. */
process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type DisplayOptions, defaultDisplayOptions } from '../../src/tui/terminal/capabilities.ts';
import { runTui } from '../../src/tui/tui.ts';
import { FakeTerminal, until } from '../support/screen-cells.ts';
import { ServedFeed } from '../support/served-feed.ts';

interface Running {
  readonly terminal: FakeTerminal;
  readonly feed: ServedFeed;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number>;
}

async function running(
  t: TestContext,
  display: Partial<DisplayOptions> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const terminal = new FakeTerminal(80, 24);
  const feed = await ServedFeed.open(t);
  const ended = runTui({
    ...{ socket: feed.socket, logs: '/nowhere', home: '/nowhere', tariffsFile: '/nowhere/t', lang: 'fr' },
    ...{ input: terminal.input, output: terminal.output, env: { TERM: 'xterm-256color', ...env } },
    display: { ...defaultDisplayOptions, ...display },
  });
  t.after(async () => {
    terminal.input.write('\x03');
    await ended;
  });
  await until(async () => (await terminal.text()).includes('quit'));
  return { terminal, feed, ended };
}

/** What is to be seen, with plain blanks. */
const textOf = async (terminal: FakeTerminal): Promise<string> =>
  (await terminal.text()).replace(/[\u202f\u00a0]/g, ' ');

const shows = (terminal: FakeTerminal, what: RegExp): Promise<void> =>
  until(async () => what.test(await textOf(terminal)));

test('a sample is shown live; a daemon that goes is absent, with the last values, and live again when it is back', async (t) => {
  const { terminal, feed } = await running(t);
  feed.sample({ papp: 2220 });
  await shows(terminal, /● en direct[\s\S]*2 220 VA/);
  await feed.server.stop();
  await shows(terminal, /✕ démon absent[\s\S]*2 220 VA \?[\s\S]*Essai 1/);
  const restarted = await ServedFeed.open(t, feed.socket);
  terminal.input.write('r');
  await until(() => restarted.server.clients > 0);
  restarted.sample({ papp: 3330 });
  await shows(terminal, /● en direct[\s\S]*3 330 VA/);
});

test('--bell rings once when EJP changes, and only then', async (t) => {
  const { terminal, feed } = await running(t, { bell: true });
  feed.sample();
  await shows(terminal, /^ EJP NON/);
  assert.equal(terminal.bells, 0, 'what is seen first has not changed');
  const since = '2026-11-24T07:00:02.000+01:00';
  for (const [ejp, word, bells] of [
    [{ active: false, notice: { startsInMinutes: 30 } }, /^ EJP à \d\d:\d\d/, 1],
    [{ active: true, notice: null, since }, /^ EJP OUI/, 2],
    [{ active: true, notice: null, since }, /^ EJP OUI/, 2],
    [{ active: false, notice: null }, /^ EJP NON/, 3],
  ] as const) {
    feed.sample({ ejp });
    await shows(terminal, word);
    assert.equal(terminal.bells, bells, String(word));
  }
});

test('without --bell it never rings', async (t) => {
  const { terminal, feed } = await running(t);
  feed.sample();
  await shows(terminal, /^ EJP NON/);
  feed.sample({ ejp: { active: true, notice: null } });
  await shows(terminal, /^ EJP OUI/);
  assert.equal(terminal.bells, 0);
});

test('--interval: the screen is drawn as seldom as asked, but a key is answered at once', async (t) => {
  const { terminal, feed } = await running(t, { interval: 3600 });
  feed.sample({ papp: 1110 });
  await shows(terminal, /1 110 VA/);
  feed.sample({ papp: 4440 });
  await terminal.key('?');
  await shows(terminal, /┌─ Aide /);
  feed.sample({ papp: 5550 });
  await terminal.settle();
  assert.doesNotMatch(await textOf(terminal), /5 550 VA/);
  await terminal.key('?');
  await shows(terminal, /5 550 VA/);
});

test('every view can be opened, and says why the logs cannot be read', async (t) => {
  const { terminal, feed } = await running(t);
  feed.sample();
  for (const [key, what] of [
    ['2', /Journaux illisibles : ENOENT/],
    ['3', /Journaux illisibles : ENOENT/],
    ['4', /Journaux illisibles : ENOENT/],
    ['?', /┌─ Aide /],
    ['1', /─ Maintenant ─/],
  ] as const) {
    await terminal.key(key);
    await shows(terminal, what);
  }
});

test('q ends it with 0, and takes back every listener of the process', async (t) => {
  const count = (): number[] =>
    ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGCONT', 'uncaughtException'].map((name) => process.listenerCount(name));
  const before = count();
  const { terminal, ended } = await running(t);
  assert.notDeepEqual(count(), before);
  await terminal.key('q');
  assert.equal(await ended, 0);
  assert.deepEqual(count(), before);
  assert.equal(terminal.input.isRaw, false);
});

test('what the meter does not say is a dash, never NON; the label that frames lack is named', async (t) => {
  const { terminal, feed } = await running(t);
  const at = '2026-11-24T14:00:00.000+01:00';
  feed.sample({ period: undefined, papp: undefined, ejp: { active: false, unknown: true, notice: null } });
  feed.send({
    ...{ type: 'status', state: 'receiving', since: at, input: 'x', mode: 'historique', frames: 1, clients: 1 },
    rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
    faults: [{ part: 'labels', since: at, detail: 'PTEC 100%' }],
  });
  await shows(terminal, /^ EJP — +— +● en direct +! sans PTEC/);
  await shows(terminal, /! sans PTEC 100 %/);
  assert.match(await textOf(terminal), /Puissance +—[\s\S]*Période +—/);
});

test("indexes of a supplier's calendar have the names that the meter gives them", async (t) => {
  const { terminal, feed } = await running(t);
  feed.sample({
    ...{ contract: 'ZEN', period: 'HEURE CREUSE', indexes: { INDEX01: 11_000_000, INDEX02: 22_000_000 } },
    ...{ calendar: 'ZEN', indexNames: { INDEX01: 'HEURE CREUSE' } },
  });
  await shows(terminal, /│ 01 HEURE CREUSE +│[\s\S]*11 000,000 kWh[\s\S]*│ 02 +22 000,000 kWh/);
});

test('settings: theme and language change at once, and the next screen has them', async (t) => {
  const config = mkdtempSync(join(tmpdir(), 'linky-tui-'));
  const env = { XDG_CONFIG_HOME: config };
  const { terminal, ended } = await running(t, {}, env);
  await terminal.key('o');
  await shows(terminal, /┌─ Réglages ─/);
  const colours = (one: FakeTerminal): Set<number | undefined> =>
    new Set(one.cells().flatMap((row) => row.map(({ foreground }) => foreground)));
  const before = colours(terminal);
  await terminal.key('\x1b[C\x1b[C\x1b[B\x1b[B\x1b[C');
  await shows(terminal, /┌─ Settings ─[\s\S]*Colours +◀ light ▶[\s\S]*quit/);
  assert.notDeepEqual(colours(terminal), before);
  await until(() => existsSync(join(config, 'linky-monitor', 'tui.json')));
  await terminal.key('q');
  await ended;
  await until(() => /"language": "en"/.test(readFileSync(join(config, 'linky-monitor', 'tui.json'), 'utf8')));
  const again = await running(t, {}, env);
  // Once both screens have ended: hooks run in their order, and what is still written would be in the way.
  t.after(() => rmSync(config, { recursive: true, force: true }));
  await shows(again.terminal, /q quit$/);
  await again.terminal.key('o');
  await shows(again.terminal, /Colours +◀ light ▶/);
  await again.terminal.key('R');
  await shows(again.terminal, /Couleurs +◀ auto ▶/);
});

test('settings: the mouse is heard as soon as it is asked for, and no longer than that', async (t) => {
  const { terminal } = await running(t);
  await terminal.drop();
  // The last setting but one.
  for (const key of ['o', '\x1b[F', '\x1b[A', '\x1b[C', '\x1b[C']) await terminal.key(key);
  const on = terminal.written.indexOf('\x1b[?1002h');
  const off = terminal.written.indexOf('\x1b[?1002l');
  assert.ok(on >= 0 && off > on, `${on} ${off}`);
});

test('e writes what is shown, and says into which file until the next key', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'linky-export-'));
  const before = process.cwd();
  process.chdir(directory);
  t.after(() => {
    process.chdir(before);
    rmSync(directory, { recursive: true });
  });
  const { terminal, feed } = await running(t);
  await terminal.key('2e');
  await shows(terminal, /Fichier : +c csv j json t texte Échap$/);
  await terminal.key('c');
  await shows(terminal, /Rien à enregistrer/);
  feed.sample({ papp: 2220 });
  await terminal.key('1');
  await shows(terminal, /2 220 VA/);
  for (const [key, ext, what] of [
    ['c', 'csv', /^heure;puissance VA;injection VA\n[\s\S]*;2220;/],
    ['j', 'json', /"va":2220/],
    ['t', 'txt', /Maintenant[\s\S]*2.220.VA/],
  ] as const) {
    await terminal.key(`e${key}`);
    await shows(terminal, new RegExp(`Enregistré : .*linky-live-.*\\.${ext}`));
    const file = readdirSync(directory).find((name) => name.endsWith(ext)) ?? '';
    const text = readFileSync(join(directory, file), 'utf8');
    assert.match(text, what);
    if (ext === 'json') assert.doesNotThrow(() => JSON.parse(text));
  }
  await terminal.key('x');
  await shows(terminal, /q quitter$/);
});
