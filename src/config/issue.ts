/** One line of a configuration file that cannot be used; the rest of the file is. */
export interface ConfigIssue {
  readonly file: string;
  /** From 1; 0 when the file itself cannot be read. */
  readonly line: number;
  readonly key: string;
  readonly value: string;
  /** What the line could have said, a range, a form or a list; of line 0 the system's code. In English where it has words. */
  readonly expected: string;
  /** Where the key does not exist: the keys that it may have been meant for, if any. */
  readonly near?: readonly string[];
}
