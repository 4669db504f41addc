/* `service` on a machine that has the Debian package: one mechanism, whose unit the package brings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEVICE_GROUPS, STATE } from '../../src/cli/service/account.ts';
import { PACKAGED_PROGRAM, packagedUnitFile, sysusersFile, tmpfilesFile } from '../../src/cli/service/packaged.ts';
import { installPlan, returnOf } from '../../src/cli/service/plan.ts';
import type { InstallRequest } from '../../src/cli/service/request.ts';
import { type UnitInput, unitFile } from '../../src/cli/service/unit.ts';
import { isSameUnit } from '../../src/cli/service/unit-lines.ts';
import { packagedUnit, SERVICE, UNIT, unitInForce } from '../../src/host/unit.ts';
import { textsIn } from '../../src/text/index.ts';
import { directory, FakeHost, type Tree } from '../support/fake-host.ts';

const t = textsIn('en').service;
const PACKAGED = packagedUnit(SERVICE);
const WANTED = `/etc/systemd/system/multi-user.target.wants/${SERVICE}`;

/** What `service install` asks for on that machine, where the conf is as it ships. */
const unit: UnitInput = {
  node: '/usr/bin/node',
  cli: `${PACKAGED_PROGRAM}/dist/program/cli.cjs`,
  home: STATE,
  logs: `${STATE}/logs`,
  options: ['-l'],
  groups: DEVICE_GROUPS,
  network: false,
  commands: [],
  metrics: undefined,
  systemd: 257,
};

const requestOf = (more: Partial<UnitInput> = {}, caller?: string): InstallRequest => ({
  unit: { ...unit, ...more },
  conf: `${STATE}/conf/LinkyAcq.conf`,
  prices: `${STATE}/conf/tariffs.conf`,
  models: `${PACKAGED_PROGRAM}/conf`,
  from: undefined,
  caller,
  mqtt: undefined,
  dropsMqtt: false,
  pages: undefined,
  dropsPages: false,
  broker: undefined,
});

/** After `apt install`. */
const machine = (more: Tree = {}): FakeHost =>
  new FakeHost(
    {
      '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nlinky:x:900:900::/var/lib/linky-monitor:/usr/sbin/nologin\n',
      '/etc/group': 'root:x:0:\nlinky:x:900:\n',
      '/etc/linky-monitor/LinkyAcq.conf': { text: '', uid: 900, gid: 900, mode: 0o660 },
      '/etc/linky-monitor/tariffs.conf': { text: '', uid: 900, gid: 900, mode: 0o660 },
      [`${STATE}/conf`]: { link: '/etc/linky-monitor' },
      [`${STATE}/logs`]: directory({ uid: 900, gid: 900, mode: 0o2770 }),
      [PACKAGED]: packagedUnitFile(true),
      [WANTED]: { link: PACKAGED },
      ...more,
    },
    { uid: 0, groups: [0] },
  );

function carryOut(on: FakeHost, what: InstallRequest): { steps: string[]; notes: readonly string[] } {
  const { steps, notes } = installPlan(on, what, t);
  for (const step of steps) step.run();
  return { steps: steps.map((step) => step.what), notes };
}

describe('service, on a machine with the Debian package', () => {
  test('the unit of the package has systemd do what that of service install would', () => {
    assert.ok(isSameUnit(packagedUnitFile(true), unitFile(unit)));
    assert.ok(isSameUnit(packagedUnitFile(false), unitFile({ ...unit, options: [] })));
    assert.ok(!isSameUnit(packagedUnitFile(true), packagedUnitFile(false)));
    assert.match(packagedUnitFile(true), /^# Of the Debian package\..*\n\[Unit\]\n/);
  });

  test('install has nothing to do but to let the caller read', () => {
    assert.deepEqual(carryOut(machine(), requestOf()), { steps: [], notes: [] });
    const { steps } = carryOut(machine(), requestOf({}, 'pi'));
    assert.deepEqual(steps, ['pi into group linky, to read logs and feed without sudo']);
  });

  test('a conf that wants more has a unit in /etc, which comes first; without it the package’s counts again', () => {
    const on = machine();
    const { steps, notes } = carryOut(on, requestOf({ network: true }));
    assert.deepEqual(steps, [UNIT, 'systemctl daemon-reload']);
    assert.deepEqual(notes, [`${UNIT} comes before that of the Debian package, ${PACKAGED}`]);
    assert.equal(unitInForce(on)?.path, UNIT);
    assert.deepEqual(carryOut(on, requestOf({ network: true })), { steps: [], notes: [] });
    assert.deepEqual(carryOut(on, requestOf()).steps, [
      `${UNIT} removed: that of the Debian package counts, ${PACKAGED}`,
      'systemctl daemon-reload',
    ]);
    assert.equal(unitInForce(on)?.path, PACKAGED);
    assert.deepEqual(carryOut(on, requestOf()), { steps: [], notes: [] });
  });

  test('the unit of an earlier npm install goes, and the machine starts the package’s; one by hand stays beside', () => {
    const byHand = machine({ [UNIT]: '[Service]\nExecStart=/opt/mine\n', [WANTED]: { link: UNIT } });
    assert.deepEqual(carryOut(byHand, requestOf()).steps, [
      `${UNIT} removed (the old one stays beside it, as .before): that of the Debian package counts, ${PACKAGED}`,
      'systemctl daemon-reload',
      `systemctl reenable ${SERVICE}`,
    ]);
    assert.equal(byHand.tree.get(`${UNIT}.before`)?.text, '[Service]\nExecStart=/opt/mine\n');
    const fromNpm = machine({ [UNIT]: unitFile({ ...unit, node: '/usr/local/bin/node' }), [WANTED]: { link: UNIT } });
    carryOut(fromNpm, requestOf());
    assert.equal(fromNpm.link(WANTED), PACKAGED);
    assert.ok(!fromNpm.tree.has(`${UNIT}.before`));
  });

  test('uninstall leaves the package its unit, and the machine starts it', () => {
    const on = machine({ [UNIT]: unitFile({ ...unit, network: true }), [WANTED]: { link: `../${SERVICE}` } });
    for (const step of returnOf(on, t, { service: SERVICE, path: UNIT })) step.run();
    assert.deepEqual(on.executed, ['systemctl daemon-reload', `systemctl reenable ${SERVICE}`]);
    assert.equal(unitInForce(on)?.path, PACKAGED);
  });

  test('account and home are those of service install, told to systemd', () => {
    assert.equal(
      sysusersFile(),
      'g dialout -\ng i2c -\ng gpio -\nu linky - "Linky meter monitor" /var/lib/linky-monitor\n',
    );
    assert.equal(
      tmpfilesFile(),
      [
        'd /var/lib/linky-monitor 2750 linky linky -',
        'L /var/lib/linky-monitor/conf - - - - /etc/linky-monitor',
        'd /var/lib/linky-monitor/logs 2770 linky linky -',
        '',
      ].join('\n'),
    );
  });
});
