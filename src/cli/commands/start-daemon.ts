import type { Call } from '../command.ts';
import { beLean } from '../v8-flags.ts';
import type { DaemonFlags } from './daemon.ts';

/** Loads `daemon` and runs it. */
export async function startDaemon(call: Call<DaemonFlags>): Promise<never> {
  // Before more is loaded: it would bring the compiler to work once, and that into memory for days, 4 MB.
  beLean('--no-opt', '--no-sparkplug', '--no-parallel-scavenge', '--minor-gc-task-trigger=25');
  return (await import('./daemon.ts')).daemon(call);
}
