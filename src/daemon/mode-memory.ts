import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BAUD, type TicMode } from '../tic/labels.js';

/** The mode that the meter spoke last, kept beside the logs: automatic mode tries it first. A cache: it may be deleted. */
export class ModeMemory {
  readonly #file: string;
  #mode: TicMode | undefined;

  constructor(logs: string) {
    this.#file = join(logs, '.mode');
  }

  recall(): TicMode | undefined {
    try {
      const text = readFileSync(this.#file, 'utf8').trim();
      if (Object.hasOwn(BAUD, text)) this.#mode = text as TicMode;
    } catch {
      // Not there yet, or unreadable: both speeds will be tried.
    }
    return this.#mode;
  }

  remember(mode: TicMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    try {
      writeFileSync(this.#file, `${mode}\n`);
    } catch {
      // A disk that takes nothing is told by the log; this costs five seconds at the next start.
    }
  }
}
