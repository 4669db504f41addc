import { dirname, join } from 'node:path';
import type { Command } from '../../host/command.ts';
import { ACCOUNT, STATE } from './account.ts';
import {
  commandLine,
  guestLines,
  headOf,
  INSTALL,
  protectHome,
  restartLines,
  SANDBOX,
  SYSTEM_CALLS,
  UNPRIVILEGED,
  word,
} from './unit-lines.ts';

/** What the unit file depends on. */
export interface UnitInput {
  /** Paths of Node and of the program. */
  readonly node: string;
  readonly cli: string;
  readonly home: string;
  /** The only place that the daemon writes to, besides its runtime directory. */
  readonly logs: string;
  /** Options of the daemon after --home. */
  readonly options: readonly string[];
  /** Which of dialout, i2c and gpio exist on this machine: an unknown group keeps a service from starting. */
  readonly groups: readonly string[];
  /** Whether the meter is read over the network. */
  readonly network: boolean;
  /** Commands that are run when something happens to the house: what they need is not known. */
  readonly commands: readonly Command[];
  /** METRICS_FILE. */
  readonly metrics: string | undefined;
  /** Version of systemd. */
  readonly systemd: number;
}

/**
 * Device majors of the serial ports (ttyS, ttyAMA, ttyUSB, ttyACM) and of I2C. Numbers, because systemd looks names up
 * when the service starts: it would refuse an adapter that is plugged in later for the first time.
 */
const MAJORS = [4, 204, 188, 166, 89];

/** Whether the daemon may write there by itself. */
const isOurs = (directory: string, logs: string): boolean =>
  [logs, '/run/linky-monitor'].some((path) => directory === path || directory.startsWith(`${path}/`));

/** The unit file of the daemon: its own user, and access to nothing but what it needs (systemd.exec(5)). */
export function unitFile(input: UnitInput): string {
  const { node, cli, home, logs, options, groups, network, commands, metrics, systemd } = input;
  const command = commandLine([node, cli, 'daemon', '--home', home, ...options]);
  const used = [node, cli, home, logs, ...options, ...commands.flat(), ...(metrics === undefined ? [] : [metrics])];
  return [
    ...headOf('linky-monitor'),
    '[Unit]',
    'Description=Linky meter monitor: TIC acquisition, daily logs, EJP signal',
    ...(network ? ['Wants=network-online.target', 'After=network-online.target'] : []),
    'After=time-sync.target',
    '# Tried for ever: a meter may be unplugged for months.',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=notify',
    'NotifyAccess=all',
    `ExecStart=${command}`,
    'SyslogIdentifier=linky-monitor',
    '',
    `User=${ACCOUNT}`,
    `Group=${ACCOUNT}`,
    ...(groups.length > 0 ? [`SupplementaryGroups=${groups.join(' ')}`] : []),
    '# Logs and socket: the group may read them.',
    'UMask=0007',
    'RuntimeDirectory=linky-monitor',
    'RuntimeDirectoryMode=0750',
    ...(home === STATE
      ? ['StateDirectory=linky-monitor', 'StateDirectoryMode=2750', `ReadOnlyPaths=-${STATE}/conf`]
      : []),
    ...(home === STATE && logs === join(STATE, 'logs') ? [] : [`ReadWritePaths=${word(logs)}`]),
    ...(metrics === undefined || isOurs(dirname(metrics), logs)
      ? []
      : [`ReadWritePaths=${word(`-${dirname(metrics)}`)}`]),
    '',
    ...restartLines(systemd),
    'WatchdogSec=300',
    'TimeoutStopSec=10',
    '',
    ...guestLines({ memory: '192M', tasks: 48 }),
    '',
    ...UNPRIVILEGED,
    protectHome(used),
    'PrivateTmp=yes',
    ...SANDBOX,
    '# The LED is switched through /sys; the rest of it stays closed.',
    'ProtectKernelTunables=yes',
    'ReadWritePaths=-/sys/class/gpio -/sys/devices/platform',
    'DevicePolicy=closed',
    ...MAJORS.map((major) => `DeviceAllow=char-${major} rw`),
    'DeviceAllow=char-gpiochip rw',
    'DeviceAllow=/dev/gpiomem rw',
    ...(network || commands.length > 0
      ? [
          ...(network
            ? []
            : ['# EJP_ON_CMD and the like may need the network. Once the conf has none, run service install again.']),
          'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
        ]
      : [
          '# The meter comes in by a wire: no network at all. With INPUT_DEV tcp://… run service install again.',
          'RestrictAddressFamilies=AF_UNIX',
          'PrivateNetwork=yes',
          'IPAddressDeny=any',
        ]),
    ...SYSTEM_CALLS,
    '',
    ...INSTALL,
    '',
  ].join('\n');
}
