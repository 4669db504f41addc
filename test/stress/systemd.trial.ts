import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../support/paths.ts';
import { addResult } from './table.ts';

/*
 * `service install` and the watchdog under a real systemd, booted in a container of $DEBIAN_TREE, which stays as it is:
 *
 *   debootstrap --variant=minbase --include=systemd,systemd-sysv bookworm DIR
 *   DEBIAN_TREE=DIR npm run test:stress -- systemd
 */
const TREE = process.env['DEBIAN_TREE'];
const LACKS = [
  ...(process.getuid?.() === 0 ? [] : ['root']),
  ...(spawnSync('systemd-nspawn', ['--version']).status === 0 ? [] : ['systemd-nspawn']),
  ...(TREE === undefined ? ['$DEBIAN_TREE'] : []),
];
const CLI = '/opt/linky-monitor/dist/src/cli.js';
const DROP_IN = '/etc/systemd/system/linky-monitor.service.d';

test('installed in a booted Debian, a daemon that hangs is restarted by the watchdog', {
  skip: LACKS.length > 0 ? `needs ${LACKS.join(', ')}` : false,
}, async (t) => {
  const binds = [`--bind-ro=${root}:/opt/linky-monitor`, `--bind-ro=${process.execPath}:/usr/local/bin/node`];
  const words = [
    '--register=no',
    '--keep-unit',
    '--private-network',
    '--link-journal=no',
    '--volatile=overlay',
    ...binds,
  ];
  const container = spawn('systemd-nspawn', [...words, '-b', '-D', String(TREE)], { stdio: 'ignore' });
  t.after(async () => {
    container.kill('SIGKILL');
    if (container.exitCode === null && container.signalCode === null) await once(container, 'exit');
  });
  let leader: string | undefined;
  const inside = (...command: string[]): { status: number | null; out: string } => {
    const path = 'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const { status, stdout, stderr } = spawnSync('nsenter', ['-t', leader ?? '', '-a', 'env', path, ...command], {
      encoding: 'utf8',
    });
    return { status, out: `${stdout}${stderr}` };
  };
  const cli = (...command: string[]) => inside('node', CLI, ...command, '--home', '/var/lib/linky-monitor');
  const shown = (property: string): string =>
    inside('systemctl', 'show', 'linky-monitor', '--value', `--property=${property}`).out.trim();
  const reached = async (what: () => boolean): Promise<void> => {
    const end = performance.now() + 120_000;
    while (!what()) {
      assert.ok(performance.now() < end, `${what}\n${inside('journalctl', '-n', '30', '--no-pager').out}`);
      await sleep(200);
    }
  };

  await reached(() => {
    leader = childOf(container.pid ?? 0);
    return leader !== undefined && /running|degraded/.test(inside('systemctl', 'is-system-running').out);
  });
  inside('sh', '-c', `mkdir -p ${DROP_IN} && printf '[Service]\\nWatchdogSec=6\\n' > ${DROP_IN}/short.conf`);
  const installed = cli('service', 'install', '--yes');
  assert.equal(installed.status, 0, installed.out);
  inside('sh', '-c', 'echo INPUT_DEV sim:day > /var/lib/linky-monitor/conf/LinkyAcq.conf');
  inside('systemctl', 'restart', 'linky-monitor');
  // A state that systemd was told with a sign of life.
  await reached(() => shown('StatusText') === 'en direct');
  assert.match(cli('service', 'install', '--yes').out, /rien à faire/);
  assert.equal(cli('service', 'status').status, 0);
  const exposure = /exposure level for .*: (\S+)/.exec(inside('systemd-analyze', 'security', 'linky-monitor').out)?.[1];
  assert.ok(Number(exposure) <= 1, `exposure ${exposure}`);

  const before = shown('MainPID');
  const hung = performance.now();
  inside('sh', '-c', `kill -STOP ${before}`);
  await reached(() => shown('MainPID') !== before && shown('ActiveState') === 'active');
  const worstMs = performance.now() - hung;
  assert.equal(shown('NRestarts'), '1');
  assert.match(inside('journalctl', '-u', 'linky-monitor', '--no-pager').out, /Watchdog timeout/);
  addResult(t, { trial: 'hung daemon under systemd, WatchdogSec=6', count: 1, lost: 0, damaged: 0, worstMs });

  assert.equal(cli('service', 'uninstall', '--yes').status, 0);
  assert.equal(cli('service', 'status').status, 3);
  assert.match(inside('ls', '/var/lib/linky-monitor/logs').out, /LinkyMonitor_\d{4}_\d\d_\d\d\.log/);
});

/** The first process inside: the only child of systemd-nspawn. */
function childOf(parent: number): string | undefined {
  return readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    } catch {
      return false;
    }
  });
}
