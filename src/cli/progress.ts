import { monotonicMs } from '../host/monotonic.ts';
import type { Work } from '../report/sums/read-logs.ts';
import { compile } from './v8-flags.ts';

/** Progress is shown only for work that takes longer. */
const SHOW_AFTER_MS = 1000;
/** Work that takes longer is worth the time of the optimising compiler. */
const COMPILE_AFTER_MS = 250;
/** Time between two shows of progress, ms: on a terminal, and elsewhere (a file, a cron mail). */
const EVERY_MS = { terminal: 200, lines: 10_000 };
/** Goes to the beginning of the line and clears it. */
const CLEAR_LINE = '\r\u001b[K';

/** Asked for when there is something to show: Node makes a stream of it then. */
const stderr = {
  get isTTY(): boolean {
    return process.stderr.isTTY;
  },
  write: (text: string): unknown => process.stderr.write(text),
};

/**
 * Does all the steps and shows progress on stderr; on a terminal in one line, which is cleared at the end.
 * @param now monotonic clock, ms
 */
export function withProgress<T>(
  steps: Work<T>,
  describe: (done: number, of: number) => string,
  out: { readonly isTTY?: boolean; write(text: string): unknown } = stderr,
  now: () => number = monotonicMs,
): T {
  const began = now();
  let next = began + SHOW_AFTER_MS;
  let [shown, optimised] = [false, false];
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      const at = now();
      if (!optimised && at - began > COMPILE_AFTER_MS) {
        optimised = true;
        compile(true);
      }
      if (at < next) continue;
      next = at + (out.isTTY ? EVERY_MS.terminal : EVERY_MS.lines);
      const text = describe(step.value.done, step.value.of);
      out.write(out.isTTY ? CLEAR_LINE + text : `${text}\n`);
      shown = true;
    }
  } finally {
    if (shown && out.isTTY) out.write(CLEAR_LINE);
  }
}
