/**
 * An error that the program expects. `kind` says what went wrong; the words that a user reads are in text/errors.ts,
 * under the error's name and kind.
 */
export abstract class AppError<K extends string> extends Error {
  abstract override readonly name: string;
  readonly kind: K;
  /** The file, input or socket that it is about. */
  readonly path: string | undefined;
  /** What else is known: the system's code or words, a process number… */
  readonly detail: string;

  constructor(kind: K, path: string | undefined, detail = '') {
    super([kind, path, detail].filter(Boolean).join(' '));
    this.kind = kind;
    this.path = path;
    this.detail = detail;
  }
}
