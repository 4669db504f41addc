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
import fc from 'fast-check';
import { FeedClient } from '../../src/feed/client.ts';
import type { FeedMessage } from '../../src/feed/messages.ts';
import { parseMessage } from '../../src/feed/parse.ts';
import { FeedServer } from '../../src/feed/server.ts';
import { moduleFile } from '../support/paths.ts';
import { TestHome, until } from '../support/program.ts';

const AT = '2026-11-23T17:22:14.123+01:00';
const MESSAGES: Readonly<Record<string, unknown>>[] = [
  { type: 'hello', protocol: 1, version: '1.0.0', pid: 812, started: AT, mode: null, contract: 'EJP', logs: '/x' },
  { type: 'history', fields: ['at', 'papp', 'pinj', 'iinst'], samples: [[1, 2, null, 3]] },
  {
    type: 'sample',
    at: AT,
    contract: 'EJP',
    period: 'HN',
    papp: 1230,
    iinst: 5,
    pinj: 0,
    pinjEstimated: true,
    indexes: { HN: 688322, HPM: 80072 },
    ejp: { active: false, notice: { startsInMinutes: 30 } },
    overload: null,
  },
  { type: 'record', line: '2026/11/23 17:22:14 DATA …' },
  {
    type: 'status',
    state: 'receiving',
    since: AT,
    input: '/dev/ttyAMA0',
    mode: 'historique',
    frames: 1042,
    rejected: { checksum: 3, parity: 0, format: 0, implausible: 0 },
    clients: 2,
  },
];

describe('a message of the feed', () => {
  test('is taken in the form of the design, with fields that nobody knows yet', () => {
    for (const message of MESSAGES) {
      assert.deepEqual(parseMessage(JSON.stringify(message)), message);
      const later = { ...message, news: { of: ['later'] } };
      assert.deepEqual(parseMessage(JSON.stringify(later)), later);
    }
  });

  test('is none where a field has another kind, whatever it is', () => {
    for (const message of MESSAGES) {
      for (const name of Object.keys(message)) {
        fc.assert(
          fc.property(fc.constantFrom([], {}, [[]], { toString: 1 }), (value) => {
            const isMap = name === 'indexes' || name === 'samples' || name === 'fields';
            const read = parseMessage(JSON.stringify({ ...message, [name]: value }));
            assert.ok(read === undefined || isMap);
          }),
          { numRuns: 20 },
        );
      }
    }
    for (const type of ['constructor', '__proto__', 'toString', '', 'refused']) {
      assert.equal(parseMessage(JSON.stringify({ ...MESSAGES[0], type })), undefined, type);
    }
  });

  test('nests as deep as it must, and a deeper one costs nothing', () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000);
    const status = JSON.stringify(MESSAGES[4]);
    assert.equal(parseMessage(`${status.slice(0, -1)},"x":${deep}}`), undefined);
    assert.ok(parseMessage(`${status.slice(0, -1)},"x":"[[[[[[[[[[[[ \\" {{{{{{{{{"}`));
  });
});

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
