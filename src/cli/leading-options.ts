import type { CommonOptions } from './command.ts';

const NAMES = ['home', 'conf', 'logs', 'socket', 'lang'] as const satisfies readonly (keyof CommonOptions)[];

/**
 * Reads the common options at the start of a command line, each as two words, without commander: its loading alone takes
 * a third of the start of Node.
 * @returns the options, and the words from the first that is none of them on
 */
export function leadingOptions(words: readonly string[]): { options: CommonOptions; rest: readonly string[] } {
  const options: Partial<Record<keyof CommonOptions, string>> = {};
  let at = 0;
  for (; at < words.length; at += 2) {
    const [word = '', value = ''] = [words[at], words[at + 1]];
    const name = NAMES.find((known) => word === `--${known}`);
    if (name === undefined || value === '' || value.startsWith('-')) break;
    if (name === 'lang' && value !== 'fr' && value !== 'en') break;
    options[name] = value;
  }
  return { options: options as CommonOptions, rest: words.slice(at) };
}
