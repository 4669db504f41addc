import { join } from 'node:path';

/** The user and the group that the daemon runs as. */
export const ACCOUNT = 'linky';

/** The groups that serial ports, I2C and GPIO belong to. */
export const DEVICE_GROUPS = ['dialout', 'i2c', 'gpio'] as const;

/** The home of an installed program. */
export const STATE = '/var/lib/linky-monitor';

/** Directories of a home and their permission bits: they belong to the account, whose group may edit the conf. */
export const homeDirectories = (
  home: string,
  conf = join(home, 'conf'),
  logs = join(home, 'logs'),
): readonly (readonly [path: string, mode: number])[] => [
  [home, 0o2750],
  [conf, 0o2770],
  [logs, 0o2770],
];

/** Permission bits of the files in conf/. */
export const CONF_MODE = 0o660;
