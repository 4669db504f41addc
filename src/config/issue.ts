/** One line of a configuration file that cannot be used; the rest of the file is. */
export interface ConfigIssue {
  readonly file: string;
  /** From 1; 0 when the file itself cannot be read. */
  readonly line: number;
  readonly key: string;
  readonly value: string;
  /** What the line could have said: a range, a form or a list that is the same in every language; of line 0 the system's code. */
  readonly expected: string;
}
