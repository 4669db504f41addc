/** Longest command, in words: nobody needs more to light a lamp. */
const MOST_WORDS = 100;

/**
 * A command as its words, by the quoting of a shell and nothing else of it: 'as it is', "the same", \x for one character.
 * @returns undefined where a quote is not closed, or there is no word
 */
export function splitCommand(text: string): string[] | undefined {
  const words: string[] = [];
  const word = /\s*((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+)/y;
  while (text.slice(word.lastIndex).trim() !== '') {
    const found = word.exec(text)?.[1];
    if (found === undefined || words.length >= MOST_WORDS) return undefined;
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
