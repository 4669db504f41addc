import { existsSync } from 'node:fs';
import { leadingOptions } from './command.ts';
import { hasTerminal, namedIn, openScreen } from './commands/tui.ts';
import { languageOf, pathsOf } from './paths.ts';

/**
 * Runs what the command line asks for. The screen opens without commander and the table of the commands: they take a
 * quarter of its start, and stay in memory. A command line that says anything else than where things are is for them, as
 * is a conf that is not there.
 */
export async function main({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<void> {
  const words = argv.slice(2);
  const { options, rest } = leadingOptions(words[0] === 'tui' ? words.slice(1) : words);
  const lang = languageOf(argv, env);
  try {
    if (rest.length === 0 && hasTerminal() && (options.conf === undefined || existsSync(options.conf))) {
      const paths = pathsOf(options, env);
      env['TZ'] = paths.settings.TIMEZONE;
      process.exitCode = await openScreen(paths, lang, namedIn(options));
    } else await (await import('./program.ts')).runProgram(words, lang);
  } catch (error) {
    const { asCliError, exitWith } = await import('./errors.ts');
    exitWith(await asCliError(error, lang));
  }
}
