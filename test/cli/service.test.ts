import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import type { CliError } from '../../src/cli/errors.ts';
import { STATE } from '../../src/cli/service/account.ts';
import { assertFormerHome } from '../../src/cli/service/former.ts';
import { type MqttUnitInput, mqttUnitFile } from '../../src/cli/service/mqtt-unit.ts';
import { directoryOf, type PagesUnitInput, pagesUnitFile } from '../../src/cli/service/pages-unit.ts';
import { assertSite, installPlan } from '../../src/cli/service/plan.ts';
import { firstUnreadable, type InstallRequest } from '../../src/cli/service/request.ts';
import { type UnitInput, unitFile } from '../../src/cli/service/unit.ts';
import { RealMachine } from '../../src/host/machine.ts';
import { MQTT_UNIT, PAGES_UNIT, UNIT } from '../../src/host/unit.ts';
import { textsIn } from '../../src/text/index.ts';
import { directory, etc, FakeHost, type Tree } from '../support/fake-host.ts';
import { CLI } from '../support/paths.ts';

const t = textsIn('en').service;

const input: UnitInput = {
  node: '/usr/local/bin/node',
  cli: '/usr/local/lib/node_modules/linky-monitor/dist/src/cli.js',
  home: STATE,
  logs: `${STATE}/logs`,
  options: ['-l'],
  groups: ['dialout', 'i2c', 'gpio'],
  network: false,
  commands: [],
  metrics: undefined,
  systemd: 252,
};

const MODELS = '/usr/local/lib/node_modules/linky-monitor/conf';

const requestOf = (more: Partial<InstallRequest> = {}, unit: Partial<UnitInput> = {}): InstallRequest => ({
  unit: { ...input, ...unit },
  conf: `${STATE}/conf/LinkyAcq.conf`,
  prices: `${STATE}/conf/tariffs.conf`,
  models: MODELS,
  from: undefined,
  caller: 'pi',
  mqtt: undefined,
  dropsMqtt: false,
  pages: undefined,
  dropsPages: false,
  broker: undefined,
  ...more,
});

const mqtt: MqttUnitInput = {
  node: input.node,
  cli: input.cli,
  home: STATE,
  logs: `${STATE}/logs`,
  options: ['--socket', '/run/linky-monitor/feed.sock'],
  credentials: [{ name: 'mqtt-password', path: '/etc/linky/mqtt password' }],
  systemd: 252,
};

const pages: PagesUnitInput = {
  node: input.node,
  cli: input.cli,
  home: STATE,
  logs: `${STATE}/logs`,
  directory: '/var/www/linky pages',
  options: [],
  systemd: 252,
};

function machine(more: Tree = {}): FakeHost {
  const models = { [`${MODELS}/LinkyAcq.conf`]: '# shipped\n', [`${MODELS}/tariffs.conf`]: '# prices\n' };
  return new FakeHost({ ...etc(), '/var/lib/dpkg': directory(), ...models, ...more }, { uid: 0, groups: [0] });
}

/** Carries a plan out; gives what it said. */
function carryOut(on: FakeHost, what: InstallRequest): { steps: string[]; notes: readonly string[] } {
  const { steps, notes } = installPlan(on, what, t);
  for (const step of steps) step.run();
  return { steps: steps.map((step) => step.what), notes };
}

describe('service install', () => {
  test('a fresh machine: account, home, conf, unit; the caller may read; the second run has nothing to do', () => {
    const on = machine();
    const { notes } = carryOut(on, requestOf());
    assert.deepEqual(on.executed, [
      'groupadd --system linky',
      `useradd --system --gid linky --home-dir ${STATE} --no-create-home --shell /usr/sbin/nologin linky`,
      'usermod -aG linky pi',
      'systemctl daemon-reload',
      'systemctl enable linky-monitor.service',
    ]);
    assert.deepEqual(notes, ['pi: log out and in again, the group counts only from then on']);
    assert.equal(on.tree.get(`${STATE}/conf/LinkyAcq.conf`)?.text, '# shipped\n');
    for (const [path, mode] of [
      [STATE, 0o2750],
      [`${STATE}/conf`, 0o2770],
      [`${STATE}/logs`, 0o2770],
      [`${STATE}/conf/tariffs.conf`, 0o660],
    ] as const) {
      const { uid, gid, mode: is } = on.tree.get(path) ?? {};
      assert.deepEqual([path, uid, gid, is], [path, 900, 900, mode]);
    }
    assert.equal(on.tree.get(UNIT)?.text, unitFile(input));
    assert.deepEqual(carryOut(on, requestOf()), { steps: [], notes: [] });
  });

  test('an upgrade keeps conf and logs, and writes the unit only where it differs', () => {
    const on = machine();
    carryOut(on, requestOf());
    on.write(`${STATE}/conf/LinkyAcq.conf`, 'LINKY_MODE S\n');
    on.write(`${STATE}/logs/LinkyMonitor_2026_11_24.log`, 'a line\n');
    on.own(`${STATE}/logs/LinkyMonitor_2026_11_24.log`, { uid: 900, gid: 900 }, 0o660);
    const { steps } = carryOut(on, requestOf({}, { node: '/usr/bin/node' }));
    assert.deepEqual(steps, [`${UNIT}, written anew`, 'systemctl daemon-reload']);
    assert.equal(on.tree.get(`${STATE}/conf/LinkyAcq.conf`)?.text, 'LINKY_MODE S\n');
    assert.equal(on.tree.get(`${STATE}/logs/LinkyMonitor_2026_11_24.log`)?.text, 'a line\n');
    assert.ok(!on.tree.has(`${UNIT}.before`));
  });

  test('--mqtt: a unit of its own beside that of the daemon, which stays as it is; it goes again with --no-mqtt', () => {
    const on = machine();
    carryOut(on, requestOf());
    const daemon = on.tree.get(UNIT)?.text;
    const { steps, notes } = carryOut(on, requestOf({ mqtt }));
    assert.deepEqual(steps, [MQTT_UNIT, 'systemctl daemon-reload', 'systemctl enable linky-monitor-mqtt.service']);
    assert.deepEqual(notes, [
      `MQTT_URL is missing in ${STATE}/conf/LinkyAcq.conf: nothing is sent until it is there`,
      '/etc/linky/mqtt password does not exist: linky-monitor-mqtt.service does not start without it; make it, or remove its line of the conf and run service install again',
    ]);
    assert.equal(on.tree.get(UNIT)?.text, daemon);
    assert.equal(on.tree.get(MQTT_UNIT)?.text, mqttUnitFile(mqtt));
    on.write('/etc/linky/mqtt password', 'secret');
    assert.deepEqual(carryOut(on, requestOf({ mqtt, broker: 'mqtt://pi' })), { steps: [], notes: [] });
    const gone = carryOut(on, requestOf({ dropsMqtt: true })).steps;
    assert.deepEqual(gone, [
      ...['systemctl disable --now linky-monitor-mqtt.service', `${MQTT_UNIT} removed`, 'systemctl daemon-reload'],
    ]);
    assert.ok(!on.tree.has(MQTT_UNIT) && on.tree.get(UNIT)?.text === daemon);
  });

  test('--pages: the directory is of the daemon’s user, and the unit beside those there are; in memory systemd makes it', () => {
    const on = machine();
    carryOut(on, requestOf());
    assert.deepEqual(carryOut(on, requestOf({ pages })).steps, [
      ...['directory /var/www/linky pages, owned by linky', PAGES_UNIT, 'systemctl daemon-reload'],
      'systemctl enable linky-monitor-pages.service',
    ]);
    assert.equal(on.tree.get('/var/www/linky pages')?.mode, 0o755);
    assert.deepEqual(carryOut(on, requestOf({ pages })), { steps: [], notes: [] });
    assert.equal(directoryOf(on.tree.get(PAGES_UNIT)?.text), pages.directory);
    const inMemory = { ...pages, directory: '/run/linky-pages' };
    assert.deepEqual(carryOut(on, requestOf({ pages: inMemory })).steps, [
      ...[`${PAGES_UNIT}, written anew`, 'systemctl daemon-reload'],
    ]);
    assert.ok(carryOut(on, requestOf({ dropsPages: true })).steps.includes(`${PAGES_UNIT} removed`));
  });

  test('--pages refuses a directory that has files of others, or that does not last', () => {
    const on = machine({ '/var/www': directory(), '/var/www/index.html': { text: 'mine' }, '/srv/empty': directory() });
    const t = textsIn('en').service;
    const refused = (path: string): string => {
      try {
        assertSite(on, { pages: { ...pages, directory: path } }, t);
      } catch (error) {
        return (error as CliError).message;
      }
      return '';
    };
    assert.match(refused('/var/www'), /has other things than pages/);
    assert.match(refused('/run/linky-monitor'), /below \/run/);
    assert.match(refused('/run/a/b'), /below \/run/);
    for (const path of ['/srv/empty', '/srv/new', '/run/linky-pages']) assert.equal(refused(path), '');
  });

  test('a unit written by hand is kept beside', () => {
    const on = machine({ [UNIT]: '[Service]\nUser=pi\n' });
    carryOut(on, requestOf());
    assert.equal(on.tree.get(`${UNIT}.before`)?.text, '[Service]\nUser=pi\n');
    assert.equal(on.tree.get(UNIT)?.text, unitFile(input));
  });

  test("--from takes the Perl scripts' conf and logs as they are, and overwrites nothing", () => {
    const old = {
      '/home/pi/Linky/LinkyAcq.conf': 'NB_PAPP 4\n',
      '/home/pi/Linky/LinkyAcq.pl': 'print;\n',
      '/home/pi/Linky/logs/LinkyLog_2021_02_20.log': 'old\n',
      '/home/pi/Linky/logs/LinkyLog_2021_02_21.log.gz': 'zipped',
      '/home/pi/Linky/logs/notes.log': 'no log of a day\n',
    };
    const on = machine(old);
    const { steps } = carryOut(on, requestOf({ from: '/home/pi/Linky' }));
    assert.ok(steps.includes('2 logs copied from /home/pi/Linky'));
    assert.equal(on.tree.get(`${STATE}/conf/LinkyAcq.conf`)?.text, 'NB_PAPP 4\n');
    assert.equal(on.tree.get(`${STATE}/logs/LinkyLog_2021_02_20.log`)?.text, 'old\n');
    assert.ok(!on.tree.has(`${STATE}/logs/notes.log`));
    // The second time all is there: the newer content of both sides stays.
    on.write('/home/pi/Linky/LinkyAcq.conf', 'NB_PAPP 5\n');
    on.write(`${STATE}/logs/LinkyLog_2021_02_20.log`, 'ours\n');
    const again = carryOut(on, requestOf({ from: '/home/pi/Linky' }));
    assert.deepEqual(again.steps, []);
    assert.deepEqual(again.notes, [
      `${STATE}/conf/LinkyAcq.conf stays as it is; /home/pi/Linky/LinkyAcq.conf was not taken`,
      `2 already in ${STATE}/logs, not taken`,
    ]);
    assert.equal(on.tree.get(`${STATE}/logs/LinkyLog_2021_02_20.log`)?.text, 'ours\n');
  });

  test("--from finds the Perl scripts' bin/, conf/ and logs/, from any of them, and the other spelling of the conf", () => {
    const root = '/var/www/html/LinkyMonitor';
    const old = {
      [`${root}/bin/LinkyAcq.pl`]: 'print;\n',
      [`${root}/conf/LinkyAqc.conf`]: 'NB_PAPP 4\n',
      [`${root}/conf/tariffs.conf`]: '# mine\n',
      [`${root}/logs/LinkyLog_2021_02_20.log`]: 'old\n',
    };
    for (const from of [root, `${root}/bin`, `${root}/conf`, `${root}/logs`]) {
      const on = machine(old);
      assertFormerHome(on, from, t);
      const { steps, notes } = carryOut(on, requestOf({ from, caller: undefined }));
      assert.ok(
        steps.includes(`${STATE}/conf/LinkyAcq.conf, copied from ${root}/conf/LinkyAqc.conf`),
        steps.join('\n'),
      );
      assert.equal(on.tree.get(`${STATE}/conf/LinkyAcq.conf`)?.text, 'NB_PAPP 4\n');
      assert.equal(on.tree.get(`${STATE}/conf/tariffs.conf`)?.text, '# mine\n');
      assert.equal(on.tree.get(`${STATE}/logs/LinkyLog_2021_02_20.log`)?.text, 'old\n');
      assert.deepEqual(notes, []);
    }
  });

  test('--from of a directory that is not there, or has nothing to take, is wrong usage', () => {
    const on = machine({ '/srv/other/notes.log': 'x\n', '/srv/logs-only/Linky_2021_02_20.log': 'old\n' });
    const refusal = (from: string): object => {
      try {
        assertFormerHome(on, from, t);
      } catch (error) {
        const { message, code } = error as CliError;
        return [message.split(':')[0], code];
      }
      return [];
    };
    assert.deepEqual(refusal('/nope'), ['/nope does not exist', 2]);
    assert.deepEqual(refusal('/srv/other/notes.log'), ['/srv/other/notes.log is not a directory', 2]);
    assert.deepEqual(refusal('/srv/other'), ['no conf and no log found in /srv/other', 2]);
    assert.deepEqual(refusal('/srv/logs-only'), []);
    const { notes } = installPlan(on, requestOf({ from: '/srv/logs-only', caller: undefined }), t);
    assert.deepEqual(notes, ['/srv/logs-only: no conf LinkyAcq.conf, neither there nor in conf/']);
  });

  test('on the command line: refusals, the unit under --dry-run, nothing to uninstall', (c) => {
    const home = mkdtempSync(join(tmpdir(), 'linky-service-'));
    c.after(() => rmSync(home, { recursive: true, force: true }));
    const service = (...words: string[]) => {
      const all = [CLI, 'service', ...words, '--home', home, '--lang', 'fr'];
      const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
      return { status, stdout: stdout.replaceAll('\u00a0', ' '), stderr: stderr.replaceAll('\u00a0', ' ') };
    };
    assert.deepEqual(service('install', '--from', '/nope', '--dry-run'), {
      ...{ status: 2, stdout: '', stderr: 'linky-monitor: /nope n’existe pas\n' },
    });
    const empty = service('install', '--from', home);
    assert.equal(empty.status, 2);
    assert.match(empty.stderr, /aucune conf, aucun journal trouvé dans /);
    const dry = service('install', '--dry-run');
    if (!existsSync(UNIT)) {
      assert.equal(dry.status, 0, dry.stderr);
      assert.match(
        dry.stdout,
        /\n--- \/etc\/systemd\/system\/linky-monitor\.service\n# Written by.*\n[\s\S]*\nWantedBy=multi-user\.target\n---\n/,
      );
      const gone = service('uninstall', '--dry-run');
      assert.deepEqual([gone.status, gone.stdout], [0, `rien à ôter : ${UNIT} n’existe pas\n`]);
    }
  });

  test("in a clone of the user's: its logs stay his, and the daemon's group may write them", () => {
    const home = '/home/pi/linky-monitor';
    const log = `${home}/logs/LinkyMonitor_2026_11_24.log`;
    const mine = { uid: 1000, gid: 1000 };
    const on = machine({
      '/home/pi': directory(mine),
      [`${home}/logs`]: directory(mine),
      [`${home}/conf`]: directory(mine),
      [log]: { text: 'a line\n', ...mine, mode: 0o644 },
    });
    carryOut(
      on,
      requestOf(
        { conf: `${home}/conf/LinkyAcq.conf`, prices: `${home}/conf/tariffs.conf` },
        { home, logs: `${home}/logs`, cli: `${home}/dist/src/cli.js` },
      ),
    );
    const { uid, gid, mode, text } = on.tree.get(log) ?? {};
    assert.deepEqual([uid, gid, mode, text], [1000, 900, 0o664, 'a line\n']);
    assert.equal((on.tree.get(`${home}/logs`)?.mode ?? 0) & 0o2070, 0o2070);
    const unit = on.tree.get(UNIT)?.text ?? '';
    assert.match(unit, /^ReadWritePaths=\/home\/pi\/linky-monitor\/logs$/m);
    assert.match(unit, /^ProtectHome=read-only$/m);
    assert.doesNotMatch(unit, /StateDirectory/);
  });

  test('links that others may have put among the logs are told and left alone: root would open what they lead to', () => {
    const on = machine({
      '/etc/shadow': { text: 'secret\n', mode: 0o640, gid: 42 },
      '/home/pi/Linky/LinkyAcq.conf': { link: '/etc/shadow' },
      '/home/pi/Linky/LinkyLog_2021_02_20.log': { link: '/etc/shadow' },
    });
    carryOut(on, requestOf());
    on.tree.delete(`${STATE}/conf/LinkyAcq.conf`);
    on.tree.set(`${STATE}/logs/LinkyMonitor_2026_11_24.log`, { link: '/etc/shadow' });
    const { steps, notes } = carryOut(on, requestOf({ from: '/home/pi/Linky' }));
    assert.deepEqual(steps, [`${STATE}/conf/LinkyAcq.conf, copied from ${MODELS}/LinkyAcq.conf`]);
    assert.deepEqual(notes, [
      `${STATE}/logs/LinkyMonitor_2026_11_24.log is a link: left alone`,
      '/home/pi/Linky/LinkyAcq.conf is a link: left alone',
      '/home/pi/Linky/LinkyLog_2021_02_20.log is a link: left alone',
    ]);
    assert.deepEqual(on.tree.get('/etc/shadow'), { text: 'secret\n', mode: 0o640, gid: 42 });
    assert.equal(on.tree.get(`${STATE}/conf/LinkyAcq.conf`)?.text, '# shipped\n');
  });

  test('a second name of a file of somebody else is a link too; of its owner it is a backup', () => {
    const pi = { uid: 1000, gid: 1000 };
    const on = machine({
      '/home/pi/Linky': directory(pi),
      '/home/pi/Linky/LinkyLog_2021_02_20.log': { text: 'secret\n', mode: 0o640, names: 2 },
      '/home/pi/Linky/LinkyLog_2021_02_21.log': { text: 'a line\n', ...pi, names: 2 },
    });
    const { notes } = carryOut(on, requestOf({ from: '/home/pi/Linky' }));
    assert.ok(notes.includes('/home/pi/Linky/LinkyLog_2021_02_20.log is a link: left alone'), notes.join('\n'));
    assert.equal(on.tree.get(`${STATE}/logs/LinkyLog_2021_02_20.log`), undefined);
    assert.equal(on.tree.get(`${STATE}/logs/LinkyLog_2021_02_21.log`)?.text, 'a line\n');
  });

  test('the real machine neither gives away nor copies what a link leads to', (c) => {
    const folder = mkdtempSync(join(tmpdir(), 'linky-own-'));
    c.after(() => rmSync(folder, { recursive: true, force: true }));
    const [file, link, copy] = ['file', 'link', 'copy'].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(file, 'text\n', { mode: 0o600 });
    symlinkSync(file, link);
    const real = new RealMachine();
    const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    assert.throws(() => real.own(link, me, 0o660), { code: 'ELOOP' });
    assert.throws(() => real.copy(link, copy), { code: 'ELOOP' });
    assert.equal(statSync(file).mode & 0o777, 0o600);
    real.copy(file, copy);
    real.own(copy, me, 0o660);
    real.own(folder, me, 0o2770);
    assert.equal(readFileSync(copy, 'utf8'), 'text\n');
    assert.deepEqual([statSync(copy).mode & 0o777, statSync(folder).mode & 0o7777], [0o660, 0o2770]);
    assert.throws(() => real.copy(file, copy), { code: 'EEXIST' });
  });

  test('a program that the daemon could not read is seen before anything is done', () => {
    const on = machine({
      '/home/pi': directory({ uid: 1000, gid: 1000, mode: 0o700 }),
      '/home/pi/.nvm/bin/node': 'ELF',
      '/usr/local/bin/node': 'ELF',
    });
    assert.equal(firstUnreadable(on, '/home/pi/.nvm/bin/node'), '/home/pi');
    assert.equal(firstUnreadable(on, '/usr/local/bin/node'), undefined);
  });

  test('on this machine: --dry-run shows and does nothing; a user is told the exact command', () => {
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [CLI, 'service', ...words, '--lang', 'en', '--home', '/nonexistent'], {
        encoding: 'utf8',
      });
    const dry = run('install', '--dry-run');
    assert.equal(dry.status, 0);
    assert.match(dry.stdout, /- directory \/nonexistent\/logs, owned by linky\n/);
    assert.match(dry.stdout, /- systemctl (re)?start linky-monitor\.service\n(\n---|$)/);
    assert.match(dry.stdout, /^PrivateNetwork=yes$/m);
    const conf = join(mkdtempSync(join(tmpdir(), 'linky-service-')), 'LinkyAcq.conf');
    writeFileSync(conf, 'EJP_ON_CMD "curl -fsS -d EJP https://ntfy.sh/x"\nMETRICS_FILE /srv/metrics/linky.prom\n');
    const open = run('install', '--dry-run', '--conf', conf);
    rmSync(dirname(conf), { recursive: true });
    assert.doesNotMatch(open.stdout, /PrivateNetwork/);
    assert.match(open.stdout, /^ReadWritePaths=-\/srv\/metrics$/m);
    const bare = run('install');
    if (new RealMachine().isRoot) {
      assert.equal(bare.status, 2);
      assert.match(bare.stderr, /--yes/);
    } else {
      assert.equal(bare.status, 1);
      assert.ok(bare.stderr.includes(`sudo ${process.execPath} ${CLI} service install`));
    }
    assert.equal(new RealMachine().stat('/nonexistent'), undefined);
  });
});

describe('the unit file', () => {
  test('no network for a meter on a wire; with a network input no more than that', () => {
    assert.match(unitFile(input), /^PrivateNetwork=yes$/m);
    assert.match(unitFile(input), /^RestrictAddressFamilies=AF_UNIX$/m);
    const tcp = unitFile({ ...input, network: true });
    assert.doesNotMatch(tcp, /PrivateNetwork|IPAddressDeny/);
    assert.match(tcp, /^RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK$/m);
  });

  test('without commands and metrics it is byte for byte that of earlier versions', () => {
    const hashes = [false, true].map((network) =>
      createHash('sha256')
        .update(unitFile({ ...input, network }))
        .digest('hex')
        .slice(0, 16),
    );
    assert.deepEqual(hashes, ['23916b5148ae6522', 'f03735e9e2241cc0']);
  });

  test('commands of events have the network, though the daemon does not wait for it, and the home that they lie in', () => {
    const unit = unitFile({ ...input, commands: [['curl', 'https://ntfy.sh/x']] });
    assert.doesNotMatch(unit, /PrivateNetwork|IPAddressDeny|network-online/);
    assert.match(unit, /^RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK$/m);
    assert.match(unit, /^ProtectHome=yes$/m);
    assert.match(unitFile({ ...input, commands: [['sh', '/home/pi/ejp.sh']] }), /^ProtectHome=read-only$/m);
  });

  test('metrics: their directory may be written, and need not be there; the own directories need no line', () => {
    const metrics = (path: string): string[] =>
      unitFile({ ...input, metrics: path }).match(/^ReadWritePaths=.*$/gm) ?? [];
    const own = metrics('/run/linky-monitor/metrics.prom');
    assert.deepEqual(own, unitFile(input).match(/^ReadWritePaths=.*$/gm));
    assert.deepEqual(metrics(`${STATE}/logs/x.prom`), own);
    assert.deepEqual(metrics('/var/lib/node exporter/x.prom'), ['ReadWritePaths="-/var/lib/node exporter"', ...own]);
  });

  test('a growing pause between restarts where systemd knows it', () => {
    assert.doesNotMatch(unitFile(input), /RestartSteps/);
    assert.match(unitFile({ ...input, systemd: 257 }), /^RestartSteps=6\nRestartMaxDelaySec=300$/m);
  });

  test('logs and conf that lie elsewhere stay within reach', () => {
    const apart = unitFile({
      ...input,
      logs: '/srv/logs',
      options: ['--conf', '/home/pi/x.conf', '--logs', '/srv/logs'],
    });
    assert.match(apart, /^ReadWritePaths=\/srv\/logs$/m);
    assert.match(apart, /^ProtectHome=read-only$/m);
    assert.doesNotMatch(unitFile(input), /^ReadWritePaths=\/var/m);
  });

  test('the line for rc.local names home, conf and logs as they are', () => {
    const line = (...words: string[]): string =>
      execFileSync(process.execPath, [CLI, 'service', 'rc.local', '--home', '/srv/my linky', ...words], {
        encoding: 'utf8',
      });
    assert.match(line(), / daemon --home '\/srv\/my linky' -l --socket \/run\//);
    assert.match(
      line('--conf', '/etc/linky.conf', '--logs', '/srv/logs', '--no-panel'),
      / daemon --home '\/srv\/my linky' --conf \/etc\/linky\.conf --logs \/srv\/logs --socket /,
    );
  });

  test('paths that systemd would read otherwise are quoted', () => {
    const odd = unitFile({ ...input, home: '/srv/my 100% $HOME', logs: '/srv/my 100% $HOME/logs' });
    assert.match(odd, /--home "\/srv\/my 100%% \$\$HOME" -l$/m);
    assert.match(odd, /^ReadWritePaths="\/srv\/my 100%% \$HOME\/logs"$/m);
  });

  test('the MQTT unit: a passing user in the group of the daemon, the password by systemd, no path but its own to write to', () => {
    const text = mqttUnitFile(mqtt);
    for (const line of [
      ...['DynamicUser=yes', 'SupplementaryGroups=linky', 'StateDirectory=linky-monitor-mqtt', 'MemoryMax=96M'],
      ...['After=network-online.target linky-monitor.service', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6'],
      'LoadCredential="mqtt-password:/etc/linky/mqtt password"',
      `ExecStart=${input.node} ${input.cli} mqtt --home ${STATE} --socket /run/linky-monitor/feed.sock`,
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    assert.doesNotMatch(text, /^(Requires|ReadWritePaths|User)=/m);
  });

  test('the unit of the pages: the user of the daemon, one directory to write to, no network', () => {
    const text = pagesUnitFile(pages);
    for (const line of [
      ...[
        'User=linky',
        'UMask=0022',
        'ReadWritePaths="/var/www/linky pages"',
        'PrivateNetwork=yes',
        'PrivateDevices=yes',
      ],
      ...['CacheDirectory=linky-monitor-pages', `ReadOnlyPaths=${STATE}/logs`, 'RestrictAddressFamilies=AF_UNIX'],
      `ExecStart=${input.node} ${input.cli} pages "/var/www/linky pages" -a --home ${STATE}`,
    ])
      assert.ok(text.split('\n').includes(line), line);
    const inMemory = pagesUnitFile({ ...pages, directory: '/run/linky-pages' });
    assert.match(inMemory, /^RuntimeDirectory=linky-pages$/m);
    assert.doesNotMatch(inMemory, /^ReadWritePaths=/m);
  });

  const analyze = (...words: string[]) => spawnSync('systemd-analyze', words, { encoding: 'utf8' });
  const there = analyze('--version').status === 0;

  test('systemd-analyze verify has nothing to say, security finds little exposed', {
    skip: there ? false : 'systemd-analyze is not on this machine',
  }, (c) => {
    const folder = mkdtempSync(join(tmpdir(), 'linky-unit-'));
    c.after(() => rmSync(folder, { recursive: true, force: true }));
    const version = Number(
      /systemd (\d+)/.exec(execFileSync('systemd-analyze', ['--version'], { encoding: 'utf8' }))?.[1],
    );
    const here = { node: process.execPath, cli: CLI, systemd: version };
    for (const [name, text] of [
      ['linky-monitor.service', unitFile({ ...input, ...here })],
      ['linky-monitor-mqtt.service', mqttUnitFile({ ...mqtt, ...here })],
      ['linky-monitor-pages.service', pagesUnitFile({ ...pages, ...here })],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, text);
      const verified = analyze('verify', file);
      const ours = `${verified.stdout}${verified.stderr}`.split('\n').filter((line) => line.includes('linky-monitor'));
      assert.deepEqual(ours, [], name);
      assert.equal(verified.status, 0);
      const { stdout, stderr } = analyze('security', '--offline=true', '--threshold=16', file);
      assert.match(
        stdout,
        /Overall exposure level for linky-monitor(-mqtt|-pages)?\.service: (0\.\d|1\.[0-5]) /,
        stderr,
      );
    }
    assert.ok(unitFile(input).includes('WatchdogSec=300'));
  });
});
