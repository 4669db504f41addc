import type { Command, Help, Option } from 'commander';
import type { CommandRow } from '../../cli/command.ts';
import { commandRows } from '../../cli/commands.ts';
import { wholeProgram } from '../../cli/program.ts';
import { cli } from '../../text/cli.ts';
import type { Lang } from '../../text/format.ts';
import { man } from '../../text/man.ts';

const NAME = 'linky-monitor';

/** The page of section 1 in troff's man(7): the texts of the help, command by command. @param day of the version, ISO */
export function manPage(lang: Lang, version: string, day: string): string {
  const t = man[lang];
  const program = wholeProgram(lang);
  const help = program.createHelp();
  const description = help.commandDescription(program);
  const common = cli[lang].common;
  const lines = (command: Command, row: CommandRow | undefined, above: readonly string[]): string[] => {
    const names = [...above, command.name()];
    const own = help.visibleOptions(command).filter(({ helpGroupHeading: group }) => group !== common);
    const examples = row && !row.commands ? row.examples : [];
    return [
      `.SS ${plain([...names, command.usage().replace(/^\[options\] ?/, '')].join(' ').trim())}`,
      text(help.commandDescription(command)),
      ...help.visibleArguments(command).flatMap((argument) => {
        return tagged('I', help.argumentTerm(argument), help.argumentDescription(argument));
      }),
      ...own.filter(isNotHelp).flatMap((option) => optionLines(option, help)),
      ...(examples.length > 0 ? ['.PP', text(cli[lang].examples), '.PP', '.nf', '.RS'] : []),
      ...examples.map((example) => plain(`${NAME} ${example}`)),
      ...(examples.length > 0 ? ['.RE', '.fi'] : []),
      ...command.commands.flatMap((below) => lines(below, rowOf(below, row?.commands ?? []), names)),
    ];
  };
  return [
    `.TH LINKY\\-MONITOR 1 ${day} "${NAME} ${version}"`,
    `.SH ${t.name}`,
    `${plain(NAME)} \\- ${plain(description)}`,
    `.SH ${t.synopsis}`,
    `.B ${plain(NAME)}`,
    plain(program.usage()),
    `.SH ${t.description}`,
    text(description),
    '.PP',
    text(t.withoutCommand),
    `.SH ${t.commands}`,
    ...program.commands.flatMap((command) => lines(command, rowOf(command, commandRows(lang)), [])),
    `.SH ${t.commonOptions}`,
    ...help.visibleOptions(program).flatMap((option) => optionLines(option, help)),
    `.SH ${t.files}`,
    ...t.places.flatMap(([path = '', what = '']) => tagged('I', path, what)),
    `.SH ${t.exit}`,
    ...t.exitCodes.flatMap(([code = '', what = '']) => tagged('B', code, what)),
    `.SH ${t.seeAlso}`,
    '.BR systemctl (1),',
    '.BR journalctl (1)',
    '',
  ].join('\n');
}

const rowOf = (command: Command, rows: readonly CommandRow[]): CommandRow | undefined =>
  rows.find(({ name }) => name === command.name());

const isNotHelp = ({ long }: Option): boolean => long !== '--help';

const optionLines = (option: Option, help: Help): string[] =>
  tagged('B', help.optionTerm(option), help.optionDescription(option));

const tagged = (font: 'B' | 'I', term: string, what: string): string[] => [
  '.TP',
  `.${font} "${plain(term)}"`,
  text(what),
];

/** A text of one line: it must not begin like a request, and its hyphens are those that are typed. */
const plain = (line: string): string =>
  line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll('\u00a0', '\\ ')
    .replace(/^(?=[.'])/, '\\&');

const text = (words: string): string => words.split('\n').map(plain).join('\n');
