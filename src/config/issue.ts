/** One line of a configuration file that could not be taken; the rest of the file is. */
export interface ConfigIssue {
  readonly file: string;
  /** From 1; 0 when it is the file itself. */
  readonly line: number;
  readonly key: string;
  readonly value: string;
  /** What the line could have said: a range, a form or a list, the same in every language. */
  readonly expected: string;
}
