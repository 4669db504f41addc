import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { namesLogs } from '../../src/cli/commands/tui.ts';
import { pathsOf } from '../../src/cli/paths.ts';
import { daemonOptions } from '../../src/cli/service/request.ts';

test("the conf of a home is LinkyAcq.conf; LinkyAqc.conf, as some Perl homes have it, where that isn't there", (t) => {
  const home = mkdtempSync(join(tmpdir(), 'linky-paths-'));
  t.after(() => rmSync(home, { recursive: true }));
  const conf = (name: string): string => join(home, 'conf', name);
  const found = () => pathsOf({ home }, {});
  assert.equal(found().conf, conf('LinkyAcq.conf'));
  mkdirSync(join(home, 'conf'));
  writeFileSync(conf('LinkyAqc.conf'), 'NB_PAPP 4\n');
  assert.deepEqual([found().conf, found().settings.NB_PAPP], [conf('LinkyAqc.conf'), 4]);
  assert.deepEqual(daemonOptions(found(), false), []);
  writeFileSync(conf('LinkyAcq.conf'), 'NB_PAPP 5\n');
  assert.deepEqual([found().conf, found().settings.NB_PAPP], [conf('LinkyAcq.conf'), 5]);
});

test('a home or a directory of logs that is named wins over the one that the daemon names', () => {
  assert.ok(namesLogs({ home: '/srv/linky' }));
  assert.ok(namesLogs({ logs: '/srv/logs' }));
  assert.ok(!namesLogs({ socket: '/run/linky-monitor/feed.sock' }));
});
