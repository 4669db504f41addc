import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { FeedClient } from '../../src/feed/client.ts';
import type { FeedMessage } from '../../src/feed/messages.ts';
import { FeedServer } from '../../src/feed/server.ts';
import { MESSAGES } from '../support/feed-messages.ts';
import { moduleFile } from '../support/paths.ts';
import { TestHome, until } from '../support/program.ts';

/** What a client takes of what a server sends it, until it is lost. */
async function taken(t: TestContext, rig: TestHome, bytes: Buffer[]) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    for (const piece of bytes) socket.write(piece);
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(rig.socket, resolve));
  const messages: FeedMessage[] = [];
  let lost: string | undefined;
  const client = new FeedClient(rig.socket, {
    connected: () => undefined,
    message: (message) => messages.push(message),
    lost: ({ code }) => {
      lost = code;
      client.stop();
    },
  });
  t.after(() => client.stop());
  t.after(() => server.close());
  client.start();
  await until(() => lost !== undefined);
  return { messages, lost };
}

describe('the client', () => {
  test('drops a server whose line does not end, and one that sends no line of ours', async (t) => {
    const endless = await taken(t, new TestHome(t), [Buffer.alloc(10 << 20, 'x')]);
    assert.deepEqual(endless, { messages: [], lost: 'EMSGSIZE' });
    const garbage = await taken(t, new TestHome(t), [Buffer.from('\0\x1b[2J\n{}\n[]\nnull\n"\n{"type":"hello"}\n')]);
    assert.deepEqual(garbage, { messages: [], lost: 'EOF' });
  });

  test('reads the same however the bytes are cut', async (t) => {
    const all = Buffer.from(MESSAGES.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const { messages } = await taken(
      t,
      new TestHome(t),
      Array.from(all, (byte) => Buffer.of(byte)),
    );
    assert.deepEqual(messages, MESSAGES);
  });
});

describe('the socket', () => {
  const refusal = (path: string): Promise<unknown> => {
    const server = new FeedServer(path, { greeting: () => [] });
    return server.start().then(
      () => server.stop(),
      ({ kind }: { kind: string }) => kind,
    );
  };

  test('never replaces a file, a directory or a link, and follows none', async (t) => {
    const rig = new TestHome(t);
    const file = join(rig.home, 'precious');
    writeFileSync(file, 'precious');
    assert.equal(await refusal(file), 'notSocket');
    assert.equal(readFileSync(file, 'utf8'), 'precious');
    for (const [name, goal] of [
      ['link', file],
      ['dangling', join(rig.home, 'none')],
    ] as const) {
      symlinkSync(goal, join(rig.home, name));
      assert.equal(await refusal(join(rig.home, name)), 'notSocket');
      assert.ok(lstatSync(join(rig.home, name)).isSymbolicLink());
    }
    assert.ok(!existsSync(join(rig.home, 'none')));
    assert.equal(await refusal(join(rig.home, 'logs')), 'notSocket');
  });

  test('is not made where others could put theirs in its place', async (t) => {
    const rig = new TestHome(t);
    const open = join(rig.home, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    assert.equal(await refusal(join(open, 'feed.sock')), 'unsafe');
    // As in /tmp: each removes only what is his own.
    chmodSync(open, 0o1777);
    assert.equal(await refusal(join(open, 'feed.sock')), undefined);
  });

  const asRoot = { skip: process.getuid?.() === 0 ? false : 'needs root, to be another user' };
  test('is closed to another user of the machine, and not made in his directory', asRoot, async (t) => {
    const rig = new TestHome(t);
    chmodSync(rig.home, 0o755);
    const server = new FeedServer(rig.socket, { greeting: () => [] });
    await server.start();
    t.after(() => server.stop());
    const code = `require('net').connect(${JSON.stringify(rig.socket)}).on('error', (e) => console.log(e.code)).on('connect', () => process.exit())`;
    const run = (uid: string) =>
      promisify(execFile)('setpriv', ['--reuid', uid, '--regid', uid, '--clear-groups', process.execPath, '-e', code]);
    assert.equal((await run('65534')).stdout, 'EACCES\n');
    assert.equal((await run('0')).stdout, '');
    const his = join(rig.home, 'his');
    mkdirSync(his);
    chownSync(his, 65534, 65534);
    assert.equal(await refusal(join(his, 'feed.sock')), 'unsafe');
  });

  test('in a new directory: that one for its owner only, the socket for the group', async (t) => {
    const rig = new TestHome(t);
    const path = join(rig.home, 'run', 'feed.sock');
    const server = new FeedServer(path, { greeting: () => [] });
    await server.start();
    t.after(() => server.stop());
    assert.equal(lstatSync(join(rig.home, 'run')).mode & 0o777, 0o700);
    assert.equal(lstatSync(path).mode & 0o777, 0o660);
  });
});

test('a user without a name (a container, a service of its own) has a place for the feed too', {
  skip: process.getuid?.() === 0 ? false : 'only root can become such a user',
}, async () => {
  const program = `
    const { defaultSocket } = await import(${JSON.stringify(moduleFile('src/feed/path'))});
    process.setuid(54321);
    console.log(defaultSocket({}));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  assert.match(stdout, /linky-monitor-54321\/feed\.sock\n$/);
});
