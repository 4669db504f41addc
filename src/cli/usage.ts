import type { Command, CommanderError } from 'commander';
import type { Texts } from '../text/index.ts';
import { nearest } from '../text/nearest.ts';
import { CliError } from './errors.ts';

type CliTexts = Texts['cli'];

/** Commander's error in our words, with what may have been meant. @param program the command that the words began with */
export function usageError({ code, message }: CommanderError, program: Command, t: CliTexts): CliError {
  return new CliError(lineOf(code, message, program, t), 2);
}

function lineOf(code: string, message: string, program: Command, t: CliTexts): string {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? message;
  switch (code) {
    case 'commander.unknownOption': {
      const given = /'(.*)'/s.exec(message)?.[1] ?? quoted;
      return t.unknownOption(given, nearest(given.replace(/=.*/s, ''), optionsOf(program)));
    }
    case 'commander.excessArguments':
      // The default command takes no argument: a word where it is not named was meant as a command.
      return quoted === 'tui' && program.args[0] !== 'tui'
        ? unknownCommand(program.args[0] ?? '', program, t)
        : t.tooManyArguments;
    case 'commander.invalidArgument': {
      const [, flags = quoted, value = '', reason = ''] =
        /'([^']*)' argument '(.*)' is invalid\. (.*?)\.?$/s.exec(message) ?? [];
      const expected = reason.replace('Allowed choices are ', '');
      return t.badArgument(flags, value, expected, nearest(value, expected.split(', ')));
    }
    case 'commander.optionMissingArgument':
      return t.missingValue(quoted);
    default:
      return t.missingArgument(`<${quoted}>`);
  }
}

/** A word that is none of the commands below `parent`. */
export function unknownCommand(word: string, parent: Command, t: CliTexts): string {
  return t.unknownCommand(
    word,
    nearest(
      word,
      parent.commands.map((command) => command.name()),
    ),
  );
}

/** The long options of the command that the words have reached, and of those above it. */
function optionsOf(program: Command): string[] {
  const names = (command: Command): string[] => command.options.flatMap(({ long }) => long ?? []);
  const below = program.commands.find((command) => command.name() === program.args[0]);
  const deepest = below && (below.commands.find((command) => command.name() === below.args[0]) ?? below);
  const fallback = program.commands.find((command) => command.name() === 'tui');
  return [
    ...new Set([program, below, deepest ?? fallback].flatMap((command) => (command ? names(command) : []))),
  ].concat('--help', '--version');
}
