import type { Steps } from '../report/read-logs.ts';
import { enableJit } from './jit.ts';

/** Work that is done within this says nothing of itself, ms. */
const SILENT_MS = 1000;
/** Work that takes longer is worth the compiler's time, ms. */
const SHORT_MS = 250;
/** How often it says how far it is: on a terminal, and elsewhere (a file, a cron mail), ms. */
const EVERY_MS = { terminal: 200, lines: 10_000 };
/** To the beginning of the line, and clear it. */
const AGAIN = '\r\u001b[K';

interface Surroundings {
  readonly out: { readonly isTTY?: boolean; write(text: string): unknown };
  /** Ms of a clock that no one sets. */
  now(): number;
}

/** Does all the steps and tells on stderr how far it is; on a terminal in one line, which is gone in the end. */
export function withProgress<T>(
  steps: Steps<T>,
  words: (done: number, of: number) => string,
  { out, now }: Surroundings = { out: process.stderr, now: () => performance.now() },
): T {
  const began = now();
  let next = began + SILENT_MS;
  let [shown, optimised] = [false, false];
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      const at = now();
      if (!optimised && at - began > SHORT_MS) {
        optimised = true;
        enableJit();
      }
      if (at < next) continue;
      next = at + (out.isTTY ? EVERY_MS.terminal : EVERY_MS.lines);
      const text = words(step.value.done, step.value.of);
      out.write(out.isTTY ? AGAIN + text : `${text}\n`);
      shown = true;
    }
  } finally {
    if (out.isTTY && shown) out.write(AGAIN);
  }
}
