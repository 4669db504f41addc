import { constants } from 'node:os';

/**
 * Signals that end a program which does not catch them. Left out: those of a fault of the processor (SIGSEGV, SIGBUS,
 * SIGFPE, SIGILL), after which no JavaScript may run, and SIGPIPE and SIGXFSZ, which Node turns into errors.
 */
export const ENDING_SIGNALS = [
  ...(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF'] as const),
  ...(['SIGXCPU', 'SIGPWR', 'SIGIO', 'SIGSTKFLT', 'SIGSYS', 'SIGTRAP', 'SIGABRT'] as const),
] as const satisfies readonly NodeJS.Signals[];

/** Node's own profilers are driven by this one. */
const isProfiled = process.execArgv.some((word) => /^--(?:cpu-prof|prof)\b/.test(word));
const caught = ENDING_SIGNALS.filter((signal) => !(isProfiled && signal === 'SIGPROF'));

/** The exit code that a shell gives a program that a signal has ended. */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

type End = (signal: NodeJS.Signals) => void;

/** Who wants to know, the last one first: the screen within a demo ends the screen, not the demo. */
const ends: End[] = [];
const callLast = (signal: NodeJS.Signals): void => ends.at(-1)?.(signal);

/**
 * Has every ending signal call `end` instead, each time it comes, until somebody else asks for the same.
 * @returns gives the signals back to who had them before
 */
export function onEndingSignal(end: End): () => void {
  if (ends.length === 0) for (const signal of caught) process.on(signal, callLast);
  ends.push(end);
  return () => {
    const place = ends.indexOf(end);
    if (place >= 0) ends.splice(place, 1);
    if (ends.length === 0) for (const signal of caught) process.removeListener(signal, callLast);
  };
}
