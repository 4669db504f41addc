import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { test } from 'node:test';
import { defaultSocket, FOREIGN, isForeign } from '../../src/feed/path.ts';
import { queryDaemon } from '../../src/feed/query.ts';
import { moduleFile } from '../support/paths.ts';

const me = process.getuid?.() ?? 0;

test('in the temporary directory a reader trusts a socket of its own user or of root; elsewhere, any that was named', () => {
  const own = defaultSocket({});
  assert.equal(
    isForeign(own, () => me),
    false,
  );
  assert.equal(
    isForeign(own, () => 0),
    false,
  );
  assert.equal(
    isForeign(own, () => me + 1),
    true,
  );
  for (const path of ['/run/linky-monitor/feed.sock', defaultSocket({ XDG_RUNTIME_DIR: '/run/user/1' })]) {
    assert.equal(
      isForeign(path, () => me + 1),
      false,
    );
  }
  assert.equal(
    isForeign(own, () => {
      throw new Error('ENOENT');
    }),
    false,
  );
});

test('a user that is not in /etc/passwd has a default socket too', {
  skip: me === 0 ? false : 'only root can become another user',
}, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'linky-uid-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  // A copy that this user may read.
  const path = moduleFile('src/feed/path');
  const copy = join(folder, `path.m${extname(path).slice(1)}`);
  copyFileSync(path, copy);
  const code = `import { defaultSocket } from ${JSON.stringify(copy)}; console.log(defaultSocket({}));`;
  const [node, args] = [process.execPath, ['--input-type=module', '-e', code]];
  const { stdout, stderr } = spawnSync(node, args, { uid: 424_242, gid: 424_242, cwd: '/', encoding: 'utf8' });
  assert.deepEqual([stdout, stderr], [`${join(tmpdir(), 'linky-monitor-424242', 'feed.sock')}\n`, '']);
});

test("another user's daemon at our default socket in the temporary directory is not read", {
  skip: me === 0 ? false : 'only root can give a directory away',
}, async (t) => {
  const { TMPDIR: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'linky-path-'));
  process.env['TMPDIR'] = folder;
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });
  const socket = defaultSocket({});
  mkdirSync(dirname(socket));
  let readers = 0;
  const server = createServer((reader) => {
    readers++;
    reader.destroy();
  });
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  await assert.rejects(queryDaemon(socket), { message: 'EOF' });
  assert.equal(readers, 1);
  chownSync(dirname(socket), 12_345, 12_345);
  await assert.rejects(queryDaemon(socket), { message: FOREIGN });
  assert.equal(readers, 1);
});
