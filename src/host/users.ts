import type { Host } from './host.ts';

/** A group as /etc/group says it. */
export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** A user as /etc/passwd says it. */
export interface User {
  readonly name: string;
  readonly uid: number;
  /** Main group. */
  readonly gid: number;
}

export function parseGroups(host: Host): Group[] {
  return rows(host, '/etc/group').map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(Boolean),
  }));
}

export function parseUsers(host: Host): User[] {
  return rows(host, '/etc/passwd').map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

export function groupNamed(host: Host, name: string): Group | undefined {
  return parseGroups(host).find((group) => group.name === name);
}

export function userNamed(host: Host, name: string): User | undefined {
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
