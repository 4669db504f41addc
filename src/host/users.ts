import type { Host } from './host.ts';

/** A group as /etc/group says it. */
export type Group = ReturnType<typeof parseGroups>[number];

/** The groups of /etc/group. */
export function parseGroups(host: Host) {
  return rows(host, '/etc/group').map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(Boolean),
  }));
}

/** The users of /etc/passwd, each with its main group. */
export function parseUsers(host: Host) {
  return rows(host, '/etc/passwd').map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

export function groupNamed(host: Host, name: string) {
  return parseGroups(host).find((group) => group.name === name);
}

export function userNamed(host: Host, name: string) {
  return parseUsers(host).find((user) => user.name === name);
}

/** Whether /etc/group or /etc/passwd puts the user into the group: true from the next login on. */
export function isMember(host: Host, user: string, group: Group): boolean {
  return group.members.includes(user) || userNamed(host, user)?.gid === group.gid;
}

/** Whether a user may access what has this mode and owner. @param bit 4 read, 2 write, 1 pass a directory */
export function allows(
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
  who: { readonly uid: number; readonly groups: readonly number[] },
  bit: 4 | 2 | 1,
): boolean {
  if (who.uid === 0) return true;
  const shift = uid === who.uid ? 6 : who.groups.includes(gid) ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}

const rows = (host: Host, file: string): string[][] =>
  (host.read(file) ?? '')
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => line.split(':'));
