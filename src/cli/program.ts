import { fstatSync } from 'node:fs';
import { type Argument, Command, CommanderError, Help, InvalidArgumentError, Option } from 'commander';
import { cli } from '../text/cli.ts';
import type { Lang } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { entryOf } from '../text/untrusted.ts';
import { type CommandRow, leadingOptions, type OptionRow } from './command.ts';
import { commandRows } from './commands.ts';
import { CliError } from './errors.ts';
import { print } from './output.ts';
import { version } from './paths.ts';
import { keepCode } from './program-files.ts';
import { unknownCommand, usageError } from './usage.ts';

type CliTexts = Texts['cli'];

/**
 * Runs the command that the words ask for.
 * @param words the command line without node and the program
 * @param rows the commands that there are
 * @throws CliError, with code 2 for wrong usage
 */
export async function runProgram(
  words: readonly string[],
  lang: Lang,
  rows: readonly CommandRow[] = commandRows(lang),
): Promise<void> {
  const t = cli[lang];
  const program = emptyProgram(t);
  // Of a command that is named the others need not be declared: only help and errors speak of them.
  const [named] = leadingOptions(words).rest;
  const only = rows.filter(({ name }) => name === named);
  for (const row of only.length > 0 ? only : rows) declare(program, row, t, lang);
  declareHelp(program, t);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are shown, which commander ends with an error too.
    if (error.exitCode === 0) return keepCode();
    throw usageError(error, program, t);
  }
}

/** The program with all its commands declared, for what is made of them: the man page, the completion. */
export function wholeProgram(lang: Lang): Command {
  const t = cli[lang];
  const program = emptyProgram(t);
  for (const row of commandRows(lang)) declare(program, row, t, lang);
  declareHelp(program, t);
  return program;
}

const USUAL_COLUMNS = 80;

/** Of a file or a pipe commander need not ask for a width, for which Node would make a stream; our help has no colours. */
const OUTPUT = {
  getOutHelpWidth: () => (fstatSync(1).isCharacterDevice() && process.stdout.columns) || USUAL_COLUMNS,
  getOutHasColors: () => false,
} as const;

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
    .helpCommand(false)
    .usage(usageOf(t, ['command']))
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleDescriptionText: sentence,
      boxWrap: (text, width) => withoutBreaks(text, (plain) => new Help().boxWrap(plain, width)),
      commandDescription: (command) => sentence(command.description()),
      subcommandDescription: (command) => sentence(command.description()),
      optionDescription: (option) => described(option, t),
      argumentDescription: (argument) => described(argument, t),
    })
    .configureOutput({
      writeOut: (text) => print(text, t),
      writeErr: () => undefined,
      ...OUTPUT,
    })
    .exitOverride()
    .enablePositionalOptions();
  withCommonOptions(program, ['', 'daemon -l', 'report -s 2026-11-01 -e 2026-11-30', 'demo'], t).version(
    version(),
    '-V, --version',
    t.versionOption,
  );
  return program;
}

function declareHelp(program: Command, t: CliTexts): void {
  const command = program.command(`help [${t.placeholders.command}...]`).description(t.helpCommand);
  withCommonOptions(command, ['help report', 'help logs compress'], t).action((names: readonly string[]) =>
    showHelp(program, names, t),
  );
}

/** `help logs compress`: the help of the command that the names lead to. @throws CliError where they lead to none */
function showHelp(program: Command, names: readonly string[], t: CliTexts): void {
  let command = program;
  for (const name of names) {
    const below = command.commands.find((each) => each.name() === name);
    if (!below) throw new CliError(unknownCommand(name, command, t), 2);
    command = below;
  }
  command.outputHelp();
}

/** Help lists sentences: each begins with a capital, unless it begins with a word to be typed. */
const sentence = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Wraps a text that keeps its no-break spaces, which commander takes for any others. */
const withoutBreaks = (text: string, wrap: (text: string) => string): string =>
  wrap(text.replaceAll('\u00a0', '\ue000')).replaceAll('\ue000', '\u00a0');

/** What an option or argument is, the values it takes and the one it has by itself. */
function described({ description, argChoices, defaultValue }: Option | Argument, t: CliTexts): string {
  return [
    sentence(description),
    ...(argChoices ? [`(${argChoices.join(', ')})`] : []),
    ...(defaultValue === undefined ? [] : [`[${t.default}: ${defaultValue}]`]),
  ].join(' ');
}

/** `<dir>` in the user's language. */
const localised = (flags: string, t: CliTexts): string =>
  flags.replace(/(?<=[<[])\w+/, (word) => entryOf<string>(t.placeholders, word) ?? word);

const usageOf = (t: CliTexts, words: readonly string[]): string =>
  ['options', ...words].map((word) => localised(/^[<[]/.test(word) ? word : `[${word}]`, t)).join(' ');

function withCommonOptions(command: Command, examples: readonly string[], t: CliTexts): Command {
  return command
    .addOption(new Option(localised('--home <dir>', t), t.home).helpGroup(t.common))
    .addOption(new Option(localised('--conf <file>', t), t.conf).helpGroup(t.common))
    .addOption(new Option(localised('--logs <dir>', t), t.logs).helpGroup(t.common))
    .addOption(new Option(localised('--socket <path>', t), t.socket).helpGroup(t.common))
    .addOption(new Option(localised('--lang <lang>', t), t.lang).choices(['fr', 'en']).helpGroup(t.common))
    .addHelpText(
      'after',
      `\n${t.examples}\n${examples.map((example) => `  linky-monitor ${example}`.trimEnd()).join('\n')}`,
    );
}

function declare(parent: Command, row: CommandRow, t: CliTexts, lang: Lang): void {
  const { name, text, examples, argument, options = [], commands = [] } = row;
  const command = withCommonOptions(parent.command(name, { isDefault: name === 'tui' }), examples, t).description(text);
  command.usage(usageOf(t, [...(commands.length > 0 ? ['command'] : []), ...(argument ? [argument.name] : [])]));
  if (argument) command.argument(localised(argument.name, t), argument.text, argument.fallback);
  for (const option of options) command.addOption(optionOf(option, t));
  if (commands.length > 0) command.helpCommand(false).allowExcessArguments();
  for (const below of commands) declare(command, below, t, lang);
  command.action(async (first: unknown) => {
    const [unknown] = command.args;
    if (!row.run && unknown !== undefined) throw new CliError(unknownCommand(unknown, command, t), 2);
    if (!row.run) throw new CliError(t.missingArgument(commands.map((below) => below.name).join(' | ')), 2);
    const word = argument ? (first as string | undefined) : undefined;
    process.exitCode = await row.run({ options: command.optsWithGlobals() as never, argument: word, lang });
  });
}

function optionOf({ flags, text, choices, value, fallback, group }: OptionRow, t: CliTexts): Option {
  const option = new Option(localised(flags, t), text);
  if (choices) option.choices(choices);
  if (value) {
    option.argParser((word: string, before: unknown) => {
      const read = value.read(word, before === fallback ? undefined : before);
      if (read === undefined) throw new InvalidArgumentError(value.expected);
      return read;
    });
  }
  if (fallback !== undefined) option.default(fallback);
  return group === undefined ? option : option.helpGroup(group);
}
