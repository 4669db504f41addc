import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { cli } from '../text/cli.ts';
import type { Lang } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { type CommandRow, leadingOptions, type OptionRow } from './command.ts';
import { commandRows } from './commands.ts';
import { CliError } from './errors.ts';
import { version } from './paths.ts';

type CliTexts = Texts['cli'];

/**
 * Runs the command that the words ask for.
 * @param words the command line without node and the program
 * @throws CliError, with code 2 for wrong usage
 */
export async function runProgram(words: readonly string[], lang: Lang): Promise<void> {
  const t = cli[lang];
  const program = emptyProgram(t);
  const rows = commandRows(lang);
  // Of a command that is named the others need not be declared: only help and errors speak of them.
  const [named] = leadingOptions(words).rest;
  const only = rows.filter(({ name }) => name === named);
  for (const row of only.length > 0 ? only : rows) declare(program, row, t, lang);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) process.exit(0);
    throw new CliError(usageLine(error, program, t), 2);
  }
}

function emptyProgram(t: CliTexts): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': t.usage,
    'Arguments:': t.arguments,
    'Options:': t.options,
    'Commands:': t.commands,
  };
  const program = new Command('linky-monitor')
    .description(t.description)
    .helpOption('-h, --help', t.helpOption)
    .helpCommand('help [command]', t.helpCommand)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: ({ description, argChoices, defaultValue }) =>
        [
          description,
          ...(argChoices ? [`(${argChoices.join(', ')})`] : []),
          ...(defaultValue === undefined ? [] : [`[${t.default}: ${defaultValue}]`]),
        ].join(' '),
    })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride()
    .enablePositionalOptions();
  return withCommonOptions(program, ['', 'daemon -l', 'report -s 2026_11_01 -e 2026_11_30', 'demo'], t).version(
    version(),
    '-V, --version',
    t.versionOption,
  );
}

function withCommonOptions(command: Command, examples: readonly string[], t: CliTexts): Command {
  return command
    .addOption(new Option('--home <dir>', t.home).helpGroup(t.common))
    .addOption(new Option('--conf <file>', t.conf).helpGroup(t.common))
    .addOption(new Option('--logs <dir>', t.logs).helpGroup(t.common))
    .addOption(new Option('--socket <path>', t.socket).helpGroup(t.common))
    .addOption(new Option('--lang <lang>', t.lang).choices(['fr', 'en']).helpGroup(t.common))
    .addHelpText('after', `\n${t.examples}\n${examples.map((example) => `  linky-monitor ${example}`).join('\n')}`);
}

function declare(parent: Command, row: CommandRow, t: CliTexts, lang: Lang): void {
  const { name, text, examples, argument, options = [], commands = [] } = row;
  const command = withCommonOptions(parent.command(name, { isDefault: name === 'tui' }), examples, t).description(text);
  if (argument) command.argument(argument.name, argument.text, argument.fallback);
  for (const option of options) command.addOption(optionOf(option));
  if (commands.length > 0) command.helpCommand(false);
  for (const below of commands) declare(command, below, t, lang);
  command.action(async (first: unknown) => {
    if (!row.run) throw new CliError(t.missingArgument(commands.map((below) => below.name).join(' | ')), 2);
    const word = argument ? (first as string | undefined) : undefined;
    process.exitCode = await row.run({ options: command.optsWithGlobals() as never, argument: word, lang });
  });
}

function optionOf({ flags, text, choices, value, fallback, group }: OptionRow): Option {
  const option = new Option(flags, text);
  if (choices) option.choices(choices);
  if (value) {
    option.argParser((word: string) => {
      const read = value.read(word);
      if (read === undefined) throw new InvalidArgumentError(value.expected);
      return read;
    });
  }
  if (fallback !== undefined) option.default(fallback);
  return group === undefined ? option : option.helpGroup(group);
}

/** Commander's errors in our words. */
function usageLine({ code, message }: CommanderError, program: Command, t: CliTexts): string {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? message;
  switch (code) {
    case 'commander.unknownOption':
      return t.unknownOption(quoted);
    case 'commander.unknownCommand':
      return t.unknownCommand(quoted);
    case 'commander.excessArguments':
      // The default command takes no argument: the word was meant as a command.
      return quoted === 'tui' ? t.unknownCommand(program.args[0] ?? '') : t.tooManyArguments;
    case 'commander.invalidArgument':
      return t.badArgument(quoted, message.replace(/^.* is invalid\. (Allowed choices are )?/, '').replace(/\.$/, ''));
    default:
      return t.missingArgument(quoted);
  }
}
