import { existsSync } from 'node:fs';
import { type CommonOptions, leadingOptions } from './command.ts';
import { hasTerminal, namedIn, openScreen } from './commands/tui.ts';
import { languageOf, pathsOf } from './paths.ts';

/** The options of a daemon whose command line is one that its unit may have; undefined of any other. */
function daemonOptions([command, ...words]: readonly string[]): (CommonOptions & { panel: boolean }) | undefined {
  if (command !== 'daemon') return undefined;
  const { options: before, rest } = leadingOptions(words);
  const panel = rest[0] === '-l' || rest[0] === '--panel';
  const { options: after, rest: more } = leadingOptions(panel ? rest.slice(1) : rest);
  const options = { ...before, ...after, panel };
  return more.length === 0 && (options.conf === undefined || existsSync(options.conf)) ? options : undefined;
}

/**
 * Runs what the command line asks for. The screen opens, and the daemon runs as its service starts it, without commander
 * and the table of the commands: they take a quarter of the start, and stay in memory. A command line that says anything
 * else than where things are is for them, as is a conf that is not there.
 */
export async function main({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<void> {
  const words = argv.slice(2);
  const { options, rest } = leadingOptions(words[0] === 'tui' ? words.slice(1) : words);
  const lang = languageOf(argv, env);
  const service = daemonOptions(words);
  try {
    if (service)
      await (await import('./commands/start-daemon.ts')).startDaemon({ options: service, argument: undefined, lang });
    else if (rest.length === 0 && hasTerminal() && (options.conf === undefined || existsSync(options.conf))) {
      const paths = pathsOf(options, env);
      env['TZ'] = paths.settings.TIMEZONE;
      process.exitCode = await openScreen(paths, lang, namedIn(options));
    } else await (await import('./program.ts')).runProgram(words, lang);
  } catch (error) {
    const { asCliError, exitWith } = await import('./errors.ts');
    exitWith(await asCliError(error, lang));
  }
}
