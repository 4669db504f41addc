import { existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The runtime directory of the service that `service install` writes. */
export const SERVICE_SOCKET = '/run/linky-monitor/feed.sock';

/** Not os.userInfo(): that throws for a user that is not in /etc/passwd, as a container's may be. */
const ownUid = (): number => process.getuid?.() ?? 0;

/** The socket where neither option nor conf names one: in systemd's runtime directory, the session's, or our own in /tmp. */
export function defaultSocket(env: NodeJS.ProcessEnv): string {
  if (env['RUNTIME_DIRECTORY']) return join(env['RUNTIME_DIRECTORY'].split(':')[0] as string, 'feed.sock');
  if (env['XDG_RUNTIME_DIR']) return join(env['XDG_RUNTIME_DIR'], 'linky-monitor.sock');
  return join(tmpdir(), `linky-monitor-${ownUid()}`, 'feed.sock');
}

/** The socket that a reader connects to: the first that exists, its own user's or the service's; where none does, the service's if that is set up. */
export function servedSocket(env: NodeJS.ProcessEnv): string {
  const own = defaultSocket(env);
  // A daemon started outside a session (rc.local, cron) has no XDG_RUNTIME_DIR.
  const paths = [own, SERVICE_SOCKET, defaultSocket({})];
  return paths.find((path) => existsSync(path)) ?? (existsSync(dirname(SERVICE_SOCKET)) ? SERVICE_SOCKET : own);
}

/** The error code of a socket that `isForeign`. */
export const FOREIGN = 'EOWNER';

/**
 * Whether another user put a socket in the temporary directory that looks like the daemon's: everybody may make its
 * directory there before we do. Any other path is in a directory of root or of the session, or was named by the user.
 */
export function isForeign(path: string, ownerOf = (directory: string): number => lstatSync(directory).uid): boolean {
  if (path !== defaultSocket({})) return false;
  try {
    const owner = ownerOf(dirname(path));
    return owner !== 0 && owner !== ownUid();
  } catch {
    return false;
  }
}
