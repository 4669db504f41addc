import { existsSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import type { Settings } from '../config/settings.ts';
import { dayIn } from '../report/dates.ts';
import { SIMULATED_CONTRACTS } from '../simulator/scenario.ts';
import { cli } from '../text/cli.ts';
import { daemon } from '../text/daemon.ts';
import type { Texts } from '../text/index.ts';
import { look } from '../text/look.ts';
import { printable } from '../text/untrusted.ts';
import { dayOf } from '../time/local.ts';
import type { DaemonCommand } from './daemon.ts';
import { displayOptionsOf, withDisplayOptions } from './display-options.ts';
import { asCliError, CliError, exitWith } from './errors.ts';
import { number } from './number.ts';
import { openScreen, type ViewedHome } from './open-screen.ts';
import { type CommonOptions, languageOf, pathsOf, version } from './paths.ts';
import { declarePi } from './pi.ts';
import type { ReportOptions } from './report.ts';
import { declareWire } from './wire.ts';

const lang = languageOf(process.argv, process.env);
const t = cli[lang];
/** All texts: half of what a command loads, and most need a few. */
const allTexts = async (): Promise<Texts> => (await import('../text/index.ts')).textsIn(lang);

const program = new Command('linky-monitor');

/** A command with the options that all have, its examples, and help in our words. */
function withCommonOptions(command: Command, examples: readonly string[]): Command {
  return command
    .addOption(new Option('--home <dir>', t.home).helpGroup(t.common))
    .addOption(new Option('--conf <file>', t.conf).helpGroup(t.common))
    .addOption(new Option('--logs <dir>', t.logs).helpGroup(t.common))
    .addOption(new Option('--socket <path>', t.socket).helpGroup(t.common))
    .addOption(new Option('--lang <lang>', t.lang).choices(['fr', 'en']).helpGroup(t.common))
    .helpOption('-h, --help', t.helpOption)
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      optionDescription: ({ description, argChoices, defaultValue }) =>
        [
          description,
          ...(argChoices ? [`(${argChoices.join(', ')})`] : []),
          ...(defaultValue === undefined ? [] : [`[${t.default}: ${defaultValue}]`]),
        ].join(' '),
    })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', `\n${t.examples}\n${examples.map((example) => `  linky-monitor ${example}`).join('\n')}`);
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': t.usage,
  'Arguments:': t.arguments,
  'Options:': t.options,
  'Commands:': t.commands,
};

function day(text: string): string {
  const found = dayIn(text);
  if (found === undefined) throw new CliError(t.badDate(text), 2);
  return found;
}

const optionsOf = <T>(command: Command): T & CommonOptions => command.optsWithGlobals();

function pathsFor(options: CommonOptions, serves = false) {
  const paths = pathsOf(options, process.env, serves);
  process.env['TZ'] = paths.settings.TIMEZONE;
  return paths;
}

/**
 * The same for a command that only reads: a configuration that was named and is not there would be silently another one.
 * @param keys that it goes by, with zone and language: what is wrong in them it tells, of the rest the daemon and doctor do
 */
function readFrom(options: CommonOptions, ...keys: readonly (keyof Settings)[]) {
  const paths = pathsFor(options);
  const named = options.conf === undefined || existsSync(paths.conf);
  if (!named) throw new CliError(t.unreadable(paths.conf, 'ENOENT'));
  for (const { file, line, key, value, expected } of paths.issues) {
    const whole = line === 0 && key === '';
    if (!whole && !['TIMEZONE', 'LANGUAGE', ...keys].includes(key)) continue;
    const words = whole ? t.unreadable(file, expected) : daemon[lang].fault(file, line, key, value, expected);
    process.stderr.write(`linky-monitor: ${printable(words)}\n`);
  }
  return paths;
}

withCommonOptions(program, ['', 'daemon -l', 'report -s 2026_11_01 -e 2026_11_30', 'demo'])
  .description(t.description)
  .version(version(), '-V, --version', t.versionOption)
  .helpCommand('help [command]', t.helpCommand)
  .enablePositionalOptions();

const screenExamples = ['tui', 'tui --socket /run/linky-monitor/feed.sock', 'tui --theme clair --bell'];
withDisplayOptions(withCommonOptions(program.command('tui', { isDefault: true }), screenExamples), look[lang])
  .description(t.tui)
  .action(async (_options, command: Command) => {
    const options = optionsOf<Parameters<typeof displayOptionsOf>[0]>(command);
    const paths = readFrom(options, 'FEED_SOCKET');
    const logs = options.logs === undefined ? undefined : paths.logs;
    process.exitCode = await openScreen(paths, { look: displayOptionsOf(options), lang, logs });
  });

withCommonOptions(program.command('daemon'), ['daemon', 'daemon -m standard -l', 'daemon --input sim:ejp-day -t 60'])
  .description(t.daemon)
  .addOption(new Option('-m, --mode <mode>', t.daemonMode).choices(['historique', 'standard', 'auto']))
  .addOption(new Option('-t, --time <sec>', t.daemonTime).argParser(number(0.1, 99_999_999)))
  .addOption(new Option('-l, --panel', t.daemonPanel))
  .addOption(new Option('--input <url>', t.daemonInput))
  .action(async (_options, command: Command) => {
    const options = optionsOf<DaemonCommand>(command);
    const { runDaemon } = await import('./daemon.ts');
    process.exit(await runDaemon(options, pathsFor(options, true), await allTexts()));
  });

withCommonOptions(program.command('report'), [
  'report',
  'report 7d',
  'report -s 2026_11_01 -e 2026_11_30',
  'report 2026 --by month',
  'report saison --format csv',
])
  .description(t.report)
  .argument('[period]', t.reportWord)
  .addOption(new Option('-s, --start <day>', t.reportStart))
  .addOption(new Option('-e, --end <day>', t.reportEnd))
  .addOption(new Option('-a, --again', t.reportAgain))
  .addOption(new Option('--by <unit>', t.reportBy).choices(['day', 'week', 'month', 'year', 'season']))
  .addOption(new Option('--format <form>', t.reportFormat).choices(['table', 'json', 'csv']).default('table'))
  .action(async (word: string | undefined, _options, command: Command) => {
    const options = optionsOf<ReportOptions>(command);
    const paths = readFrom(options);
    const [{ report }, words] = await Promise.all([import('./report.ts'), import('../text/report.ts')]);
    const texts = { lang, cli: t, daemon: daemon[lang], report: words.report[lang] };
    process.exitCode = await report({ word, options, paths, texts });
  });

const logs = withCommonOptions(program.command('logs'), ['logs compress', 'logs compress --before 2026_01_01'])
  .description(t.logsCommand)
  .helpCommand(false)
  .action(() => {
    throw new CliError(t.missingArgument('compress'), 2);
  });

withCommonOptions(logs.command('compress'), ['logs compress', 'logs compress --before 2026_01_01'])
  .description(t.compress)
  .addOption(new Option('--before <day>', t.compressBefore).argParser(day))
  .action(async (_options, command: Command) => {
    const { before } = optionsOf<{ before?: string }>(command);
    const paths = readFrom(optionsOf(command));
    const { compress } = await import('./compress.ts');
    process.exitCode = compress({ logs: paths.logs, before, today: dayOf(Date.now()), texts: await allTexts() });
  });

withCommonOptions(program.command('status'), ['status', 'status --json'])
  .description(t.status)
  .addOption(new Option('--json', t.statusJson))
  .action(async (_options, command: Command) => {
    const options = optionsOf<{ json?: boolean }>(command);
    const [{ status }, { guardStdout }] = await Promise.all([import('./status.ts'), import('./output.ts')]);
    guardStdout(t);
    process.stdout.write(
      `${await status(readFrom(options, 'FEED_SOCKET').socket, options.json ?? false, await allTexts())}\n`,
    );
  });

withDisplayOptions(
  withCommonOptions(program.command('demo'), ['demo', 'demo --contract tempo', 'demo --speed 60']),
  look[lang],
)
  .description(t.demo)
  .addOption(new Option('--contract <name>', t.simulateContract).choices(SIMULATED_CONTRACTS).default('ejp'))
  .addOption(new Option('--speed <n>', t.demoSpeed).argParser(number(0.1, 3600)).default(1))
  .action(async (_options, command: Command) => {
    type Options = Parameters<typeof displayOptionsOf>[0] & {
      contract: (typeof SIMULATED_CONTRACTS)[number];
      speed: number;
    };
    const options = optionsOf<Options>(command);
    process.env['TZ'] = 'Europe/Paris';
    const { demo } = await import('./demo.ts');
    const view = (home: ViewedHome): Promise<number> =>
      openScreen(home, { look: displayOptionsOf(options), lang, logs: home.logs });
    process.exitCode = await demo({ contract: options.contract, speed: options.speed, lang }, view);
  });

const declaring = { program, withCommonOptions, optionsOf, pathsFor, readFrom, lang, allTexts };
declareWire({ ...declaring, day });
declarePi(declaring);

/** Commander's errors in our words. */
function usageLine({ code, message }: CommanderError): string {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? message;
  switch (code) {
    case 'commander.unknownOption':
      return t.unknownOption(quoted);
    case 'commander.unknownCommand':
      return t.unknownCommand(quoted);
    case 'commander.excessArguments':
      // The default command takes none: the word was meant as a command.
      return quoted === 'tui' ? t.unknownCommand(program.args[0] ?? '') : t.tooManyArguments;
    case 'commander.invalidArgument':
      return t.badArgument(quoted, message.replace(/^.* is invalid\. (Allowed choices are )?/, '').replace(/\.$/, ''));
    default:
      return t.missingArgument(quoted);
  }
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) process.exit(0);
    exitWith(new CliError(usageLine(error), 2));
  }
  exitWith(await asCliError(error, lang));
}
