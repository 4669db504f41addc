import { InputError } from '../source/source.ts';
import { printable } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { inputWords } from '../text/input.ts';

/** What a command says when it fails: one line, and the exit code. */
export class CliError extends Error {
  readonly code: number;

  /** @param code 1 it failed, 2 wrong usage, 3 no daemon answers */
  constructor(line: string, code = 1) {
    super(line);
    this.code = code;
  }
}

/** An input that cannot be used, in words; any other error as it is. */
export function inputFailure(error: unknown, texts: Texts['daemon']): unknown {
  return error instanceof InputError ? new CliError(inputWords(error, texts)) : error;
}

/** Says in one line on stderr why a command failed, and ends the process; with $LINKY_DEBUG, where it did as well. */
export function exitWith(error: unknown, { error: word }: Texts['cli']): never {
  const known = error instanceof CliError;
  if (!known && process.env['LINKY_DEBUG']) throw error;
  const line = known ? error.message : `${word}: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`linky-monitor: ${printable(line)}\n`);
  process.exit(known ? error.code : 1);
}
