import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readTail } from '../host/files.ts';
import { instantOf, startOfDay } from '../time/local.ts';
import { filesByDay } from './reader.ts';

/** Longer than any line that we write. */
const TAIL_BYTES = 4096;
const STAMP = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) [A-Z]+ /;

/**
 * The instant of the last line of the newest log, ms: no later line can be earlier. A time that October has twice
 * counts as the first of the two; a log that is compressed or cannot be read counts as the start of its day. What is no
 * file, whatever its name, counts for nothing.
 * @returns undefined where there are no logs, or their directory cannot be read
 */
export function latestInstant(directory: string): number | undefined {
  try {
    for (const [day, all] of [...filesByDay(directory)].reverse()) {
      const names = all.filter((name) => isFile(join(directory, name)));
      if (names.length === 0) continue;
      const plain = names.filter((name) => !name.endsWith('.gz'));
      return Math.max(startOfDay(day), ...plain.flatMap((name) => lastStamp(join(directory, name)) ?? []));
    }
    return undefined;
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The instant of the last whole line that has one. */
function lastStamp(path: string): number | undefined {
  try {
    const lines = readTail(path, TAIL_BYTES).toString('latin1').split('\n').slice(0, -1).reverse();
    const stamp = STAMP.exec(lines.find((line) => STAMP.test(line)) ?? '');
    const at = stamp ? instantOf(`${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}`) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  } catch {
    return undefined;
  }
}
