import { setTimeout as sleep } from 'node:timers/promises';
import { TIMEOUT_MS } from './emulated.ts';

/** Prints the result of each check, with the time since the start, and counts the failures. */
export class Verdict {
  #failures = 0;
  readonly #began = performance.now();
  readonly #name: string;

  /** @param name the script of npm that this is */
  constructor(name = 'test:pi') {
    this.#name = name;
  }

  say(text: string): void {
    console.log(`[${((performance.now() - this.#began) / 1000).toFixed(1).padStart(6)} s] ${text}`);
  }

  check(what: string, holds: boolean, found: string): void {
    if (!holds) this.#failures++;
    this.say(`${holds ? 'PASS' : 'FAIL'} ${what}${holds ? '' : `; found: ${found}`}`);
  }

  failed(error: unknown): void {
    this.check('every scenario runs to its end', false, error instanceof Error ? String(error.stack) : String(error));
  }

  /** Prints the verdict. @returns the exit code */
  close(): number {
    console.log(this.#failures === 0 ? `${this.#name}: PASS` : `${this.#name}: FAIL (${this.#failures})`);
    return this.#failures === 0 ? 0 : 1;
  }

  /** Waits until something is so, checking every 200 ms. @returns whether it came to be so */
  async waitFor(what: () => Promise<boolean> | boolean, ms = TIMEOUT_MS): Promise<boolean> {
    for (const end = performance.now() + ms; performance.now() < end; await sleep(200)) {
      if (await what()) return true;
    }
    return false;
  }
}
