import type { CommonOptions } from './paths.ts';

const OPTIONS: Readonly<Record<string, keyof CommonOptions>> = {
  ...{ '--home': 'home', '--conf': 'conf', '--logs': 'logs', '--socket': 'socket', '--lang': 'lang' },
};

/**
 * Reads a command line that asks for the screen and says only where things are, each option as two words.
 * @returns undefined where it says anything else: that is for the commands to understand
 */
export function fastPathOptions(words: readonly string[]): CommonOptions | undefined {
  const options: Partial<Record<keyof CommonOptions, string>> = {};
  for (let i = words[0] === 'tui' ? 1 : 0; i < words.length; i += 2) {
    const [word = '', value = ''] = [words[i], words[i + 1]];
    const name = Object.hasOwn(OPTIONS, word) ? OPTIONS[word] : undefined;
    if (name === undefined || value === '' || value.startsWith('-')) return undefined;
    if (name === 'lang' && value !== 'fr' && value !== 'en') return undefined;
    options[name] = value;
  }
  return options as CommonOptions;
}
