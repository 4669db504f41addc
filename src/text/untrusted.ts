/* Words of unknown origin (a socket, a log, the command line): how to look them up and how to show them. */

/** The entry of a table under a word; undefined for `constructor` and the like, which every object has. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/**
 * Text made harmless to a terminal: line breaks and control characters become spaces; what has no width or turns the
 * direction of writing becomes visible.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cf}\p{Cs}]/gu, '\ufffd');
}

/** JSON made harmless to a terminal: what `printable` replaces is escaped, so that it still reads back as it was. */
export function printableJson(value: unknown): string {
  const escaped = (sign: string): string =>
    Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
  return JSON.stringify(value).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu, escaped);
}
