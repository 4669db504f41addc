/* What the user chooses on the screen: kept in a file, whatever that file holds; and the files that views are written to. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeExport } from '../../src/tui/files/export-file.ts';
import { readSettings, SettingsWriter, settingsPath } from '../../src/tui/files/settings-file.ts';
import {
  type Chosen,
  changedSettings,
  defaultSettings,
  formatSettings,
  parseSettings,
  type SettingsFault,
} from '../../src/tui/model/settings.ts';
import { Preferences } from '../../src/tui/preferences.ts';
import { defaultDisplayOptions } from '../../src/tui/terminal/capabilities.ts';
import { until } from '../support/screen-cells.ts';
import { noMounts, SmallDisk } from '../support/small-disk.ts';

function directoryFor(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'linky-settings-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes settings, and what came of it. */
function written(path: string | undefined, ...all: Chosen[]): Promise<SettingsFault | undefined> {
  return new Promise((resolve) => {
    let count = 0;
    const writer = new SettingsWriter(path, (fault) => {
      count++;
      // What waits is written once.
      if (count === Math.min(2, all.length)) resolve(fault);
    });
    for (const chosen of all) writer.write(chosen);
  });
}

test('the file is in XDG_CONFIG_HOME, else in ~/.config; a path that is not absolute does not count', () => {
  assert.equal(settingsPath({ XDG_CONFIG_HOME: '/x', HOME: '/h' }), '/x/linky-monitor/tui.json');
  assert.equal(settingsPath({ HOME: '/h' }), '/h/.config/linky-monitor/tui.json');
  assert.equal(settingsPath({ XDG_CONFIG_HOME: 'x', HOME: '/h' }), '/h/.config/linky-monitor/tui.json');
  assert.equal(settingsPath({}), undefined);
  assert.deepEqual(readSettings(undefined), { chosen: {}, fault: { kind: 'nowhere' } });
});

test('what was chosen reads back as it was; nothing else is in the file', () => {
  const chosen = { theme: 'clair', startWindow: 3600, bell: true } as const;
  assert.deepEqual(parseSettings(formatSettings(chosen)), { chosen, fault: undefined });
  assert.equal(formatSettings({ bell: true, theme: 'clair' }), '{\n  "theme": "clair",\n  "bell": true\n}\n');
});

test('a value or a name that is unknown is told, the first one, and costs nothing else', () => {
  for (const [text, chosen, name, expected] of [
    ['{"theme": "rose", "bell": true}', { bell: true }, 'theme', 'auto, sombre, clair, daltonien'],
    ['{"mouse": "yes", "plot": 3}', {}, 'mouse', 'false, true'],
    ['{"startWindow": 601, "language": "en"}', { language: 'en' }, 'startWindow', '60, 600, 3600, 21600, 86400'],
    ['{"constructor": 1}', {}, 'constructor', Object.keys(defaultSettings).join(', ')],
  ] as const) {
    assert.deepEqual(parseSettings(text), { chosen, fault: { kind: 'value', name, expected } }, text);
  }
  for (const broken of ['', '{', '[]', 'null', '"theme"', '\0\xff', '3']) {
    assert.deepEqual(parseSettings(broken), { chosen: {}, fault: { kind: 'broken' } }, broken);
  }
});

test('the settings that have changed are those that differ', () => {
  const after = { ...defaultSettings, theme: 'sombre', mouse: true } as const;
  assert.deepEqual(changedSettings(defaultSettings, after), { theme: 'sombre', mouse: true });
  assert.deepEqual(changedSettings(after, after), {});
});

test('the file is made with its directory, for its owner alone; nothing is left beside it', async (t) => {
  const path = join(directoryFor(t), 'config', 'linky-monitor', 'tui.json');
  assert.deepEqual(readSettings(path), { chosen: {}, fault: undefined }, 'no file is no fault');
  assert.equal(await written(path, { theme: 'clair' }, { theme: 'sombre' }, { bell: true }), undefined);
  assert.deepEqual(readSettings(path).chosen, { bell: true }, 'the last one counts');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(dirname(path)), ['tui.json']);
});

test('where the file is a link, its target is replaced, and the link stays', async (t) => {
  const directory = directoryFor(t);
  const [path, target] = [join(directory, 'tui.json'), join(directory, 'dotfiles.json')];
  writeFileSync(target, '{}');
  symlinkSync(target, path);
  assert.equal(await written(path, { bell: true }), undefined);
  assert.deepEqual(JSON.parse(readFileSync(target, 'utf8')), { bell: true });
});

test('what cannot be read or written is told by its code', async (t) => {
  const directory = directoryFor(t);
  mkdirSync(join(directory, 'tui.json'));
  assert.deepEqual(readSettings(join(directory, 'tui.json')).fault, { kind: 'unreadable', code: 'EISDIR' });
  writeFileSync(join(directory, 'large.json'), ' '.repeat(70_000));
  assert.deepEqual(readSettings(join(directory, 'large.json')).fault, { kind: 'unreadable', code: 'EFBIG' });
  const below = join(directory, 'large.json', 'linky-monitor', 'tui.json');
  assert.deepEqual(await written(below, {}), { kind: 'unwritable', code: 'ENOTDIR' });
  assert.deepEqual(await written(undefined, {}), { kind: 'nowhere' });
});

test('options of this run win over the file, and are not written into it', async (t) => {
  const directory = directoryFor(t);
  const env = { XDG_CONFIG_HOME: directory };
  const path = settingsPath(env) as string;
  await written(path, { theme: 'clair', language: 'en', plot: 'line' });
  let told = 0;
  const open = (display: object, namesLanguage = false): Preferences =>
    new Preferences({
      ...{ env, lang: 'fr', namesLanguage, display: { ...defaultDisplayOptions, ...display } },
      changed: () => void told++,
    });
  const plain = open({}).start;
  assert.deepEqual([plain.theme, plain.language, plain.plot], ['clair', 'en', 'line']);
  const asked = open({ theme: 'daltonien', mouse: true }, true);
  assert.deepEqual([asked.start.theme, asked.start.language, asked.start.mouse], ['daltonien', 'fr', true]);
  assert.deepEqual(asked.file.asked, ['theme', 'mouse', 'language']);
  asked.changed(asked.start, { ...asked.start, bell: true });
  await until(() => told === 2);
  assert.deepEqual(readSettings(path).chosen, { theme: 'clair', language: 'en', plot: 'line', bell: true });
  asked.changed(asked.start, { ...asked.start, theme: 'sombre' });
  assert.deepEqual(asked.file.asked, ['mouse', 'language'], 'what the user changes now is his own');
  await until(() => told === 4);
  asked.forget();
  await until(() => told === 6);
  assert.deepEqual(readSettings(path).chosen, {});
  assert.equal(asked.start.theme, 'daltonien', 'an option still holds');
});

test('a view is written into the directory that we are in, never over another file', async (t) => {
  const directory = directoryFor(t);
  const before = process.cwd();
  t.after(() => process.chdir(before));
  process.chdir(directory);
  const names: string[] = [];
  for (const text of ['a', 'b', 'c']) {
    const exported = await writeExport({ name: 'linky-jour-2026-11-24.csv', text }, {});
    assert.equal(exported.kind, 'written');
    if (exported.kind === 'written') names.push(basename(exported.path));
  }
  assert.deepEqual(names, ['linky-jour-2026-11-24.csv', 'linky-jour-2026-11-24-2.csv', 'linky-jour-2026-11-24-3.csv']);
  assert.equal(readFileSync(join(directory, names[0] as string), 'utf8'), 'a');
});

test('no link is followed: another user may have put it there', async (t) => {
  const directory = directoryFor(t);
  const before = process.cwd();
  t.after(() => process.chdir(before));
  process.chdir(directory);
  symlinkSync('/dev/null', join(directory, 'linky-live.txt'));
  const exported = await writeExport({ name: 'linky-live.txt', text: 'x' }, {});
  assert.deepEqual(exported, { kind: 'written', path: join(directory, 'linky-live-2.txt') });
});

test('a full disk is told, and half a file is taken away; beside a read-only one the user’s own directory is taken', {
  skip: noMounts,
}, async (t) => {
  const [directory, home] = [mkdtempSync(join(tmpdir(), 'linky-settings-')), directoryFor(t)];
  const disk = new SmallDisk(directory, 16);
  const before = process.cwd();
  process.chdir(directory);
  t.after(() => {
    process.chdir(before);
    disk.unmount();
    rmSync(directory, { recursive: true });
  });
  disk.fill();
  const name = 'linky-live.csv';
  const full = await writeExport({ name, text: 'x'.repeat(50_000) }, { HOME: home });
  assert.deepEqual(full, { kind: 'refused', path: join(directory, name), code: 'ENOSPC' });
  assert.deepEqual(readdirSync(directory), ['ballast']);
  const settings = join(directory, 'tui.json');
  assert.deepEqual(await written(settings, { bell: true }), { kind: 'unwritable', code: 'ENOSPC' });
  assert.deepEqual(readdirSync(directory), ['ballast']);
  disk.readOnly(true);
  assert.deepEqual(await writeExport({ name, text: 'x' }, { HOME: home }), { kind: 'written', path: join(home, name) });
  assert.deepEqual(await written(settings, {}), { kind: 'unwritable', code: 'EROFS' });
});
