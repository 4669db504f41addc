import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes the half-written files of programs that were killed.
 * @param name its first group is the id of the process that wrote it; what a running one writes stays
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
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
