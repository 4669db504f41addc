import { setFlagsFromString } from 'node:v8';

/*
 * Imported first, before anything has run hot: these commands do without the optimising compiler. On 42 groups a
 * second the daemon gains nothing by it, and its own pages alone cost 4 MB of memory; a report on days that are summed up
 * already takes less time than the compiler would (ten years: 0.41 s of CPU with it, 0.25 s without; Node 20).
 */
const LEAN = ['daemon', 'report'];

/*
 * The screen, too, and with a heap that stays small: what it makes each second is gone the next one. Room for new
 * objects that does not grow, and old ones packed sooner, are 7 MB less (63 MB, 53 with both; Node 20).
 */
const [, , first = 'tui'] = process.argv;
const isScreen = first === 'tui' || first.startsWith('--');

if (isScreen || LEAN.some((command) => process.argv.includes(command))) setFlagsFromString('--no-opt');
if (isScreen) for (const flag of ['--semi-space-growth-factor=1', '--optimize-for-size']) setFlagsFromString(flag);

/** For work that turns out to be long. */
export function optimise(): void {
  setFlagsFromString('--opt');
}
