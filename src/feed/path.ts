import { existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The runtime directory of the service that `service install` writes. */
const SERVICE_SOCKET = '/run/linky-monitor/feed.sock';

/** os.userInfo() throws for a user whom /etc/passwd does not know: a container's, a service's of a number alone. */
const ownUid = (): number => process.getuid?.() ?? 0;

/** Where the feed is when nothing says otherwise (design 4): systemd's runtime directory, the session's, or our own. */
export function defaultSocket(env: NodeJS.ProcessEnv): string {
  if (env['RUNTIME_DIRECTORY']) return join(env['RUNTIME_DIRECTORY'].split(':')[0] as string, 'feed.sock');
  if (env['XDG_RUNTIME_DIR']) return join(env['XDG_RUNTIME_DIR'], 'linky-monitor.sock');
  return join(tmpdir(), `linky-monitor-${ownUid()}`, 'feed.sock');
}

/** Where a reader looks for the feed: where a daemon of its own serves it, else at the service's, wherever one is. */
export function servedSocket(env: NodeJS.ProcessEnv, exists: (path: string) => boolean = existsSync): string {
  const usual = defaultSocket(env);
  // A daemon started outside a session (rc.local, cron) knows no XDG_RUNTIME_DIR.
  const places = [usual, SERVICE_SOCKET, defaultSocket({})];
  return places.find(exists) ?? (exists(dirname(SERVICE_SOCKET)) ? SERVICE_SOCKET : usual);
}

/** The code that a reader gives for a socket that it does not take. */
export const FOREIGN = 'EOWNER';

/**
 * Whether a socket in the temporary directory was put there by somebody else, to be taken for the daemon's: everybody may
 * make the directory that it stands in before we do. Any other place is a directory of root's or the session's, or was named.
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
