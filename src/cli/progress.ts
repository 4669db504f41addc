import type { Steps } from '../report/reading.js';
import { optimise } from './lean.js';

/** Work that is done within this says nothing of itself, ms. */
const SILENT_MS = 1000;
/** Work that takes longer is worth the compiler's time, ms. */
const SHORT_MS = 250;
/** How often it says how far it is: on a terminal, and elsewhere (a file, a cron mail), ms. */
const EVERY_MS = { terminal: 200, lines: 10_000 };
/** To the beginning of the line, and clear it. */
const AGAIN = '\r\u001b[K';

/** Does all the steps and tells on stderr how far it is; on a terminal in one line, which is gone in the end. */
export function withProgress<T>(steps: Steps<T>, words: (done: number, of: number) => string): T {
  const terminal = process.stderr.isTTY;
  const began = performance.now();
  let next = began + SILENT_MS;
  let [shown, optimised] = [false, false];
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      const now = performance.now();
      if (!optimised && now - began > SHORT_MS) {
        optimised = true;
        optimise();
      }
      if (now < next) continue;
      next = now + (terminal ? EVERY_MS.terminal : EVERY_MS.lines);
      const text = words(step.value.done, step.value.of);
      process.stderr.write(terminal ? AGAIN + text : `${text}\n`);
      shown = true;
    }
  } finally {
    if (terminal && shown) process.stderr.write(AGAIN);
  }
}
