import { InputError } from '../source/source.js';
import { printable } from '../text/format.js';
import type { Texts } from '../text/index.js';
import { inputWords } from '../text/input.js';

/** What a command says when it fails: one line, and the exit code. */
export class Failure extends Error {
  readonly code: number;

  /** @param code 1 it failed, 2 wrong usage, 3 no daemon answers */
  constructor(line: string, code = 1) {
    super(line);
    this.code = code;
  }
}

/** The short name of a system error: ENOENT, EACCES… */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
}

/** An input that cannot be used, in words; any other error as it is. */
export function inputFailure(error: unknown, texts: Texts['daemon']): unknown {
  return error instanceof InputError ? new Failure(inputWords(error, texts)) : error;
}

/** Says in one line on stderr why a command failed, and ends the process; with $LINKY_DEBUG, where it did as well. */
export function endFailed(error: unknown, { error: word }: Texts['cli']): never {
  const known = error instanceof Failure;
  if (!known && process.env['LINKY_DEBUG']) throw error;
  const line = known ? error.message : `${word}: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`linky-monitor: ${printable(line)}\n`);
  process.exit(known ? error.code : 1);
}
