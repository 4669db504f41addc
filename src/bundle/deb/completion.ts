import type { Command, Option } from 'commander';
import { wholeProgram } from '../../cli/program.ts';

/** Completion for bash, of what commander has been told: commands, options, and the words that an option takes. */
export function bashCompletion(): string {
  const program = wholeProgram('en');
  const commands = [...below(program, '')];
  const common = new Set(program.options.map(({ long }) => long));
  return [
    '# bash completion of linky-monitor',
    '_linky_monitor() {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" command= word',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "$command $word" in',
    `      ${commands.map(({ path }) => quoted(parted(path))).join(' | ')}) command="\${command:+$command }$word" ;;`,
    '    esac',
    '  done',
    '  case "$command $prev" in',
    ...commands.flatMap(({ path, command }) => {
      const own = command.options.filter(({ long }) => !common.has(long));
      return own.flatMap((option) => valueLines(path === 'tui' ? [path, ''] : [path], option));
    }),
    ...program.options.flatMap((option) => valueLines(['*'], option)),
    '  esac',
    '  case "$command" in',
    ...commands.map(({ path, command }) => `    ${quoted(path)}) _linky_monitor_words ${quoted(wordsOf(command))} ;;`),
    `    '') _linky_monitor_words ${quoted(wordsOf(program))} ;;`,
    '  esac',
    '}',
    '_linky_monitor_words() {',
    '  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")',
    '}',
    '# Where no word fits, a file may.',
    'complete -o default -F _linky_monitor linky-monitor',
    '',
  ].join('\n');
}

interface Reached {
  /** Names from the program down. */
  readonly path: string;
  readonly command: Command;
}

function* below(command: Command, path: string): Generator<Reached> {
  for (const each of command.commands) {
    const reached = `${path} ${each.name()}`.trim();
    yield { path: reached, command: each };
    yield* below(each, reached);
  }
}

/** `service install` as the case that reads it word by word: what was reached, and the word after it. */
const parted = (path: string): string => (path.includes(' ') ? path : ` ${path}`);

const quoted = (words: string): string => `'${words.replaceAll("'", "'\\''")}'`;

/** What may stand after a command: those below it, its options; after the program also those of the screen. */
function wordsOf(command: Command): string {
  const named = command.name() === 'help' && command.parent ? command.parent : command;
  const names = named.commands.map((each) => each.name());
  const screen = command.parent === null ? (command.commands.find((each) => each.name() === 'tui')?.options ?? []) : [];
  const options = [...command.options, ...screen].flatMap(({ long }) => long ?? []);
  return [...names, ...new Set([...options, '--help'])].join(' ');
}

/** What may stand after an option that takes a value. @param paths the commands that have it; `*` for all */
function valueLines(paths: readonly string[], { flags, long, short, argChoices }: Option): string[] {
  const value = /[<[](\w+)[>\]]/.exec(flags)?.[1];
  if (value === undefined) return [];
  const words = [short, long].filter((each) => each !== undefined);
  const cases = paths
    .flatMap((path) => words.map((word) => (path === '*' ? `*${quoted(` ${word}`)}` : quoted(`${path} ${word}`))))
    .join(' | ');
  const action = argChoices
    ? `_linky_monitor_words ${quoted(argChoices.join(' '))}`
    : value === 'dir'
      ? 'mapfile -t COMPREPLY < <(compgen -d -- "$cur")'
      : 'COMPREPLY=()';
  return [`    ${cases}) ${action}; return ;;`];
}
