import { basename, dirname, join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import type { Texts } from '../../text/index.ts';
import { CliError } from '../errors.ts';
import { CONF_NAMES } from '../paths.ts';

/** A log of this program or of the Perl scripts: both have a date in the name. */
export const LOG = /(?<!\d)\d{4}_\d\d_\d\d(?!\d).*\.log(\.gz)?$/;

/** What a former home has: one of the Perl scripts (all in one directory, or bin/, conf/ and logs/), or of this program. */
export interface FormerHome {
  readonly conf: string | undefined;
  readonly prices: string | undefined;
  /** Paths of its logs. */
  readonly logs: readonly string[];
}

/** Looks through the directory that was named; where that is the bin/, conf/ or logs/ of a home, through the home. */
export function formerHome(machine: Machine, from: string): FormerHome {
  const home = ['bin', 'conf', 'logs'].includes(basename(from)) ? dirname(from) : from;
  const places = (name: string): string[] => [...new Set([from, join(from, name), join(home, name)])];
  const firstOf = (names: readonly string[]): string | undefined =>
    places('conf')
      .flatMap((directory) => names.map((name) => join(directory, name)))
      .find((path) => machine.stat(path)?.kind === 'file');
  const logs = places('logs').flatMap((directory) =>
    machine.list(directory).flatMap((name) => (LOG.test(name) ? [join(directory, name)] : [])),
  );
  return { conf: firstOf(CONF_NAMES), prices: firstOf(['tariffs.conf']), logs };
}

/** Refuses a directory that has nothing to take: its name was mistyped. @throws CliError, code 2 */
export function assertFormerHome(machine: Machine, from: string, t: Texts['service']): void {
  const code = machine.code(from);
  if (code === 'ENOENT') throw new CliError(t.fromMissing(from), 2);
  if (code !== undefined) throw new CliError(t.fromUnreadable(from, code));
  if (machine.stat(from)?.kind !== 'directory') throw new CliError(t.fromNoDirectory(from), 2);
  const { conf, logs } = formerHome(machine, from);
  if (conf === undefined && logs.length === 0) throw new CliError(t.fromEmpty(from), 2);
}

/**
 * Whether a file is a link. A hard link is one where the file has another owner than the directory; an owner's second name
 * for his own file is his backup.
 */
export function isLink(machine: Machine, path: string): boolean {
  const stat = machine.stat(path);
  const isSecondName = stat?.kind === 'file' && stat.names > 1 && stat.uid !== machine.stat(dirname(path))?.uid;
  return machine.link(path) !== undefined || isSecondName;
}
