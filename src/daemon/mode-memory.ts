import { constants, ftruncateSync, type Stats, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../config/read.ts';
import { withCode, withRegularFile } from '../host/files.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';

/** The mode in which the meter last sent, kept beside the logs: automatic mode tries it first. It may be deleted. */
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
      // Not there yet, or unreadable: historique is tried first.
    }
    return this.#mode;
  }

  save(mode: TicMode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    // As with the log, a link is not followed, and a second name of another file not written.
    const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
    const write = (fd: number, { nlink }: Stats): void => {
      if (nlink > 1) throw withCode('EMLINK');
      ftruncateSync(fd);
      writeSync(fd, `${mode}\n`);
    };
    try {
      withRegularFile(this.#file, write, O_WRONLY | O_CREAT | O_NOFOLLOW);
    } catch {
      // The log says that the disk takes nothing; this only costs five seconds at the next start.
    }
  }
}
