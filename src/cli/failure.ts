import { InputError } from '../source/source.js';
import type { Texts } from '../text/index.js';

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
  if (!(error instanceof InputError)) return error;
  const { input, message } = error;
  const words = {
    unknown: texts.inputUnknown(input),
    empty: texts.inputEmpty(input),
    unreadable: texts.inputUnreadable(input, message),
    scenario: texts.scenarioUnknown(input, message),
  };
  return new Failure(words[error.kind]);
}
