import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf, startOfDay } from '../time/local.ts';
import { filesByDay } from './reader.ts';

/** More than the longest line of ours, bytes. */
const TAIL = 4096;
const STAMP = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) [A-Z]+ /;

/**
 * The instant of the last line of the newest log, ms: no later line can be earlier. Of a time that October has twice
 * the first; of a compressed log the start of its day.
 * @returns undefined where there are no logs, or they cannot be read
 */
export function latestInstant(directory: string): number | undefined {
  try {
    const [day, names] = [...filesByDay(directory)].at(-1) ?? [];
    if (day === undefined || names === undefined) return undefined;
    const stamps = names.flatMap((name) => (name.endsWith('.gz') ? [] : lastStamp(join(directory, name))));
    return Math.max(startOfDay(day), ...stamps.filter((at) => !Number.isNaN(at)));
  } catch {
    return undefined;
  }
}

/** The instant of the last whole line that has one. */
function lastStamp(path: string): number[] {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return [];
    const { size } = stat;
    const tail = Buffer.alloc(Math.min(TAIL, size));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    const lines = tail.toString('latin1').split('\n').slice(0, -1).reverse();
    const found = STAMP.exec(lines.find((line) => STAMP.test(line)) ?? '');
    return found ? [instantOf(`${found[1]}-${found[2]}-${found[3]}T${found[4]}`)] : [];
  } finally {
    closeSync(fd);
  }
}
