import { dirname } from 'node:path';
import type { Host } from './host.ts';

/** Whether this account could make or change a file there: in the nearest directory that exists, where the path does not. */
export function mayMake(host: Host, path: string): boolean {
  let nearest = path;
  while (!host.stat(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return host.may(nearest, 'write');
}

/** The words that copy a file on this machine, with its directory where that is missing, and `sudo` where it is needed. */
export function copyCommand(host: Host, from: string, to: string): string {
  const sudo = host.user.uid === 0 || mayMake(host, to) ? '' : 'sudo ';
  return `${sudo}${host.stat(dirname(to)) ? 'cp' : 'install -D -m 644'} ${from} ${to}`;
}
