import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LinkError } from '../../src/source/source.ts';
import { tcpPort } from '../../src/source/tcp.ts';
import { ended, endured, FRAME, stateOf, TROUBLES, talk } from '../support/line-attacks.ts';
import { cpuOf } from '../support/process-usage.ts';
import { TestHome, until } from '../support/program.ts';

describe('a line that brings no meter: told once, no line of the log from it, and back when the meter is', {
  concurrency: 4,
}, () => {
  // The others take as long each, and are tried by test:stress.
  for (const trouble of TROUBLES.filter(({ name }) => /thousand times|right parity/.test(name))) {
    test(trouble.name, async (t) => {
      const { state, grownMb, warnings, damaged } = await endured(t, trouble, 14);
      assert.equal(state, trouble.state);
      assert.equal(damaged, 0);
      assert.ok(warnings.length <= 2, warnings.join('\n'));
      assert.ok(grownMb < 20, `${grownMb} MB`);
    });
  }

  test('another program reads the port as well: what is left is counted, nothing wrong is logged', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const wire = await rig.plug();
    const daemon = await rig.daemon('--input', rig.port);
    await talk(rig, wire);
    const thief = spawn('cat', [rig.port], { stdio: 'ignore' });
    t.after(() => thief.kill('SIGKILL'));
    for (let i = 0; i < 40; i++) {
      wire.stdin?.write(FRAME);
      await sleep(50);
    }
    thief.kill('SIGKILL');
    await talk(rig, wire);
    assert.equal(await stateOf(rig), 'receiving');
    assert.ok(rig.data().every((line) => /PuissConsommee=01150, IConsommee=002$/.test(line)));
    await ended(daemon);
  });

  test('the plug is loose: the log says so six times at most', async (t) => {
    const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.1\n');
    const daemon = await rig.daemon('--input', rig.port);
    for (let i = 0; i < 8; i++) {
      const wire = await rig.plug();
      await talk(rig, wire);
      wire.stdin?.end();
      await until(() => wire.exitCode !== null);
    }
    const said = daemon.err.split('\n').filter((line) => /débranché|absent/.test(line));
    assert.ok(said.length >= 6 && said.length <= 12, said.join('\n'));
    await ended(daemon);
  });

  test('a server that pours is read at the pace of a meter', async (t) => {
    let taken = 0;
    const server = createServer((socket) => {
      const piece = Buffer.alloc(1 << 16);
      const pour = (): void => {
        while (!socket.destroyed && socket.write(piece)) taken += piece.length;
      };
      socket.on('error', () => undefined);
      socket.on('drain', pour);
      pour();
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const rig = new TestHome(t);
    const daemon = await rig.daemon('--input', `tcp://127.0.0.1:${port}`);
    const cpu = cpuOf(daemon.child.pid as number);
    await sleep(3000);
    t.diagnostic(`${cpuOf(daemon.child.pid as number) - cpu} ms of CPU in 3 s`);
    // What the kernel keeps for both ends, and three seconds of reading.
    assert.ok(taken < 40 << 20, `${taken} bytes`);
    await ended(daemon);
  });

  test('a host that answers nothing is given up after READ_TIMEOUT, not after the two minutes of the kernel', async (t) => {
    // Stopped, with its queue of one full: the kernel drops every further call without a word.
    const deaf = spawn(process.execPath, [
      '-e',
      `const server = require('node:net').createServer().listen({ port: 0, backlog: 1, host: '127.0.0.1' }, () => {
         require('node:fs').writeSync(1, String(server.address().port));
         process.kill(process.pid, 'SIGSTOP');
       });`,
    ]);
    t.after(() => deaf.kill('SIGKILL'));
    const [written] = (await once(deaf.stdout, 'data')) as [Buffer];
    const port = Number(written);
    const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    t.after(() => {
      for (const filler of fillers) filler.destroy();
    });
    const problem = await tcpPort('127.0.0.1', port)(
      { readTimeout: 0.5, waitAfterFailure: 1, baud: 1200 },
      { bytes: () => undefined, lost: () => undefined },
    ).catch((refused: LinkError) => refused);
    assert.ok(problem instanceof LinkError);
    assert.deepEqual([problem.kind, problem.detail], ['missing', 'ETIMEDOUT']);
  });
});
