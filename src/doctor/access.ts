import type { Host } from '../host/host.ts';
import { groupNamed, isMember, parseGroups, parseUsers } from '../host/users.ts';
import { type Finding, finding } from './finding.ts';

/** The name of the user that runs this. */
export function currentUser(host: Host): string {
  return parseUsers(host).find(({ uid }) => uid === host.user.uid)?.name ?? String(host.user.uid);
}

/** Why this user may not use a device, and which group would let it. */
export function deviceDenied(
  host: Host,
  level: 'warning' | 'fault',
  part: 'port' | 'oled' | 'led' | 'relay',
  path: string,
): Finding {
  const { gid, mode = 0 } = host.stat(path) ?? {};
  const group = parseGroups(host).find((one) => one.gid === gid);
  if (!group || (mode & 0o060) === 0 || group.gid === 0) {
    return finding(level, part, 'portClosed', path, group?.name ?? '?', mode.toString(8));
  }
  return finding(level, part, codeOfGroup(host, group.name, 'portDenied'), path, group.name, currentUser(host));
}

/** Why this user may not use a file of the daemon: only its group may, by default the daemon's own. */
export function fileDenied(
  host: Host,
  part: 'conf' | 'logs' | 'daemon',
  code: 'confUnreadable' | 'logsClosed',
  path: string,
  gid = host.stat(path)?.gid,
): Finding {
  const group = parseGroups(host).find((one) => one.gid === gid)?.name ?? 'linky';
  return finding('fault', part, codeOfGroup(host, group, code), path, group, currentUser(host));
}

/** The code, or `loginAgain` where the user is already a member in /etc/group, but not yet in this session. */
function codeOfGroup<C extends string>(host: Host, name: string, code: C): C | 'loginAgain' {
  const group = groupNamed(host, name);
  const lacks = group && isMember(host, currentUser(host), group) && !host.user.groups.includes(group.gid);
  return lacks ? 'loginAgain' : code;
}
