import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../host/files.ts';

/**
 * Removes the half-written files of programs that were killed.
 * @param name matches such a file; its first group is the process that writes it: while that runs, the file stays
 */
export function removeStaleFiles(directory: string, name: RegExp): void {
  for (const each of readdirSync(directory)) {
    const pid = name.exec(each)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(directory, each), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
