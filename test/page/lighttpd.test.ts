process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runAll } from '../support/command-lines.ts';
import { writePageLogs } from '../support/page-logs.ts';
import { root } from '../support/paths.ts';

const LIGHTTPD = '/usr/sbin/lighttpd';

/** What src/page/README.md has for lighttpd, with another directory. */
function shownConf(site: string): string {
  const [, conf = ''] = /```lighttpd\n([^`]*)```/.exec(readFileSync(join(root, 'src/page/README.md'), 'utf8')) ?? [];
  assert.match(conf, /\/run\/linky-pages\//);
  return conf.replaceAll('/run/linky-pages/', `${site}/`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

test('lighttpd shows the site with what src/page/README.md has for it, and nothing of what is kept beside it', {
  skip: existsSync(LIGHTTPD) ? false : `${LIGHTTPD} is not there (apt install lighttpd)`,
}, async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-lighttpd-'));
  t.after(() => rmSync(home, { recursive: true }));
  writePageLogs(home, { from: '2026-11-17', to: '2026-11-18' });
  const site = join(home, 'site');
  assert.equal(runAll([['pages', site, '--home', home]])[0]?.status, 0);
  const port = await freePort();
  const conf = join(home, 'lighttpd.conf');
  // Of Debian's own configuration, what this needs: its modules, and the types that it makes a file of.
  const types = spawnSync('/usr/share/lighttpd/create-mime.conf.pl', { encoding: 'utf8' }).stdout;
  const modules = 'server.modules = ( "mod_indexfile", "mod_access", "mod_alias", "mod_redirect" )';
  const server = `server.document-root = "${home}"\nserver.bind = "127.0.0.1"\nserver.port = ${port}`;
  writeFileSync(conf, `${modules}\n${server}\n${types}\n${shownConf(site)}`);
  const lighttpd = spawn(LIGHTTPD, ['-D', '-f', conf], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  lighttpd.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  t.after(async () => {
    lighttpd.kill('SIGKILL');
    if (lighttpd.exitCode === null && lighttpd.signalCode === null) await once(lighttpd, 'exit');
  });
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);
  for (let tries = 0; ; tries++) {
    if (
      await get('/linky/').then(
        () => true,
        () => false,
      )
    )
      break;
    assert.ok(tries < 200 && lighttpd.exitCode === null, said);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const index = await get('/linky/');
  assert.equal(index.status, 200);
  assert.match(index.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(await index.text(), readFileSync(join(site, 'index.html'), 'utf8'));
  assert.equal((await get('/linky/2026-11-18.html')).status, 200);
  assert.equal((await get('/linky/.linky-monitor-pages')).status, 403);
});
