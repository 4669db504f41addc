/*
 * End to end in a real terminal multiplexer: what a user of tmux, of screen and of the Linux console gets. Every waiting is
 * for something to be seen; nothing here depends on how fast the machine is.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CLI } from '../support/paths.ts';
import { TestHome } from '../support/program.ts';
import { ServedFeed } from '../support/served-feed.ts';

const run = promisify(execFile);
const PATIENCE_MS = 90_000;
/** Each look at the screen is a process. */
const LOOK_MS = 150;

const missing = ((): string | false => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'pipe' });
    return false;
  } catch {
    return 'needs tmux (apt-get install tmux)';
  }
})();

/** A tmux of its own with a shell in it. */
class Tmux {
  readonly #socket: string;

  constructor(home: TestHome) {
    this.#socket = join(home.home, 'tmux');
  }

  async command(...words: string[]): Promise<string> {
    const { stdout } = await run('tmux', ['-S', this.#socket, '-f', '/dev/null', ...words]);
    return stdout;
  }

  /** A shell that says `$ ` and knows this TERM. */
  async open(t: TestContext, term: string, columns: number, rows: number): Promise<void> {
    const env = `TERM=${term} LC_ALL=C.UTF-8 NO_COLOR= XDG_CONFIG_HOME=/dev/null/none PS1='$ '`;
    const shell = `${env} exec bash --norc --noprofile -i`;
    await this.command('new-session', '-d', '-x', String(columns), '-y', String(rows), shell);
    await this.endAfter(t);
    await this.command('set-option', '-g', 'window-size', 'manual');
    await this.sees(/\$ $/);
  }

  /** By its pid: its socket goes with the home of the test, before this is called. */
  async endAfter(t: TestContext): Promise<void> {
    const pid = Number(await this.fact('pid'));
    t.after(() => process.kill(pid));
  }

  type(...keys: string[]): Promise<string> {
    return this.command('send-keys', ...keys);
  }

  enter(line: string): Promise<string> {
    return this.command('send-keys', '-l', `${line}\n`);
  }

  async screen(): Promise<string> {
    return (await this.command('capture-pane', '-p')).trimEnd();
  }

  /** Waits until the screen shows something, and returns it. */
  async sees(what: RegExp): Promise<string> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const text = await this.screen();
      // The prompt's own blank was trimmed.
      if (what.test(`${text} `) || what.test(text)) return text;
      assert.ok(Date.now() < end, `waited in vain for ${what}; there is:\n${text}`);
      await sleep(LOOK_MS);
    }
  }

  /** One fact of the pane, by tmux's name for it. */
  async fact(name: string): Promise<string> {
    return (await this.command('display-message', '-p', `#{${name}}`)).trim();
  }
}

/** Waits until a shell command's answer is in a file. */
async function answer(tmux: Tmux, file: string, command: string): Promise<string> {
  await tmux.enter(`${command} > ${file}.new; mv ${file}.new ${file}`);
  const end = Date.now() + PATIENCE_MS;
  while (!existsSync(file)) {
    assert.ok(Date.now() < end, `no answer to ${command}`);
    await sleep(LOOK_MS);
  }
  return readFileSync(file, 'utf8');
}

for (const term of ['xterm-256color', 'screen-256color', 'tmux-256color', 'linux']) {
  test(`TERM=${term}: starts, resizes, stops and comes back, quits; the terminal is as before`, {
    skip: missing,
  }, async (t) => {
    const home = new TestHome(t);
    const tmux = new Tmux(home);
    const feed = await ServedFeed.open(t, home.socket);
    feed.sampleOn(t);
    await tmux.open(t, term, 80, 24);
    const before = await answer(tmux, join(home.home, 'stty1'), 'stty -a');
    const title = await tmux.fact('pane_title');
    const errors = join(home.home, 'stderr');
    const words = `tui --home ${home.home} --socket ${home.socket}`;
    await tmux.enter(`clear; echo before; ${process.execPath} ${CLI} ${words} 2> ${errors}`);

    const live = await tmux.sees(/en direct[\s\S]*quitter/);
    assert.equal(live.split('\n').length, 24);
    assert.match(live, term === 'linux' ? /^ EJP .*\* en direct/ : /^ EJP .*● en direct/);
    assert.match(live, /┌─ Puissance \(VA\)[\s\S]*┘/);
    assert.doesNotMatch(live, /Error on|lqqk|\^\[|undefined/);
    // The Linux console has no second screen to show.
    const second = term !== 'linux';
    assert.equal(await tmux.fact('alternate_on'), second ? '1' : '0');
    if (term !== 'linux') assert.match(await tmux.fact('pane_title'), /^linky EJP /);

    await tmux.command('resize-window', '-x', '120', '-y', '40');
    const wide = await tmux.sees(/^.{100,}\n[\s\S]*quitter/);
    assert.equal(wide.split('\n').length, 40);
    await tmux.command('resize-window', '-x', '38', '-y', '9');
    await tmux.sees(/^Terminal trop petit \(38x9/);
    await tmux.command('resize-window', '-x', '80', '-y', '24');
    await tmux.sees(/^ EJP [\s\S]*┌─ Puissance \(VA\)[\s\S]*quitter/);

    // Another program's words on the screen go with Ctrl-L.
    const tty = await tmux.fact('pane_tty');
    await run('bash', ['-c', `printf '\\033[12;20Hwall message' > ${tty}`]);
    await tmux.sees(/wall message/);
    await tmux.type('C-l');
    const end = Date.now() + PATIENCE_MS;
    while ((await tmux.screen()).includes('wall message')) assert.ok(Date.now() < end, 'Ctrl-L repairs');

    await tmux.type('C-z');
    await tmux.sees(second ? /before\n[\s\S]*Stopped/ : /Stopped/);
    assert.equal(await tmux.fact('alternate_on'), '0');
    await tmux.command('resize-window', '-x', '100', '-y', '30');
    await tmux.enter('fg; echo "code $?"');
    // Only the shell was told of the new size meanwhile.
    await tmux.sees(/^ EJP .*en direct(.*\n){29}.*quitter/);

    await tmux.type('q');
    const after = await tmux.sees(/code 0/);
    if (second) assert.match(after, /before/, 'what was on the screen is there again');
    assert.equal(await tmux.fact('alternate_on'), '0');
    assert.equal(await tmux.fact('cursor_flag'), '1');
    assert.equal(await tmux.fact('mouse_any_flag'), '0');
    assert.equal(await tmux.fact('pane_title'), title);
    assert.equal(readFileSync(errors, 'utf8'), '');
    const rows = (text: string): string => text.replace(/rows \d+; columns \d+/, '');
    assert.equal(rows(await answer(tmux, join(home.home, 'stty2'), 'stty -a')), rows(before));
  });
}

test('Ctrl-Z where no shell stands above: the screen comes back by itself', { skip: missing }, async (t) => {
  const home = new TestHome(t);
  const tmux = new Tmux(home);
  const words = ['tui', '--home', home.home, '--socket', home.socket, '--lang', 'en'];
  await tmux.command(
    'new-session',
    '-d',
    '-x',
    '80',
    '-y',
    '24',
    `LC_ALL=C.UTF-8 exec ${process.execPath} ${CLI} ${words.join(' ')}`,
  );
  await tmux.endAfter(t);
  await tmux.sees(/quit/);
  await tmux.type('C-z');
  // A key that is read together with Ctrl-Z is lost: it was meant for a shell.
  await sleep(500);
  await tmux.type('?');
  await tmux.sees(/┌─ Help /);
});
