import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { cacheDirectory } from '../../src/cli/code-cache.ts';
import { CLI } from '../support/paths.ts';
import { TestHome, until } from '../support/program.ts';
import { Pty } from '../support/pty.ts';

/** From 22.1 on Node keeps the code itself, in files of its own. */
const isOurs = CLI.endsWith('.cjs') && !('enableCompileCache' in nodeModule);

/** The screen of a house whose daemon is not there, with a cache of its own. */
class Kept {
  readonly #t: TestContext;
  readonly #home: TestHome;
  readonly above: string;
  readonly directory: string;

  constructor(t: TestContext) {
    this.#t = t;
    this.#home = new TestHome(t);
    this.above = join(this.#home.home, 'cache');
    this.directory = join(this.above, 'linky-monitor');
    mkdirSync(this.above, { mode: 0o700 });
  }

  async shown(): Promise<Pty> {
    const words = [process.execPath, CLI, 'tui', '--home', this.#home.home, '--socket', this.#home.socket];
    const pty = new Pty(words, { columns: 80, rows: 24, env: { XDG_CACHE_HOME: this.above } }).endAfter(this.#t);
    await until(() => pty.text.includes('quitter'), 60_000);
    return pty;
  }

  get files(): string[] {
    return existsSync(this.directory) ? readdirSync(this.directory).sort() : [];
  }
}

/** Of the files that a screen loads that finds no daemon. */
const FILES = ['client', 'common', 'figures', 'host', 'journal', 'machine', 'main', 'pages', 'screen', 'words'];
const NAMES = FILES.map((name) => `tui-${name}.code`);

describe('the code of the screen is kept from one start to the next', { skip: !isOurs }, () => {
  test('it is written once, for this user alone, and read by the next start', async (t) => {
    const kept = new Kept(t);
    const first = await kept.shown();
    await until(() => kept.files.join() === NAMES.join(), 60_000);
    assert.equal(statSync(kept.directory).mode & 0o777, 0o700);
    first.end();
    const written = NAMES.map((name) => statSync(join(kept.directory, name)).ino);
    await kept.shown();
    assert.deepEqual(
      NAMES.map((name) => statSync(join(kept.directory, name)).ino),
      written,
    );
  });

  test('a file with one bit changed, or cut short, is no danger: it is replaced', async (t) => {
    const kept = new Kept(t);
    const first = await kept.shown();
    await until(() => kept.files.join() === NAMES.join(), 60_000);
    first.end();
    const file = join(kept.directory, 'tui-screen.code');
    const bytes = readFileSync(file);
    const place = bytes.length >> 2;
    bytes[place] = (bytes[place] as number) ^ 1;
    writeFileSync(file, bytes);
    writeFileSync(join(kept.directory, 'tui-pages.code'), bytes.subarray(0, 5000));
    const damaged = [file, join(kept.directory, 'tui-pages.code')].map((each) => statSync(each).ino);
    await kept.shown();
    await until(
      () =>
        damaged.every((ino, i) => statSync([file, join(kept.directory, 'tui-pages.code')][i] as string).ino !== ino),
      60_000,
    );
  });

  test('a command that ends by itself keeps its own, which the next one takes', async (t) => {
    const home = new TestHome(t);
    home.env['XDG_CACHE_HOME'] = join(home.home, 'cache');
    mkdirSync(home.env['XDG_CACHE_HOME'], { mode: 0o700 });
    const directory = join(home.env['XDG_CACHE_HOME'], 'linky-monitor');
    const inodes = (): string[] =>
      readdirSync(directory)
        .sort()
        .map((name) => `${name} ${statSync(join(directory, name)).ino}`);
    const outputOf = async (word: string): Promise<string> => {
      const run = home.start(word);
      assert.equal(await run.ended, word === 'doctor' ? 1 : 0, run.err);
      return run.out;
    };
    const first = await outputOf('report');
    const kept = inodes();
    assert.ok(
      kept.some((name) => name.startsWith('report-figures.code ')),
      kept.join(),
    );
    assert.deepEqual([await outputOf('report'), inodes()], [first, kept]);
    await outputOf('--help');
    assert.ok(inodes().some((name) => name.startsWith('help-program.code ')));
    // Nothing is kept for a command that is run seldom.
    const before = inodes();
    await outputOf('doctor');
    assert.deepEqual(inodes(), before);
  });

  test('a directory that others may write in is not used', (t) => {
    const above = join(new TestHome(t).home, 'cache');
    mkdirSync(above);
    chmodSync(above, 0o777);
    assert.equal(cacheDirectory({ XDG_CACHE_HOME: above }), undefined);
    chmodSync(above, 0o700);
    assert.equal(cacheDirectory({ XDG_CACHE_HOME: above }), join(above, 'linky-monitor'));
  });
});
