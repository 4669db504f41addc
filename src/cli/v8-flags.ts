import { setFlagsFromString } from 'node:v8';

/*
 * V8 takes code that was kept back only under the very flags that it was made under: Node's own modules, which Node ships
 * so, and the program's files (code-cache.ts). A flag that is set before they are loaded has them compiled again, which
 * takes more time than the flag saves. So flags are set once that is done, and taken back while more is loaded or kept.
 */

/**
 * Flags, and those that undo them (Node 20).
 * no-opt: of what runs once a second, as the screen, or 42 times, as the daemon, compiling costs a tenth of the CPU and
 *   4 MB and gains nothing; a report on days that are in the cache takes less time than the compiler.
 * no-parallel-scavenge: threads that wait for each other take more time than one alone, where a heap is this small.
 * no-sparkplug: of what the daemon runs often it makes code of 0.6 MB, which saves a tenth of the CPU.
 * minor-gc-task-trigger: young objects are collected once they fill a quarter of their room, instead of four fifths: the rest
 *   of it is hardly touched, 0.3 MB.
 * semi-space-growth-factor: room for young objects that grows from 1 MB to 16 touches 12 to 25 MB, and gains nothing.
 */
const UNDONE_BY = {
  '--no-opt': '--opt',
  '--no-sparkplug': '--sparkplug',
  '--no-parallel-scavenge': '--parallel-scavenge',
  '--minor-gc-task-trigger=25': '--minor-gc-task-trigger=80',
  '--semi-space-growth-factor=1': '--semi-space-growth-factor=2',
} as const;

/**
 * Bytes of bytecode that a function runs through before it is looked at, of some looks before it is compiled: what V8 of
 * Node 20 takes, and for work that is long. Of years of logs each line passes through the same few functions, which have
 * run that much after some thousand lines; all else takes more time to be compiled than it saves.
 */
const BUDGET = { usual: '--interrupt-budget=67584', long: '--interrupt-budget=600000' } as const;

type LeanFlag = keyof typeof UNDONE_BY;

/** V8 says so on stderr where it does not know a flag: one has another name in Node 18, one is only in Node 20. */
const isNode = (major: number): boolean => process.version.startsWith(`v${major}.`);
const isKnown = (flag: LeanFlag): boolean => !flag.startsWith('--minor') || !isNode(18);

const inForce: LeanFlag[] = [];
let isLong = false;

/** For a command that has loaded what it begins with, and has little to do. */
export function beLean(...flags: readonly LeanFlag[]): void {
  const known = flags.filter(isKnown);
  inForce.push(...known);
  for (const flag of known) setFlagsFromString(flag);
}

/** With the optimising compiler, for work that turns out to be long, or without it again. */
export function compile(on: boolean): void {
  setFlagsFromString(on ? '--opt' : '--no-opt');
  isLong = on;
  setBudget(on ? 'long' : 'usual');
}

function setBudget(name: keyof typeof BUDGET): void {
  if (isNode(20)) setFlagsFromString(BUDGET[name]);
}

/** Loads or keeps code under the flags that the process was started with. */
export async function asStarted<T>(work: () => T | Promise<T>): Promise<T> {
  for (const flag of inForce) setFlagsFromString(UNDONE_BY[flag]);
  if (isLong) setBudget('usual');
  try {
    return await work();
  } finally {
    for (const flag of inForce) setFlagsFromString(flag);
    if (isLong) compile(true);
  }
}
