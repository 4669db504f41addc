import { existsSync } from 'node:fs';
import { type CommonOptions, DAEMON_MODES, leadingOptions } from './command.ts';
import type { DaemonFlags } from './commands/daemon.ts';
import { hasTerminal, namedIn, openScreen } from './commands/tui.ts';
import { languageOf, pathsOf } from './paths.ts';

/** An option at the start of some words, and how many of them it is; undefined where it is none of the command's. */
type OwnOption<F> = (words: readonly string[]) => { readonly flags: F; readonly length: number } | undefined;

const daemonOption: OwnOption<DaemonFlags> = ([word, value = '']) => {
  if (word === '-l' || word === '--panel') return { flags: { panel: true }, length: 1 };
  if (word === '--input' && value !== '' && !value.startsWith('-')) return { flags: { input: value }, length: 2 };
  const mode = word === '-m' || word === '--mode' ? DAEMON_MODES.find((each) => each === value) : undefined;
  return mode && { flags: { mode }, length: 2 };
};

const statusOption: OwnOption<{ readonly json?: boolean }> = ([word]) =>
  word === '--json' ? { flags: { json: true }, length: 1 } : undefined;

/** The options of a command line that is only a command, where things are, and these options; undefined of any other. */
function plainOptions<F>(
  [named, ...words]: readonly string[],
  command: string,
  ownOption: OwnOption<F>,
): (CommonOptions & F) | undefined {
  if (named !== command) return undefined;
  let { options, rest } = leadingOptions(words) as { options: CommonOptions & F; rest: readonly string[] };
  while (rest.length > 0) {
    const own = ownOption(rest);
    if (!own) return undefined;
    const { options: more, rest: others } = leadingOptions(rest.slice(own.length));
    options = { ...options, ...own.flags, ...more };
    rest = others;
  }
  return isThere(options.conf) ? options : undefined;
}

/** A conf that is named and not there is an error, of which commander's commands speak. */
const isThere = (conf: string | undefined): boolean => conf === undefined || existsSync(conf);

/**
 * Runs what the command line asks for. The screen opens, the daemon runs as its service starts it, and a status is shown
 * without commander and the table of the commands: they take a quarter of the start, and stay in memory. A command line
 * that says anything else is for them.
 */
export async function main({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'>): Promise<void> {
  const words = argv.slice(2);
  const { options, rest } = leadingOptions(words[0] === 'tui' ? words.slice(1) : words);
  const lang = languageOf(argv, env);
  const daemon = plainOptions(words, 'daemon', daemonOption);
  const status = plainOptions(words, 'status', statusOption);
  const argument = undefined;
  try {
    if (daemon) {
      await (await import('./commands/start-daemon.ts')).startDaemon({ options: daemon, argument, lang });
    } else if (status) {
      process.exitCode = await (await import('./commands/status.ts')).status({ options: status, argument, lang });
    } else if (rest.length === 0 && hasTerminal() && isThere(options.conf)) {
      const paths = pathsOf(options, env);
      env['TZ'] = paths.settings.TIMEZONE;
      process.exitCode = await openScreen(paths, lang, namedIn(options));
    } else await (await import('./program.ts')).runProgram(words, lang);
  } catch (error) {
    const { asCliError, exitWith } = await import('./errors.ts');
    exitWith(await asCliError(error, lang));
  }
}
