import { SERVICE } from '../../host/unit.ts';
import { ACCOUNT } from './account.ts';
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

/** What the unit file of the MQTT bridge depends on. */
export interface MqttUnitInput {
  /** Paths of Node and of the program. */
  readonly node: string;
  readonly cli: string;
  readonly home: string;
  readonly logs: string;
  /** Options of the bridge after --home. */
  readonly options: readonly string[];
  /** The files with passwords and keys, by the names that the bridge looks for. */
  readonly credentials: readonly { readonly name: string; readonly path: string }[];
  /** Version of systemd. */
  readonly systemd: number;
}

/**
 * The unit file of the MQTT bridge: a user that exists while it runs, which reads what the daemon's group may read and
 * writes nowhere but into a directory of its own. The daemon does not need it, and it waits for the daemon.
 */
export function mqttUnitFile({ node, cli, home, logs, options, credentials, systemd }: MqttUnitInput): string {
  return [
    ...headOf('linky-monitor-mqtt'),
    '[Unit]',
    'Description=Linky meter monitor: MQTT, Home Assistant',
    'Wants=network-online.target',
    `After=network-online.target ${SERVICE}`,
    '# Tried for ever: a broker may be away for months.',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=exec',
    `ExecStart=${commandLine([node, cli, 'mqtt', '--home', home, ...options])}`,
    'SyslogIdentifier=linky-monitor-mqtt',
    '',
    'DynamicUser=yes',
    '# Logs, conf and socket are read by the group of the daemon.',
    `SupplementaryGroups=${ACCOUNT}`,
    'UMask=0077',
    'StateDirectory=linky-monitor-mqtt',
    'StateDirectoryMode=0700',
    ...(credentials.length > 0 ? ['# Read by systemd at the start: a new password needs a restart.'] : []),
    ...credentials.map(({ name, path }) => `LoadCredential=${word(`${name}:${path}`)}`),
    '',
    ...restartLines(systemd),
    'TimeoutStopSec=10',
    '',
    ...guestLines({ memory: '96M', tasks: 32 }),
    '',
    ...UNPRIVILEGED,
    protectHome([node, cli, home, logs, ...options]),
    'PrivateTmp=yes',
    ...SANDBOX,
    'ProtectKernelTunables=yes',
    'PrivateDevices=yes',
    'DevicePolicy=closed',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    ...SYSTEM_CALLS,
    '',
    ...INSTALL,
    '',
  ].join('\n');
}
