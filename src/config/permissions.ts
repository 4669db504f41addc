import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Finds where another user than root could write to a file, or put another in its place: the file, the target of its
 * links, and every directory above both must belong to root and be closed to group and others. A sticky directory such
 * as /tmp is allowed: in it nobody else can remove what belongs to root.
 * @param statOf lstat, or a test's stand-in
 * @returns the path, and the command that closes it; undefined where only root can
 */
export function findUntrustedPath(file: string, statOf: (path: string) => Stats = lstatSync) {
  const seen = new Set<string>();
  for (const start of [resolve(file), realpathSync(file)]) {
    for (let path = start; !seen.has(path); path = dirname(path)) {
      seen.add(path);
      const stat = statOf(path);
      // The mode of a link means nothing: anybody who may write in its directory can replace it.
      const isOpen = !stat.isSymbolicLink() && (stat.mode & 0o022) !== 0 && (stat.mode & 0o1000) === 0;
      if (stat.uid === 0 && !isOpen) continue;
      const cures = [...(stat.uid === 0 ? [] : [`chown root ${path}`]), ...(isOpen ? [`chmod go-w ${path}`] : [])];
      return { path, cure: cures.join(' && ') };
    }
  }
  return undefined;
}
