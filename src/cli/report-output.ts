import { resolve } from 'node:path';
import { codeOf, replaceFile } from '../host/files.ts';
import { dayOfLog } from '../journal/reader.ts';
import type { Texts } from '../text/index.ts';
import { CliError } from './errors.ts';

/** Standard output, as a file is named. */
const STDOUT = '-';

/** The file to write; undefined for standard output. @throws CliError, code 2, for a log, and for no name */
export function outputFile(name: string | undefined, { cli }: Pick<Texts, 'cli'>): string | undefined {
  if (name === undefined || name === STDOUT) return undefined;
  if (name === '') throw new CliError(cli.noOutput, 2);
  if (dayOfLog(name)) throw new CliError(cli.outputIsLog(name), 2);
  return name;
}

/** @throws CliError */
export function writeOutput(file: string, text: string, { cli }: Pick<Texts, 'cli'>): void {
  try {
    replaceFile(resolve(file), text);
  } catch (error) {
    throw new CliError(cli.unwritable(file, codeOf(error)), 1, error);
  }
}
