import { setFlagsFromString } from 'node:v8';

/*
 * Imported first, before any code is hot: these commands run without the optimising compiler. For 42 groups a second the
 * daemon gains nothing by it, and its pages alone cost 4 MB of memory. A report on days that are in the cache takes less
 * time than the compiler (ten years: 0.41 s of CPU with it, 0.25 s without; Node 20).
 */
const WITHOUT_JIT = ['daemon', 'report'];

if (WITHOUT_JIT.some((command) => process.argv.includes(command))) setFlagsFromString('--no-opt');

/**
 * For the screen and the MQTT bridge. Compiling what runs once a second costs a tenth of the CPU and 4 MB, and gains
 * nothing. Nor do they gain by room for young objects that grows from 1 MB to 16: 12 to 25 MB of memory are touched for
 * it, and a seventh of the CPU of a start goes into that (Node 20).
 */
export function keepSmall(): void {
  setFlagsFromString('--no-opt');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** For work that turns out to be long. */
export function enableJit(): void {
  setFlagsFromString('--opt');
}
