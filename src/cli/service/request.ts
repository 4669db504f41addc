import { basename, dirname, join, resolve } from 'node:path';
import { EVENT_COMMANDS } from '../../config/settings.ts';
import { SERVICE_SOCKET } from '../../feed/path.ts';
import type { Machine } from '../../host/machine.ts';
import { MQTT_UNIT, PAGES_UNIT, unitInForce } from '../../host/unit.ts';
import { allows, groupNamed, userNamed } from '../../host/users.ts';
import { CREDENTIALS, type CredentialKey } from '../../mqtt/broker/credentials.ts';
import type { Texts } from '../../text/index.ts';
import { CliError } from '../errors.ts';
import { CLI, CONF_NAMES, PACKAGE, type Paths } from '../paths.ts';
import { ACCOUNT, DEVICE_GROUPS } from './account.ts';
import type { MqttUnitInput } from './mqtt-unit.ts';
import { directoryOf, type PagesUnitInput } from './pages-unit.ts';
import type { UnitInput } from './unit.ts';

/** The options of the `service` commands. */
export interface ServiceOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly panel?: boolean;
  readonly mqtt?: boolean;
  /** The directory of the site; false: none any more. */
  readonly pages?: string | false;
}

/** What `service install` with these options asks for on this machine. */
export async function installRequest({ from, panel, mqtt, pages }: ServiceOptions, paths: Paths, machine: Machine) {
  const caller = process.env['SUDO_USER'];
  const unit: UnitInput = {
    node: process.execPath,
    cli: CLI,
    home: paths.home,
    logs: paths.logs,
    options: daemonOptions(paths, panel ?? hasPanel(machine) ?? isRaspberry(machine)),
    groups: DEVICE_GROUPS.filter((name) => groupNamed(machine, name)),
    network: paths.settings.INPUT_DEV.startsWith('tcp://'),
    commands: EVENT_COMMANDS.flatMap((key) => {
      const command = paths.settings[key];
      return command ? [command] : [];
    }),
    metrics: paths.settings.METRICS_FILE,
    systemd: Number(/^systemd (\d+)/.exec((await machine.run('systemctl', '--version')) ?? '')?.[1] ?? 0),
  };
  const hasMqtt = machine.stat(MQTT_UNIT) !== undefined;
  const hasPages = machine.stat(PAGES_UNIT) !== undefined;
  const site = pages === undefined ? directoryOf(machine.read(PAGES_UNIT)) : pages && resolve(pages);
  return {
    unit,
    /** The MQTT bridge, as it is now where no option says: one that is installed is kept up to date. */
    mqtt: (mqtt ?? hasMqtt) ? mqttUnit(unit, paths) : undefined,
    /** An MQTT bridge that is to go. */
    dropsMqtt: mqtt === false && hasMqtt,
    /** The pages, as they are now where no option says. */
    pages: site ? pagesUnit(unit, site, paths) : undefined,
    dropsPages: pages === false && hasPages,
    /** The broker that the conf names, if any. */
    broker: paths.settings.MQTT_URL,
    conf: paths.conf,
    prices: paths.prices,
    /** The package's own conf directory: files are copied from it. */
    models: join(PACKAGE, 'conf'),
    /** A directory of the Perl scripts, or another home, whose conf and logs are copied. */
    from: from === undefined ? undefined : resolve(from),
    /** The user who gets the right to read logs and socket. */
    caller: caller === 'root' ? undefined : caller,
  };
}

function mqttUnit({ node, cli, home, logs, systemd }: UnitInput, paths: Paths): MqttUnitInput {
  const { settings } = paths;
  const credentials = Object.entries(CREDENTIALS).flatMap(([key, name]) => {
    const path = settings[key as CredentialKey];
    return path === undefined ? [] : [{ name, path }];
  });
  // The conf may name another socket later, which is then read from there.
  const socket = settings.FEED_SOCKET === undefined ? ['--socket', SERVICE_SOCKET] : [];
  return { node, cli, home, logs, options: [...placeOptions(paths), ...socket], credentials, systemd };
}

const pagesUnit = ({ node, cli, home, logs, systemd }: UnitInput, directory: string, paths: Paths): PagesUnitInput => ({
  ...{ node, cli, home, logs, directory, options: placeOptions(paths), systemd },
});

/** What `service install` is asked for. */
export type InstallRequest = Awaited<ReturnType<typeof installRequest>>;

const isConfName = (name: string): boolean => CONF_NAMES.some((known) => known === name);

/** The options of the daemon after `--home`. */
export function daemonOptions(paths: Paths, panel: boolean): string[] {
  return [...(panel ? ['-l'] : []), ...placeOptions(paths)];
}

/** The options that say where conf and logs are, where that is not their usual place in the home. */
function placeOptions({ home, conf, logs }: Paths): string[] {
  return [
    ...(dirname(conf) === join(home, 'conf') && isConfName(basename(conf)) ? [] : ['--conf', conf]),
    ...(logs === join(home, 'logs') ? [] : ['--logs', logs]),
  ];
}

/** Whether the installed service drives the panel; undefined where there is none. */
export function hasPanel(machine: Machine): boolean | undefined {
  const command = /^ExecStart=.* daemon --home .*$/m.exec(unitInForce(machine)?.text ?? '')?.[0];
  return command === undefined ? undefined : / -l( |$)/.test(command);
}

/** Where no option says and no service is installed, it drives the panel. */
export const isRaspberry = (machine: Machine): boolean =>
  machine.read('/proc/device-tree/model')?.startsWith('Raspberry Pi') ?? false;

/** The directory on the way to a file that the daemon's user may not pass, or the file; undefined when it can be read. */
export function firstUnreadable(machine: Machine, path: string): string | undefined {
  const who = { uid: userNamed(machine, ACCOUNT)?.uid ?? -1, groups: [groupNamed(machine, ACCOUNT)?.gid ?? -1] };
  const real = machine.real(path) ?? path;
  const parts = real.split('/').filter(Boolean);
  for (let i = 1; i < parts.length; i++) {
    const directory = `/${parts.slice(0, i).join('/')}`;
    const stat = machine.stat(directory);
    if (stat && !allows(stat, who, 1)) return directory;
  }
  const stat = machine.stat(real);
  return stat && !allows(stat, who, 4) ? real : undefined;
}

/** Refuses a program that the daemon's user could not read. @throws CliError */
export function assertReadable(machine: Machine, { unit }: InstallRequest, t: Texts['service']): void {
  for (const path of [unit.node, unit.cli]) {
    const barrier = firstUnreadable(machine, path);
    if (barrier !== undefined) throw new CliError(t.barrier(path, barrier, ACCOUNT));
  }
}
