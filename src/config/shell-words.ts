/** Nobody needs a longer command to switch an LED. */
const MAX_WORDS = 100;

/**
 * Splits a command into words with a shell's quoting, and nothing else of a shell: 'literal', "with \\ escapes", \x for
 * one character.
 * @returns undefined where a quote is not closed, or there is no word
 */
export function splitCommand(text: string): string[] | undefined {
  const words: string[] = [];
  const word = /\s*((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+)/y;
  while (text.slice(word.lastIndex).trim() !== '') {
    const found = word.exec(text)?.[1];
    if (found === undefined || words.length >= MAX_WORDS) return undefined;
    words.push(
      found.replace(
        /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
        (_, plain, quoted, one) => plain ?? one ?? unescaped(quoted),
      ),
    );
  }
  return words.length > 0 && words[0] !== '' ? words : undefined;
}

const unescaped = (text: string): string => text.replace(/\\(["\\$`])/g, '$1');
