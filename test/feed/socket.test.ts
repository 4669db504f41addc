/* Who may serve the feed's socket: one daemon, whatever lies at its path, whoever was killed before. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { FeedServer } from '../../src/feed/server.ts';
import { type Lock, takeLock } from '../../src/host/lock.ts';
import { CLI } from '../support/paths.ts';
import { TestHome, until } from '../support/program.ts';

const QUIET = [() => [], () => undefined] as const;

/** A process that has ended, as a lock names it. */
async function deadName(): Promise<string> {
  const child = spawn('true');
  await once(child, 'exit');
  return `${child.pid}-1`;
}

/** Leaves a socket that nobody serves, as a kill -9 does. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer();
  await once(server.listen(`${path}.live`), 'listening');
  // Node removes the name that it made.
  renameSync(`${path}.live`, path);
  await new Promise((resolve) => server.close(resolve));
}

describe('one daemon a socket', () => {
  test('of five daemons that start at once, on a socket that was left, one stays', async (t) => {
    const home = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    await leaveSocket(home.socket);
    symlinkSync(await deadName(), `${home.socket}.lock`);
    const runs = Array.from({ length: 5 }, () => home.start('daemon', '--input', 'sim:ejp?speed=10'));
    const ended = () => runs.filter(({ code }) => code !== undefined);
    await until(() => ended().length === 4);
    const [stays] = runs.filter(({ code }) => code === undefined);
    for (const { code, err } of ended()) {
      assert.equal(code, 1);
      assert.match(err, /^linky-monitor: un démon \(pid \d+\) sert déjà .*\n$/);
    }
    await until(() => home.data().length >= 3);
    assert.equal(home.log().filter((line) => / démarré/.test(line)).length, 1);
    stays?.child.kill('SIGTERM');
    assert.equal(await stays?.ended, 0);
    assert.deepEqual(readdirSync(home.home).sort(), ['conf', 'logs']);
  });

  test('while its socket is not there, too, a second daemon leaves', async (t) => {
    const home = new TestHome(t);
    const first = await home.daemon('--input', 'sim:day');
    rmSync(home.socket);
    const second = home.start('daemon', '--input', 'sim:day');
    assert.equal(await second.ended, 1);
    assert.match(second.err, new RegExp(`pid ${first.child.pid}`));
  });

  test('after kill -9 the next one serves the socket at once', async (t) => {
    const home = new TestHome(t);
    const first = await home.daemon('--input', 'sim:day');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await home.daemon('--input', 'sim:day');
    const [hello] = await home.listen((messages) => messages.length > 0);
    assert.equal(hello?.['pid'], second.child.pid);
  });

  test('where there can be no directory for it, the daemon says so in a line and ends', async (t) => {
    const home = new TestHome(t, 'FEED_SOCKET /proc/none/feed.sock\n');
    const daemon = spawn(process.execPath, [CLI, 'daemon', '--home', home.home, '--input', 'sim:day']);
    const said: Buffer[] = [];
    daemon.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    const [code] = await once(daemon, 'close');
    assert.equal(code, 1);
    assert.match(
      Buffer.concat(said).toString(),
      /^linky-monitor: socket impossible.*\/proc\/none\/feed\.sock \(ENOENT\).*\n$/,
    );
  });
});

describe('the place of the socket', () => {
  const IN_THE_WAY: Readonly<Record<string, (path: string) => unknown>> = {
    'a file': (path) => writeFileSync(path, 'precious'),
    'a link': (path) => symlinkSync('/dev/null', path),
    'a directory': (path) => mkdirSync(path),
    'a socket that somebody serves': (path) => once(createServer().listen(path).unref(), 'listening'),
  };
  for (const [name, put] of Object.entries(IN_THE_WAY)) {
    test(`${name} in its place is noticed, and stays when the daemon ends`, async (t) => {
      const { socket: path } = new TestHome(t);
      const server = new FeedServer(path, ...QUIET);
      await server.start();
      assert.deepEqual([server.displacement], [undefined]);
      rmSync(path);
      assert.equal(server.displacement?.detail, 'ENOENT');
      await put(path);
      assert.equal(server.displacement?.kind, 'replaced');
      const before = lstatSync(path).ino;
      await assert.rejects(server.start(), { name: 'FeedError' });
      await server.stop();
      assert.equal(lstatSync(path).ino, before);
    });
  }

  test('a socket in its place that nobody serves is replaced', async (t) => {
    const { socket: path } = new TestHome(t);
    const server = new FeedServer(path, ...QUIET);
    await server.start();
    rmSync(path);
    await leaveSocket(path);
    assert.equal(server.displacement?.kind, 'replaced');
    await server.start();
    assert.deepEqual([server.displacement], [undefined]);
    await server.stop();
  });
});

describe('a lock', () => {
  const lockIn = (t: TestContext): string => join(new TestHome(t).home, 'a.lock');

  test('is held until it is given back', (t) => {
    const path = lockIn(t);
    const lock = takeLock(path) as Lock;
    assert.equal(lock.isHeld(), true);
    lock.release();
    assert.throws(() => readlinkSync(path), { code: 'ENOENT' });
  });

  test('of a running process is left to it', async (t) => {
    const path = lockIn(t);
    const locker = `import { takeLock } from ${JSON.stringify(new URL('../../src/host/lock.js', import.meta.url).href)};
      takeLock(${JSON.stringify(path)}); console.log('taken'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', locker]);
    t.after(() => other.kill());
    await once(other.stdout, 'data');
    assert.equal(takeLock(path), other.pid);
    other.kill('SIGKILL');
    await once(other, 'exit');
    assert.equal(typeof takeLock(path), 'object');
  });

  test('of a dead process is broken, also where one that was breaking it has died', async (t) => {
    const path = lockIn(t);
    const [dead, breaker] = [await deadName(), await deadName()];
    symlinkSync(dead, path);
    symlinkSync(breaker, `${path}.${dead}`);
    assert.equal((takeLock(path) as Lock).isHeld(), true);
    assert.deepEqual(
      readdirSync(join(path, '..')).filter((name) => name.startsWith('a.lock')),
      ['a.lock'],
    );
  });

  test('that is none is left alone: a file, a link that leads somewhere', (t) => {
    const path = lockIn(t);
    symlinkSync('/etc/../tmp/x', path);
    assert.throws(() => takeLock(path), { code: 'EINVAL' });
    rmSync(path);
    writeFileSync(path, '1-1');
    assert.throws(() => takeLock(path), { code: 'EINVAL' });
  });
});
