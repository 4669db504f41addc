import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { codeOf, withCode } from './files.ts';

/*
 * A lock is a symbolic link that leads nowhere and names the process that has it: the system makes it whole or not at
 * all, and a full disk has room for it. A process that was killed leaves its lock behind. Who would break that has to
 * hold the lock on breaking it, named after the dead one: of two who saw it dead, the second would else break the lock
 * that the first has just taken.
 */

/** Times to look again where locks come and go. */
const MAX_TRIES = 50;
/** What a lock says: a process by its number and when it began, as numbers are given again. */
const HOLDER = /^\d+-\d*$/;

/** Held until it is given back, or the process ends. */
export interface Lock {
  /** Whether it is still there, and ours. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes a lock, that of a process that has ended too.
 * @returns the lock; the pid of the process that has it
 * @throws the system's error where no link can be made
 */
export function takeLock(path: string): Lock | number {
  const us = nameOf(process.pid);
  const isHeld = (): boolean => holderOf(path) === us;
  const lock: Lock = { isHeld, release: () => isHeld() && rmSync(path, { force: true }) };
  for (let i = 0; i < MAX_TRIES; i++) {
    const holder = holderOf(path);
    if (holder === us) return lock;
    if (holder === undefined) {
      if (made(us, path)) return lock;
    } else if (isRunning(holder)) return pidOf(holder);
    else {
      const breaker = breakLock(path, holder, us);
      if (breaker !== undefined) return breaker;
    }
  }
  throw withCode('EBUSY');
}

/** Puts our lock in the place of that of a dead process. @returns the pid of another one that is doing the same */
function breakLock(path: string, holder: string, us: string): number | undefined {
  const breaking = takeLock(`${path}.${holder}`);
  if (typeof breaking === 'number') return breaking;
  try {
    if (holderOf(path) !== holder) return undefined;
    const ours = `${path}.${us}.new`;
    rmSync(ours, { force: true });
    symlinkSync(us, ours);
    renameSync(ours, path);
    return undefined;
  } finally {
    breaking.release();
  }
}

/** @returns false where another lock is there */
function made(us: string, path: string): boolean {
  try {
    symlinkSync(us, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where there is no lock. @throws the system's error; EINVAL for what is no lock */
function holderOf(path: string): string | undefined {
  let holder: string;
  try {
    holder = readlinkSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  // A name that leads elsewhere would have us make locks there.
  if (!HOLDER.test(holder)) throw withCode('EINVAL');
  return holder;
}

const nameOf = (pid: number): string => `${pid}-${beginningOf(pid) ?? ''}`;
const pidOf = (name: string): number => Number.parseInt(name, 10);
const isRunning = (name: string): boolean => beginningOf(pidOf(name)) !== undefined && nameOf(pidOf(name)) === name;

/** When a process began, in ticks since the machine did; undefined where it does not run, or only waits to be buried. */
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program may have blanks and brackets.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
