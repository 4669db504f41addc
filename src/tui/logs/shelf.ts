/** Where the logs lie, and the prices that go with them. */
export interface Shelf {
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

/** Why the logs could not be read: errno and path. */
export function faultOf(error: unknown, logs: string): string {
  return `${(error as NodeJS.ErrnoException).code ?? (error as Error).message} ${logs}`;
}
