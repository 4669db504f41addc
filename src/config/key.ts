/** One key of the file: its default, the values it takes (as an issue shows them), and how its text is read. */
export interface Key<T> {
  readonly fallback: T;
  readonly expected: string;
  /** Undefined for a text that is not a value of this key. */
  read(text: string): T | undefined;
}

export const key = <T>(fallback: T, expected: string, read: Key<T>['read']): Key<T> => ({ fallback, expected, read });
export const number = (fallback: number, min: number, max: number, form = /^\d+(\.\d+)?$/): Key<number> =>
  key(fallback, `${min}…${max}`, (text) =>
    form.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
  );
export const integer = (fallback: number, min: number, max: number): Key<number> => number(fallback, min, max, /^\d+$/);
export const oneOf = <T extends string>(...words: readonly [T, ...T[]]): Key<T> =>
  key(words[0], words.join(' | '), (text) => words.find((word) => word === text));
/** Several of a few words, in the order in which these are known. */
export const words = <T extends string>(fallback: readonly T[], ...known: readonly T[]): Key<readonly T[]> =>
  key(fallback, `${known.join(' ')} (≥ 1)`, (text) => {
    const named = text.split(/[\s,]+/).filter(Boolean);
    return named.length > 0 && named.every((word) => known.some((one) => one === word))
      ? known.filter((one) => named.includes(one))
      : undefined;
  });
export const flag = (fallback: boolean): Key<boolean> =>
  key(fallback, '0 | 1', (text) => (text === '1' ? true : text === '0' ? false : undefined));
/** A key without a default. */
export const optional = <T>(expected: string, read: Key<T>['read']): Key<T | undefined> =>
  key<T | undefined>(undefined, expected, read);
