import { existsSync } from 'node:fs';
import { type CommonOptions, leadingOptions } from './command.ts';
import type { DaemonFlags } from './commands/daemon.ts';
import { hasTerminal, namedIn, openScreen } from './commands/tui.ts';
import { languageOf, pathsOf } from './paths.ts';

const MODES = ['historique', 'standard', 'auto'] as const;

/** The options of a daemon that is told no more than its unit may say, input and mode; undefined of any other. */
function daemonOptions([command, ...words]: readonly string[]): (CommonOptions & DaemonFlags) | undefined {
  if (command !== 'daemon') return undefined;
  let { options, rest } = leadingOptions(words) as { options: CommonOptions & DaemonFlags; rest: readonly string[] };
  while (rest.length > 0) {
    const own = daemonOption(rest);
    if (!own) return undefined;
    const { options: more, rest: others } = leadingOptions(rest.slice(own.length));
    options = { ...options, ...own.flags, ...more };
    rest = others;
  }
  return options.conf === undefined || existsSync(options.conf) ? options : undefined;
}

/** An option of the daemon's own at the start of these words, and how many of them it is. */
function daemonOption([word, value = '']: readonly string[]): { flags: DaemonFlags; length: number } | undefined {
  if (word === '-l' || word === '--panel') return { flags: { panel: true }, length: 1 };
  if (word === '--input' && value !== '' && !value.startsWith('-')) return { flags: { input: value }, length: 2 };
  const mode = word === '-m' || word === '--mode' ? MODES.find((each) => each === value) : undefined;
  return mode && { flags: { mode }, length: 2 };
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
