import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../../time/local.ts';

/** Where the logs lie, and the prices that go with them. */
export interface LogPaths {
  readonly logs: string;
  readonly tariffsFile: string;
}

/** Logs read so far, and how many there are to read. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Work in pieces, so that the screen and its keys go on meanwhile: one log or so a piece. */
export type Steps<T> = Generator<Progress | undefined, T>;

/** When a file changed last, ms; undefined where it is not there, or not to be seen. */
export function changedAt(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}

/** When the logs of some days changed last: the same text as long as none of them did. */
export function changesOf(logs: string, files: ReadonlyMap<Day, readonly string[]>, days: readonly Day[]): string {
  return days.flatMap((day) => (files.get(day) ?? []).map((name) => changedAt(join(logs, name)))).join();
}

/** Why the logs could not be read: errno and path. */
export function faultOf(error: unknown, logs: string): string {
  return `${codeOf(error)} ${(error as { path?: string }).path ?? logs}`;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;
