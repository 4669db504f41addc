import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../config/read.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';

/** The mode that the meter spoke last, kept beside the logs: automatic mode tries it first. A cache: it may be deleted. */
export class ModeMemory {
  readonly #file: string;
  #mode: TicMode | undefined;

  constructor(logs: string) {
    this.#file = join(logs, '.mode');
  }

  load(): TicMode | undefined {
    try {
      const text = readText(this.#file).trim();
      if (Object.hasOwn(BAUD, text)) this.#mode = text as TicMode;
    } catch {
      // Not there yet, or unreadable: both speeds will be tried.
    }
    return this.#mode;
  }

  save(mode: TicMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    try {
      // As the log: not through a link, and no pipe is waited for.
      const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;
      const fd = openSync(this.#file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o664);
      try {
        writeSync(fd, `${mode}\n`);
      } finally {
        closeSync(fd);
      }
    } catch {
      // A disk that takes nothing is told by the log; this costs five seconds at the next start.
    }
  }
}
