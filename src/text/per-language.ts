import type { Lang } from './format.ts';

/** A table of texts for each language. It is made when it is first asked for: a program speaks one of them. */
export function perLanguage<T>(fr: () => T, en: () => T): Readonly<Record<Lang, T>> {
  let french: T | undefined;
  let english: T | undefined;
  return {
    get fr(): T {
      french ??= fr();
      return french;
    },
    get en(): T {
      english ??= en();
      return english;
    },
  };
}
