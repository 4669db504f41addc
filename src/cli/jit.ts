import { setFlagsFromString } from 'node:v8';

/*
 * Imported first, before anything has run hot: these commands do without the optimising compiler. On 42 groups a
 * second the daemon gains nothing by it, and its own pages alone cost 4 MB of memory; a report on days that are summed up
 * already takes less time than the compiler would (ten years: 0.41 s of CPU with it, 0.25 s without; Node 20).
 */
const LEAN = ['daemon', 'report'];

if (LEAN.some((command) => process.argv.includes(command))) setFlagsFromString('--no-opt');

/** For the screen: what runs once a second is not worth compiling, which costs a tenth of the CPU and 4 MB (Node 20). */
export function disableJit(): void {
  setFlagsFromString('--no-opt');
}

/** For work that turns out to be long. */
export function enableJit(): void {
  setFlagsFromString('--opt');
}
