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

/** What the unit file of the pages depends on. */
export interface PagesUnitInput {
  /** Paths of Node and of the program. */
  readonly node: string;
  readonly cli: string;
  readonly home: string;
  readonly logs: string;
  /** Of the site: the only place that is written to, besides a cache. */
  readonly directory: string;
  /** Options after --home. */
  readonly options: readonly string[];
  /** Version of systemd. */
  readonly systemd: number;
}

/** A directory below /run is made at each start of the machine. */
const IN_RUN = /^\/run\/([\w.-]+)$/;
export const isInMemory = (directory: string): boolean => IN_RUN.test(directory);

/** The line that says where the pages are, for the next `service install`. */
const WHERE = '# Pages: ';

/** The directory that an installed unit writes to. */
export const directoryOf = (unit: string | undefined): string | undefined =>
  unit
    ?.split('\n')
    .find((line) => line.startsWith(WHERE))
    ?.slice(WHERE.length);

/** The unit file of the pages: the daemon's user, which reads the logs and writes to one directory. */
export function pagesUnitFile({ node, cli, home, logs, directory, options, systemd }: PagesUnitInput): string {
  const name = IN_RUN.exec(directory)?.[1];
  return [
    ...headOf('linky-monitor-pages'),
    WHERE + directory,
    '[Unit]',
    'Description=Linky meter monitor: pages for a browser',
    `After=time-sync.target ${SERVICE}`,
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=exec',
    `ExecStart=${commandLine([node, cli, 'pages', directory, '-a', '--home', home, ...options])}`,
    'SyslogIdentifier=linky-monitor-pages',
    '',
    `User=${ACCOUNT}`,
    `Group=${ACCOUNT}`,
    '# The web server reads the pages as anybody does.',
    'UMask=0022',
    ...(name === undefined
      ? [`ReadWritePaths=${word(directory)}`]
      : [`RuntimeDirectory=${name}`, 'RuntimeDirectoryMode=0755', 'RuntimeDirectoryPreserve=restart']),
    '# What is kept of closed days: the logs are only read.',
    'CacheDirectory=linky-monitor-pages',
    'CacheDirectoryMode=0750',
    `ReadOnlyPaths=${word(logs)}`,
    '',
    ...restartLines(systemd),
    'TimeoutStopSec=10',
    '',
    'Nice=10',
    ...guestLines({ memory: '192M', tasks: 32 }),
    '# All pages of ten years are made within this: what is not needed is thrown away sooner.',
    'Environment=NODE_OPTIONS=--max-old-space-size=96',
    '',
    ...UNPRIVILEGED,
    protectHome([node, cli, home, logs, directory, ...options]),
    'PrivateTmp=yes',
    ...SANDBOX,
    'ProtectKernelTunables=yes',
    'PrivateDevices=yes',
    'DevicePolicy=closed',
    'RestrictAddressFamilies=AF_UNIX',
    'PrivateNetwork=yes',
    'IPAddressDeny=any',
    ...SYSTEM_CALLS,
    '',
    ...INSTALL,
    '',
  ].join('\n');
}
