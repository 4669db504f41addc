import type { Lang } from '../text/format.ts';

/** Modes of the TIC, as the command line has them; the daemon may find out which it is. */
export const MODES = ['historique', 'standard'] as const;
export const DAEMON_MODES = [...MODES, 'auto'] as const;

/** Options that every command has. */
export interface CommonOptions {
  readonly home?: string | undefined;
  readonly conf?: string | undefined;
  readonly logs?: string | undefined;
  readonly socket?: string | undefined;
  readonly lang?: Lang;
}

const NAMES = ['home', 'conf', 'logs', 'socket', 'lang'] as const satisfies readonly (keyof CommonOptions)[];

/**
 * Reads the common options at the start of a command line, each as two words, without commander: its loading alone takes
 * a third of the start of Node.
 * @returns the options, and the words after them
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

/** A command as it was called. */
export interface Call<Options = object> {
  readonly options: Options & CommonOptions;
  /** The argument, of a command that takes one. */
  readonly argument: string | undefined;
  readonly lang: Lang;
}

/** How the text of an option is read. */
export interface OptionValue<T = unknown> {
  /** The values that it takes, for the error. */
  readonly expected: string;
  /** Undefined for any other text. @param before what the option had before, where it is given again */
  read(text: string, before?: T): T | undefined;
}

export interface OptionRow {
  /** As commander takes them: `-t, --time <sec>`. */
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly value?: OptionValue;
  readonly fallback?: unknown;
  /** The title under which help lists it. */
  readonly group?: string;
}

export interface CommandRow {
  readonly name: string;
  readonly text: string;
  /** Command lines without the program's name. */
  readonly examples: readonly string[];
  readonly argument?: { readonly name: string; readonly text: string; readonly fallback?: string };
  readonly options?: readonly OptionRow[];
  /** Commands below this one, which then does nothing by itself. */
  readonly commands?: readonly CommandRow[];
  /** Loads the command and runs it; its own file says which options it expects. @returns the exit code */
  run?(call: Call<never>): Promise<number>;
}

/** A number within limits. */
export function number(min: number, max: number): OptionValue<number> {
  return {
    expected: `${min}…${max}`,
    read: (text) => (text.trim() !== '' && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
  };
}

/** Some of these words, separated by commas, or the option given again. */
export function someOf<T extends string>(words: readonly T[]): OptionValue<readonly T[]> {
  return {
    expected: words.join(','),
    read: (text, before = []) => {
      const named = text.split(',').map((each) => words.find((word) => word === each.trim().toLowerCase()));
      const known = named.filter((word) => word !== undefined);
      return known.length < named.length ? undefined : [...new Set([...before, ...known])];
    },
  };
}
