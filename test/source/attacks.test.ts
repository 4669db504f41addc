import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LinkError } from '../../src/source/source.ts';
import { tcpPort } from '../../src/source/tcp.ts';
import { InProcessDaemon } from '../support/in-process-daemon.ts';
import { FRAME, LINE_ATTACKS, linkStateOf, sendUntilLogged, stopDaemon } from '../support/line-attacks.ts';
import { cpuOf } from '../support/process-usage.ts';
import { TestHome } from '../support/program.ts';

describe('a wire without a meter', () => {
  for (const { name, bytes, state } of LINE_ATTACKS) {
    test(`reported once, not logged, and over when the meter is back: ${name}`, async (t) => {
      const daemon = new InProcessDaemon(t, { conf: 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n', start: Date.now() });
      const meter = (seconds: number): void => {
        for (let i = 0; i < seconds; i++) {
          daemon.take(FRAME);
          daemon.advance(1000);
        }
      };
      const isData = (line: string): boolean => / DATA /.test(line);
      await daemon.start();
      meter(3);
      const before = daemon.lines().length;
      assert.ok(before > 0);
      for (let tenth = 0; tenth < 150; tenth++) {
        const piece = bytes(tenth / 150);
        if (piece) daemon.take(piece);
        daemon.advance(100);
      }
      assert.equal(await linkState(daemon), state);
      assert.deepEqual(daemon.lines().slice(before).filter(isData), []);
      meter(3);
      assert.equal(await linkState(daemon), 'receiving');
      assert.ok(daemon.lines().at(-1)?.includes(' DATA '));
      for (const line of daemon.lines().filter(isData)) assert.match(line, /PuissConsommee=01150, IConsommee=002$/);
      const warnings = daemon.shown.filter((line) => /^(WARN|ERR)/.test(line));
      assert.ok(warnings.length <= 2, warnings.join('\n'));
    });
  }
});

test('a loose plug, out and in every two seconds, is reported six times an hour', async (t) => {
  const daemon = new InProcessDaemon(t, { conf: 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n', start: Date.now() });
  await daemon.start();
  for (let i = 0; i < 20; i++) {
    daemon.take(FRAME);
    daemon.advance(1000);
    daemon.source?.lost(new LinkError('hangup', 'EOF'));
    daemon.advance(1000);
    daemon.source?.opened();
  }
  assert.equal(daemon.lines().filter((line) => / DATA /.test(line)).length, 20);
  assert.equal(daemon.shown.filter((line) => /unplugged/.test(line)).length, 6);
});

/** The state of the link, as the feed greets a new reader with it. */
async function linkState(daemon: InProcessDaemon): Promise<unknown> {
  return (await daemon.follow()).filter(({ type }) => type === 'status').at(-1)?.['state'];
}

describe('a real port', { concurrency: 4 }, () => {
  test('a port that another program reads as well gives no wrong log line', async (t) => {
    const home = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const pty = await home.plug();
    const daemon = await home.daemon('--input', home.port);
    await sendUntilLogged(home, pty);
    const otherReader = spawn('cat', [home.port], { stdio: 'ignore' });
    t.after(() => otherReader.kill('SIGKILL'));
    for (let i = 0; i < 40; i++) {
      pty.stdin?.write(FRAME);
      await sleep(50);
    }
    otherReader.kill('SIGKILL');
    await sendUntilLogged(home, pty);
    assert.equal(await linkStateOf(home), 'receiving');
    assert.ok(home.data().every((line) => /PuissConsommee=01150, IConsommee=002$/.test(line)));
    await stopDaemon(daemon);
  });

  test('a server that floods is read no faster than 64 KB a second', async (t) => {
    let written = 0;
    const server = createServer((socket) => {
      const piece = Buffer.alloc(1 << 16);
      const pour = (): void => {
        while (!socket.destroyed && socket.write(piece)) written += piece.length;
      };
      socket.on('error', () => undefined);
      socket.on('drain', pour);
      pour();
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const home = new TestHome(t);
    const daemon = await home.daemon('--input', `tcp://127.0.0.1:${port}`);
    const cpu = cpuOf(daemon.child.pid as number);
    await sleep(3000);
    t.diagnostic(`${cpuOf(daemon.child.pid as number) - cpu} ms of CPU in 3 s`);
    // What the kernel keeps for both ends, and three seconds of reading.
    assert.ok(written < 40 << 20, `${written} bytes`);
    await stopDaemon(daemon);
  });

  test('a host that does not answer is given up after READ_TIMEOUT, not after the two minutes of the kernel', async (t) => {
    // Stopped, with its queue of one full: the kernel drops every further connection silently.
    const deaf = spawn(process.execPath, [
      '-e',
      `const server = require('node:net').createServer().listen({ port: 0, backlog: 1, host: '127.0.0.1' }, () => {
         require('node:fs').writeSync(1, String(server.address().port));
         process.kill(process.pid, 'SIGSTOP');
       });`,
    ]);
    t.after(() => deaf.kill('SIGKILL'));
    const [output] = (await once(deaf.stdout, 'data')) as [Buffer];
    const port = Number(output);
    const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    t.after(() => {
      for (const filler of fillers) filler.destroy();
    });
    const error = await tcpPort('127.0.0.1', port)(
      { readTimeout: 0.5, waitAfterFailure: 1, baud: 1200 },
      { bytes: () => undefined, lost: () => undefined },
    ).catch((refused: LinkError) => refused);
    assert.ok(error instanceof LinkError);
    assert.deepEqual([error.kind, error.detail], ['missing', 'ETIMEDOUT']);
  });
});
