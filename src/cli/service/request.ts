import { basename, dirname, join, resolve } from 'node:path';
import { EVENT_COMMANDS } from '../../config/settings.ts';
import type { Machine } from '../../host/machine.ts';
import { UNIT } from '../../host/unit.ts';
import { allows, groupNamed, userNamed } from '../../host/users.ts';
import { CLI, CONF_NAMES, PACKAGE, type Paths } from '../paths.ts';
import { ACCOUNT, type UnitInput } from './unit.ts';

/** The options of the `service` commands. */
export interface ServiceOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly panel?: boolean;
}

/** What `service install` with these options asks for on this machine. */
export async function installRequest({ from, panel }: ServiceOptions, paths: Paths, machine: Machine) {
  const caller = process.env['SUDO_USER'];
  const unit: UnitInput = {
    node: process.execPath,
    cli: CLI,
    home: paths.home,
    logs: paths.logs,
    options: daemonOptions(paths, panel ?? hasPanel(machine)),
    groups: ['dialout', 'i2c', 'gpio'].filter((name) => groupNamed(machine, name)),
    network: paths.settings.INPUT_DEV.startsWith('tcp://'),
    commands: EVENT_COMMANDS.flatMap((key) => {
      const command = paths.settings[key];
      return command ? [command] : [];
    }),
    metrics: paths.settings.METRICS_FILE,
    systemd: Number(/^systemd (\d+)/.exec((await machine.run('systemctl', '--version')) ?? '')?.[1] ?? 0),
  };
  return {
    unit,
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

/** What `service install` is asked for. */
export type InstallRequest = Awaited<ReturnType<typeof installRequest>>;

const isConfName = (name: string): boolean => CONF_NAMES.some((known) => known === name);

/** The options of the daemon after `--home`. */
export function daemonOptions({ home, conf, logs }: Paths, panel: boolean): string[] {
  return [
    ...(panel ? ['-l'] : []),
    ...(dirname(conf) === join(home, 'conf') && isConfName(basename(conf)) ? [] : ['--conf', conf]),
    ...(logs === join(home, 'logs') ? [] : ['--logs', logs]),
  ];
}

/** Whether the service drives the panel where no option says: as it does now, else on a Raspberry Pi. */
function hasPanel(machine: Machine): boolean {
  const command = /^ExecStart=.* daemon --home .*$/m.exec(machine.read(UNIT) ?? '')?.[0];
  if (command !== undefined) return / -l( |$)/.test(command);
  return machine.read('/proc/device-tree/model')?.startsWith('Raspberry Pi') ?? false;
}

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
