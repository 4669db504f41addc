import type { Machine } from '../../host/machine.ts';
import { allows, groupNamed, userNamed } from '../../host/users.ts';
import { ACCOUNT } from './unit.ts';

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
