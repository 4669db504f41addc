import { join } from 'node:path';
import { ACCOUNT, DEVICE_GROUPS, homeDirectories, STATE } from './account.ts';
import { type UnitInput, unitFile } from './unit.ts';
import { headOf } from './unit-lines.ts';

/* What the Debian package has of the service: the unit, the account and the directories that `service install` makes too. */

/** Where the package has the program. */
export const PACKAGED_PROGRAM = '/usr/lib/linky-monitor';
/** Where it has conf/: a link in the home leads here. */
export const PACKAGED_CONF = '/etc/linky-monitor';
/** Debian's Node, and that of NodeSource. */
const NODE = '/usr/bin/node';
/** The version of systemd in Debian 13; an older one leaves out with a warning what it does not know. */
const SYSTEMD = 257;

/** The unit for a conf as it ships: what `service install` writes there for this program. @param panel with OLED and LED */
export function packagedUnitFile(panel: boolean): string {
  const input: UnitInput = {
    node: NODE,
    cli: join(PACKAGED_PROGRAM, 'dist/program/cli.cjs'),
    home: STATE,
    logs: join(STATE, 'logs'),
    options: panel ? ['-l'] : [],
    groups: DEVICE_GROUPS,
    network: false,
    commands: [],
    metrics: undefined,
    systemd: SYSTEMD,
  };
  return [
    '# Of the Debian package. Changes of yours belong into systemctl edit linky-monitor (a drop-in).',
    ...unitFile(input).split('\n').slice(headOf('').length),
  ].join('\n');
}

/** sysusers.d(5): the account, and the groups of the devices where the system has not made them. */
export const sysusersFile = (): string =>
  [...DEVICE_GROUPS.map((name) => `g ${name} -`), `u ${ACCOUNT} - "Linky meter monitor" ${STATE}`, ''].join('\n');

/** tmpfiles.d(5): the home. Its conf/ is a link, unless there is one already. */
export const tmpfilesFile = (): string =>
  [
    ...homeDirectories(STATE).map(([path, mode]) =>
      path === join(STATE, 'conf')
        ? `L ${path} - - - - ${PACKAGED_CONF}`
        : `d ${path} ${mode.toString(8)} ${ACCOUNT} ${ACCOUNT} -`,
    ),
    '',
  ].join('\n');
