import { writeAll } from '../host/write-all.ts';
import type { Lang } from '../text/format.ts';
import { printable } from '../text/untrusted.ts';

/** Why a command fails: its line for the user, and the exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: number;

  /**
   * @param code 1: it failed; 2: wrong usage; 3: no daemon answers
   * @param cause the error behind it, if any
   */
  constructor(line: string, code = 1, cause?: unknown) {
    super(line, { cause });
    this.code = code;
  }
}

/** Whether the error is of an input that no machine has: its name was mistyped. */
const isMisuse = (error: unknown): boolean =>
  error instanceof Error && error.name === 'InputError' && 'kind' in error && MISUSES.includes(error.kind as string);

const MISUSES = ['unknown', 'scenario'];

/** Any error as the command line shows it: those that the program expects have a line of their own. */
export async function asCliError(error: unknown, lang: Lang): Promise<CliError> {
  if (error instanceof CliError) return error;
  const [{ describeError }, { cli }] = await Promise.all([import('../text/errors.ts'), import('../text/cli.ts')]);
  const message = error instanceof Error ? error.message : String(error);
  return new CliError(describeError(error, lang) ?? `${cli[lang].error}: ${message}`, isMisuse(error) ? 2 : 1, error);
}

/** Ends the process with the line of the error on stderr; with $LINKY_DEBUG it throws the original error, which shows its stack. */
export function exitWith(error: CliError): never {
  if (process.env['LINKY_DEBUG']) throw error.cause ?? error;
  writeToStderr(`linky-monitor: ${printable(error.message)}\n`);
  process.exit(error.code);
}

function writeToStderr(text: string): void {
  try {
    const rest = writeAll(2, text);
    if (rest.length > 0) process.stderr.write(rest);
  } catch {
    // Nobody reads it: the exit code says that it failed.
  }
}
