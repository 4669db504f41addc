import { execFileSync } from 'node:child_process';

export interface Version {
  /** As dpkg compares them: a later commit is newer, and a release older than the commits that follow it. */
  readonly name: string;
  /** The time that all files get, s since 1970. */
  readonly epoch: number;
}

/**
 * The version of a commit: that of package.json where it is tagged so, else with the commit's time and number.
 * @param env SOURCE_DATE_EPOCH comes before the commit's time, for a tree that is not Git's
 * @throws Error where neither is known
 */
export function versionOf(root: string, version: string, env: NodeJS.ProcessEnv): Version {
  const git = (...words: string[]): string | undefined => {
    try {
      return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return undefined;
    }
  };
  const [time, hash = ''] = git('log', '-1', '--format=%ct %H')?.split(' ') ?? [];
  const given = env['SOURCE_DATE_EPOCH'];
  const epoch = Number(given ?? time);
  if (!Number.isSafeInteger(epoch) || epoch < 0 || (given ?? time ?? '') === '')
    throw new Error('no commit here: SOURCE_DATE_EPOCH=… says the time of the files');
  if (time === undefined) return { name: version, epoch };
  const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
  const isRelease = git('tag', '--points-at', 'HEAD')?.split('\n').includes(`v${version}`);
  if (isRelease && !isChanged) return { name: version, epoch };
  const moment = new Date(Number(time) * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  return { name: `${version}+git${moment}.${hash.slice(0, 7)}${isChanged ? '.changed' : ''}`, epoch };
}
