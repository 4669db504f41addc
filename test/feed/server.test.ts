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
import { FeedClient, type FeedClientEvents } from '../../src/feed/client.ts';
import type { FeedMessage } from '../../src/feed/messages.ts';
import { FeedServer } from '../../src/feed/server.ts';
import { MESSAGES } from '../support/feed-messages.ts';
import { TestHome, until } from '../support/program.ts';

/** What a server is made with that greets with nothing. */
const QUIET = [() => [], () => undefined] as const;

/** The messages that a client reads from a server that sends these bytes, and why it lost the server. */
async function readBy(t: TestContext, pieces: readonly Buffer[], unwanted?: FeedMessage['type']) {
  const { socket: path } = new TestHome(t);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const messages: FeedMessage[] = [];
  let lost: string | undefined;
  const events: FeedClientEvents = {
    connected: () => undefined,
    message: (message) => messages.push(message),
    lost: ({ code }) => {
      lost = code;
      client.stop();
    },
  };
  const client = new FeedClient(path, events, unwanted);
  t.after(() => client.stop());
  t.after(() => server.close());
  client.start();
  await until(() => lost !== undefined);
  return { messages, lost };
}

describe('the client of the feed', () => {
  test('a client drops a server whose line does not end, and ignores lines that are no message', async (t) => {
    const endless = await readBy(t, [Buffer.alloc(10 << 20, 'x')]);
    assert.deepEqual(endless, { messages: [], lost: 'EMSGSIZE' });
    const garbage = await readBy(t, [Buffer.from('\0\x1b[2J\n{}\n[]\nnull\n"\n{"type":"hello"}\n')]);
    assert.deepEqual(garbage, { messages: [], lost: 'EOF' });
  });

  test('a client reads the same messages when the bytes come one by one', async (t) => {
    const all = Buffer.from(MESSAGES.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const { messages } = await readBy(
      t,
      Array.from(all, (byte) => Buffer.of(byte)),
    );
    assert.deepEqual(messages, MESSAGES);
  });

  test('a client passes over what it does not want, as a daemon writes it', async (t) => {
    const all = Buffer.from(MESSAGES.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const { messages } = await readBy(t, [all], 'history');
    assert.ok(MESSAGES.some(({ type }) => type === 'history'));
    assert.deepEqual(
      messages,
      MESSAGES.filter(({ type }) => type !== 'history'),
    );
  });
});

describe('the socket of the feed', () => {
  /** Why the feed cannot be served at a path; undefined where it can. */
  const refusal = (path: string): Promise<unknown> => {
    const server = new FeedServer(path, ...QUIET);
    return server.start().then(
      () => server.stop(),
      ({ kind }: { kind: string }) => kind,
    );
  };

  test('the socket never replaces a file, a directory or a link, and follows no link', async (t) => {
    const home = new TestHome(t);
    const file = join(home.home, 'precious');
    writeFileSync(file, 'precious');
    assert.equal(await refusal(file), 'notSocket');
    assert.equal(readFileSync(file, 'utf8'), 'precious');
    for (const [name, goal] of [
      ['link', file],
      ['dangling', join(home.home, 'none')],
    ] as const) {
      symlinkSync(goal, join(home.home, name));
      assert.equal(await refusal(join(home.home, name)), 'notSocket');
      assert.ok(lstatSync(join(home.home, name)).isSymbolicLink());
    }
    assert.ok(!existsSync(join(home.home, 'none')));
    assert.equal(await refusal(join(home.home, 'logs')), 'notSocket');
  });

  test('the socket is not made where others could put theirs in its place', async (t) => {
    const home = new TestHome(t);
    const open = join(home.home, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    assert.equal(await refusal(join(open, 'feed.sock')), 'unsafe');
    // As in /tmp: each removes only what is his own.
    chmodSync(open, 0o1777);
    assert.equal(await refusal(join(open, 'feed.sock')), undefined);
  });

  const asRoot = { skip: process.getuid?.() === 0 ? false : 'needs root, to be another user' };
  test('the socket is closed to another user of the machine, and not made in his directory', asRoot, async (t) => {
    const home = new TestHome(t);
    chmodSync(home.home, 0o755);
    const server = new FeedServer(home.socket, ...QUIET);
    await server.start();
    t.after(() => server.stop());
    const code = `require('net').connect(${JSON.stringify(home.socket)}).on('error', (e) => console.log(e.code)).on('connect', () => process.exit())`;
    const run = (uid: string) =>
      promisify(execFile)('setpriv', ['--reuid', uid, '--regid', uid, '--clear-groups', process.execPath, '-e', code]);
    assert.equal((await run('65534')).stdout, 'EACCES\n');
    assert.equal((await run('0')).stdout, '');
    const his = join(home.home, 'his');
    mkdirSync(his);
    chownSync(his, 65534, 65534);
    assert.equal(await refusal(join(his, 'feed.sock')), 'unsafe');
  });

  test('the socket is open to the group, its new directory to the owner only', async (t) => {
    const home = new TestHome(t);
    const path = join(home.home, 'run', 'feed.sock');
    const server = new FeedServer(path, ...QUIET);
    await server.start();
    t.after(() => server.stop());
    assert.equal(lstatSync(join(home.home, 'run')).mode & 0o777, 0o700);
    assert.equal(lstatSync(path).mode & 0o777, 0o660);
  });
});
