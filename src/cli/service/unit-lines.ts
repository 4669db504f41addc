/* What the units of the daemon and of the MQTT bridge have in common. */

/** Quotes a word of a setting: spaces, quotes and `%` have a meaning for systemd. */
export function word(text: string): string {
  const escaped = text.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return /[\s"'\\;]/.test(text) ? `"${escaped}"` : escaped;
}

/** A command as systemd reads it. */
export const commandLine = (words: readonly string[]): string =>
  words.map((text) => word(text).replaceAll('$', '$$$$')).join(' ');

/** How a unit begins that is not written by hand. */
export const WRITTEN_BY = '# Written by: linky-monitor service install';

/** @param name of the unit, as `systemctl edit` takes it */
export const headOf = (name: string): string[] => [
  `${WRITTEN_BY}. Changes of yours belong into`,
  `# systemctl edit ${name} (a drop-in): this file is written anew.`,
];

/** @param systemd its version */
export const restartLines = (systemd: number): string[] => [
  'Restart=always',
  'RestartSec=5',
  ...(systemd >= 254 ? ['RestartSteps=6', 'RestartMaxDelaySec=300'] : []),
];

export const guestLines = ({ memory, tasks }: { readonly memory: string; readonly tasks: number }): string[] => [
  '# A guest on the machine: last in the queue, and small.',
  'CPUWeight=50',
  'IOWeight=50',
  `MemoryMax=${memory}`,
  `TasksMax=${tasks}`,
  'LimitCORE=0',
];

export const UNPRIVILEGED = [
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  'AmbientCapabilities=',
  'ProtectSystem=strict',
];

const inHome = (path: string): boolean => /^\/(home|root|run\/user)\//.test(path);

/** @param paths what has to be read */
export const protectHome = (paths: readonly string[]): string =>
  `ProtectHome=${paths.some(inHome) ? 'read-only' : 'yes'}`;

export const SANDBOX = [
  'ProtectProc=invisible',
  'ProtectClock=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectControlGroups=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'RemoveIPC=yes',
  'PrivateIPC=yes',
  'KeyringMode=private',
];

export const SYSTEM_CALLS = [
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallFilter=~@privileged @resources',
  'SystemCallErrorNumber=EPERM',
];

/** Whether two units have systemd do the same: their comments do not count. */
export const isSameUnit = (one: string, other: string): boolean => settingsOf(one) === settingsOf(other);

const settingsOf = (unit: string): string =>
  unit
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

export const INSTALL = ['[Install]', 'WantedBy=multi-user.target'];
