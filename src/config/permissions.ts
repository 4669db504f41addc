import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Somebody other than root may change what a path leads to: at `path`, and what ends that. */
export interface UntrustedPath {
  readonly path: string;
  readonly cure: string;
}

/**
 * Whether somebody other than root could write to a file, or put another in its place: the file, what it is a link to,
 * and every directory above both must belong to root and be closed to group and others. In a sticky directory, as /tmp
 * is, nobody removes what is root's.
 * @param statOf a stand-in for the disk's answers
 * @returns where it is weak; undefined where only root can
 */
export function findUntrustedPath(
  file: string,
  statOf: (path: string) => Stats = lstatSync,
): UntrustedPath | undefined {
  const seen = new Set<string>();
  for (const start of [resolve(file), realpathSync(file)]) {
    for (let path = start; !seen.has(path); path = dirname(path)) {
      seen.add(path);
      const stat = statOf(path);
      // The modes of a link mean nothing: it can be changed only by who may write in its directory.
      const isOpen = !stat.isSymbolicLink() && (stat.mode & 0o022) !== 0 && (stat.mode & 0o1000) === 0;
      if (stat.uid === 0 && !isOpen) continue;
      const cures = [...(stat.uid === 0 ? [] : [`chown root ${path}`]), ...(isOpen ? [`chmod go-w ${path}`] : [])];
      return { path, cure: cures.join(' && ') };
    }
  }
  return undefined;
}
