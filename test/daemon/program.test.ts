import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ENDING_SIGNALS } from '../../src/host/signals.ts';
import { ejpFrame } from '../support/frames.ts';
import { type Run, TestHome, until } from '../support/program.ts';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** Ends a daemon by a signal, as a service manager or Ctrl-C does. */
async function assertEnds(home: TestHome, daemon: Run, signal: NodeJS.Signals): Promise<void> {
  const began = performance.now();
  daemon.child.kill(signal);
  assert.equal(await daemon.ended, 0);
  // It takes 2 s at most; the rest is for a busy machine.
  assert.ok(performance.now() - began < 5000);
  assert.ok(!existsSync(home.socket));
  assert.equal(daemon.err, '');
  assert.match(home.log().at(-1) as string, / INFO arrêté$/);
}

describe('the daemon as a program', { concurrency: 4 }, () => {
  for (const signal of ENDING_SIGNALS) {
    test(`${signal}: exit 0 at once, its last line in the log, no socket left, no word of a debugger`, async (t) => {
      const home = new TestHome(t, CONF);
      const daemon = await home.daemon('--input', 'sim:ejp?speed=10');
      await until(() => home.data().length > 0);
      await assertEnds(home, daemon, signal);
    });
  }

  test('signals that mean something else are none of its business', async (t) => {
    const home = new TestHome(t, CONF);
    const daemon = await home.daemon('--input', 'sim:ejp?speed=10');
    for (const signal of ['SIGPIPE', 'SIGWINCH', 'SIGCONT', 'SIGCHLD', 'SIGURG'] as const) daemon.child.kill(signal);
    const before = home.data().length;
    await until(() => home.data().length > before + 1);
    await assertEnds(home, daemon, 'SIGTERM');
  });

  test('SIGUSR1 ends every other command too, and opens no debugger', async (t) => {
    const home = new TestHome(t, CONF);
    const again = home.start('report', '-a');
    await until(() => again.out !== '');
    again.child.kill('SIGUSR1');
    assert.equal(await again.ended, 0);
    const simulated = home.start('simulate', '--speed', '1');
    await until(() => simulated.out !== '');
    simulated.child.kill('SIGUSR1');
    assert.equal(await simulated.ended, 138);
    assert.doesNotMatch(again.err + simulated.err, /Debugger/);
  });

  test('a debugger that was asked for stays', async (t) => {
    const home = new TestHome(t, CONF);
    home.env = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };
    const daemon = await home.daemon('--input', 'sim:ejp?speed=10');
    assert.match(daemon.err, /^Debugger listening/);
    const address = /ws:\/\/(127\.0\.0\.1:\d+)/.exec(daemon.err)?.[1];
    await fetch(`http://${address}/json/version`);
  });

  test('on a port: a second daemon on the same socket, or on the same port, leaves and says why; SIGTERM ends the first', async (t) => {
    // A silent port is given up for a while: the first daemon must keep it.
    const home = new TestHome(t, `READ_TIMEOUT 3600\n${CONF}`);
    const wire = await home.plug();
    const first = await home.daemon('--input', home.port);
    // What comes before the port is open is lost.
    const timer = setInterval(() => wire.stdin?.write(ejpFrame(688_322)), 100);
    await until(() => home.data().length > 0);
    clearInterval(timer);
    const second = home.start('daemon', '--input', home.port);
    const other = new TestHome(t);
    const third = other.start('daemon', '--input', home.port);
    assert.equal(await second.ended, 1);
    assert.match(second.err, new RegExp(`^linky-monitor: un démon \\(pid ${first.child.pid}\\) sert déjà .*\\n$`));
    assert.equal(await third.ended, 1);
    assert.match(third.err, new RegExp(`^ERR .*déjà lu par un autre programme.*, pid ${first.child.pid}\\]\\n$`));
    assert.equal(first.code, undefined);
    await assertEnds(home, first, 'SIGTERM');
  });

  test('what it is asked wrongly: one line, the right exit code, no stack', async (t) => {
    const home = new TestHome(t);
    const empty = join(home.home, 'empty.bin');
    writeFileSync(empty, '');
    const conf = `${home.home}/none.conf`;
    const cases: [string[], number, RegExp][] = [
      [['daemon', '--input', 'nonsense'], 2, /entrée inconnue nonsense/],
      [['daemon', '--conf', conf, '--input', 'sim:ejp', '-t', '1'], 0, /none\.conf introuvable/],
      [['daemon', '-t', 'soon'], 2, /-t, --time <s>.*\s: attendu 0\.1…99999999/],
      [['daemon', '-m', 'linky'], 2, /-m, --mode <mode>.*\s: attendu historique, standard, auto/],
      [['decode', `${home.home}/none`], 1, /none introuvable/],
      [['decode', empty], 1, /vide, aucun octet/],
      [['report', '-s', '2026_02_30'], 2, /2026_02_30\s: cette date n’existe pas/],
      [['report', '-s', '2026_03_01', '-e', '2026_02_01'], 2, /est après/],
      [['status'], 3, /aucun démon ne répond/],
      [['fly'], 2, /fly/],
      [['daemon', '--fly'], 2, /option inconnue --fly/],
    ];
    for (const [words, code, line] of cases) {
      const run = home.start(...words);
      assert.equal(await run.ended, code, `${words.join(' ')}: ${run.err}`);
      assert.match(run.err, line, words.join(' '));
      assert.equal(run.err.trimEnd().split('\n').length, 1, run.err);
    }
  });

  test('a time that ends before the port was ever there: the last line says why the code is 1', async (t) => {
    const home = new TestHome(t);
    const run = home.start('daemon', '--input', '/dev/nothere', '-t', '1');
    assert.equal(await run.ended, 1);
    assert.match(run.err, /\nERR \/dev\/nothere n’a jamais pu s’ouvrir\s: fin avec le code 1\n$/);
    const twice = home.start('daemon', '--input', '/dev/null', '-t', '1');
    assert.equal(await twice.ended, 1);
    assert.doesNotMatch(twice.err, /jamais/, 'what waiting cannot mend has its own line');
  });

  test('a FEED_SOCKET that is too long for a socket is an issue of the conf', async (t) => {
    const home = new TestHome(t, `FEED_SOCKET /${'x'.repeat(120)}\n`);
    const run = home.start('daemon', '--input', 'sim:ejp', '-t', '1', '--lang', 'en');
    await run.ended;
    assert.match(run.err, /LinkyAcq\.conf, line 1: FEED_SOCKET .*: expected/);
  });
});
