import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where the feed is when nothing says otherwise (design 4): systemd's runtime directory, the session's, or our own. */
export function defaultSocket(env: NodeJS.ProcessEnv): string {
  if (env['RUNTIME_DIRECTORY']) return join(env['RUNTIME_DIRECTORY'].split(':')[0] as string, 'feed.sock');
  if (env['XDG_RUNTIME_DIR']) return join(env['XDG_RUNTIME_DIR'], 'linky-monitor.sock');
  return join(tmpdir(), `linky-monitor-${userInfo().uid}`, 'feed.sock');
}
