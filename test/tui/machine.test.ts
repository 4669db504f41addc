/* What the screen advises where there is no daemon, no log or no price: only what works on that machine. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UNIT } from '../../src/host/unit.ts';
import { examineMachine, type MachineRequest } from '../../src/tui/files/machine.ts';
import type { Machine } from '../../src/tui/model/machine.ts';
import { afterLost, initialState } from '../../src/tui/model/state.ts';
import { daemonAdvice } from '../../src/tui/views/first-use.ts';
import { viewModelOf } from '../../src/tui/views/view-model.ts';
import { directory, FakeHost, type Tree } from '../support/fake-host.ts';
import { machine, NOW } from '../support/screen-situations.ts';

const INSTALLED = '/usr/lib/node_modules/linky-monitor';
const CLONE = '/home/pi/linky-monitor';

/** A machine with node in /usr/bin, a clone and its logs in pi's home, which are his own. */
const TREE: Tree = {
  '/etc/passwd': 'root:x:0:0::/root:/bin/bash\npi:x:1000:1000::/home/pi:/bin/bash\n',
  '/etc/group': 'root:x:0:\nlinky:x:990:\npi:x:1000:\n',
  '/usr/bin/node': '',
  [`${CLONE}/dist/src/cli.js`]: '',
  [`${CLONE}/conf/tariffs.conf`]: '',
  [`${CLONE}/logs`]: directory({ uid: 1000 }),
};
const SYSTEMD: Tree = { '/run/systemd/system': directory() };
const PACKAGE: Tree = {
  [`${INSTALLED}/dist/src/cli.js`]: '',
  [`${INSTALLED}/conf/tariffs.conf`]: '',
  '/usr/bin/linky-monitor': { link: `${INSTALLED}/dist/src/cli.js` },
};
const STATE = '/var/lib/linky-monitor';
const installed: Partial<MachineRequest> = {
  program: { cli: `${INSTALLED}/dist/src/cli.js`, directory: INSTALLED },
  ...{ cwd: '/home/pi', logs: `${STATE}/logs`, pricesFile: `${STATE}/conf/tariffs.conf` },
};

function examined(tree: Tree, request: Partial<MachineRequest> = {}, uid = 1000): Machine {
  const host = new FakeHost({ ...TREE, ...tree }, { uid, groups: [uid] });
  return examineMachine(
    {
      ...{ env: { PATH: '/usr/local/bin:/usr/bin' }, node: '/usr/bin/node', cwd: CLONE },
      program: { cli: `${CLONE}/dist/src/cli.js`, directory: CLONE },
      ...{ socket: '/run/linky-monitor/feed.sock', logs: `${CLONE}/logs`, pricesFile: `${CLONE}/conf/tariffs.conf` },
      ...request,
    },
    host,
  );
}

/** The commands, or the words where there is none, of a screen whose daemon is absent. */
function advice(here: Machine, code = 'ENOENT'): string[] {
  const lost = { code, path: '/run/linky-monitor/feed.sock', attempt: 1, retryAt: NOW };
  const state = afterLost({ ...initialState(NOW), machine: here }, lost, NOW);
  return daemonAdvice(viewModelOf(state, NOW, 'en')).map(({ words, command = words }) => command);
}

describe('advice where no daemon answers', () => {
  test('an installed package without a service: install that; nothing that its user has no right to', () => {
    assert.deepEqual(advice(examined({ ...SYSTEMD, ...PACKAGE }, installed)), [
      'sudo linky-monitor service install',
      'linky-monitor demo',
    ]);
  });

  test('a clone: by the path from where we are, and to be tried as this user', () => {
    assert.deepEqual(advice(examined(SYSTEMD)), [
      'sudo node dist/src/cli.js service install',
      'node dist/src/cli.js daemon',
      'node dist/src/cli.js demo',
    ]);
    const elsewhere = advice(examined(SYSTEMD, { cwd: '/home/pi' }));
    assert.equal(elsewhere[1], `node ${CLONE}/dist/src/cli.js daemon`);
    const closed = examined({ ...SYSTEMD, [`${CLONE}/logs`]: directory() });
    assert.deepEqual(advice(closed).slice(1), ['node dist/src/cli.js demo'], 'its logs are of another user');
  });

  test('a node that sudo does not find is named by its path; root needs no sudo', () => {
    const nvm = '/home/pi/.nvm/bin/node';
    const request = { node: nvm, env: { PATH: '/home/pi/.nvm/bin:/usr/bin' } };
    const here = examined({ ...SYSTEMD, [nvm]: '' }, request);
    assert.deepEqual(advice(here).slice(0, 2), [
      `sudo ${nvm} dist/src/cli.js service install`,
      'node dist/src/cli.js daemon',
    ]);
    assert.equal(advice(examined(SYSTEMD, {}, 0))[0], 'node dist/src/cli.js service install');
  });

  test('the service is there: start it; after a dead daemon, which left its socket, again', () => {
    const here = examined({ ...SYSTEMD, ...PACKAGE, [UNIT]: '' }, installed);
    assert.equal(advice(here)[0], 'sudo systemctl start linky-monitor');
    assert.equal(advice(here, 'ECONNREFUSED')[0], 'sudo systemctl restart linky-monitor');
  });

  test('without systemd: the daemon by hand, and rc.local', () => {
    assert.deepEqual(advice(examined({})).slice(0, 2), [
      'node dist/src/cli.js daemon',
      'node dist/src/cli.js service rc.local',
    ]);
  });

  test('a socket that is closed to this account: the group that may use it, or a new login', () => {
    const closed: Tree = {
      ...{ ...SYSTEMD, ...PACKAGE, [UNIT]: '' },
      '/run/linky-monitor': directory({ mode: 0o750, uid: 990, gid: 990 }),
      '/run/linky-monitor/feed.sock': { kind: 'other', mode: 0o660, uid: 990, gid: 990 },
    };
    assert.deepEqual(advice(examined(closed, installed), 'EACCES'), ['sudo usermod -aG linky pi', 'then log in again']);
    const member = { ...closed, '/etc/group': 'root:x:0:\nlinky:x:990:pi\n' };
    assert.match(advice(examined(member, installed), 'EACCES')[0] ?? '', /in the group linky: log out/);
    assert.match(advice(machine, 'EOWNER')[0] ?? '', /another account.*--socket/);
  });
});

test('prices are copied from the program’s own, with what that needs here; nothing is said where there are some', () => {
  assert.equal(examined(SYSTEMD).pricesCommand, undefined);
  const to = `${STATE}/conf/tariffs.conf`;
  const from = `${INSTALLED}/conf/tariffs.conf`;
  assert.equal(examined(PACKAGE, installed).pricesCommand, `sudo install -D -m 644 ${from} ${to}`);
  const there = { ...PACKAGE, [`${STATE}/conf`]: directory() };
  assert.equal(examined(there, installed).pricesCommand, `sudo cp ${from} ${to}`);
  const own = { ...PACKAGE, [`${STATE}/conf`]: directory({ uid: 1000 }) };
  assert.equal(examined(own, installed).pricesCommand, `cp ${from} ${to}`);
});
