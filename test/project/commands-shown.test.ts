/*
 * Every command that a document shows exists, with these options and values; those that end by themselves are run, as a
 * shell runs them.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Command } from 'commander';
import { wholeProgram } from '../../src/cli/program.ts';
import { blocksOf, DOCUMENTS, quotedOf, textOf } from '../support/documents.ts';
import { writePageLogs } from '../support/page-logs.ts';
import { CLI, root } from '../support/paths.ts';

/** What stands before the program in a command. */
const BEFORE = /^(\$ |sudo |LINKY_DEBUG=1 |node (?:--enable-source-maps )?dist\/program\/cli\.cjs(?= )|…\/)+/;
const NAME = 'linky-monitor';

/** One command of a line, its words as a shell has them; a comment and what a pipe or `&&` begins are cut off. */
const wordsOf = (command: string): string[] =>
  [...command.replace(/ #.*$/, '').matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([word, a, b]) => a ?? b ?? word);

/** Every line of a document that may be a command. */
function linesOf(document: string): string[] {
  const text = textOf(document);
  const indented = [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line);
  return [...blocksOf(text).flatMap((block) => block.split('\n')), ...indented, ...quotedOf(text)];
}

/** Its commands of ours, without the program's name. */
const commandsOf = (document: string): string[] =>
  linesOf(document)
    .flatMap((line) => line.split(/ \| | && |; /))
    .map((command) =>
      command
        .trim()
        .replace(BEFORE, (start) => (start.includes('dist/') ? `${NAME} ` : ''))
        .trim(),
    )
    .filter((command) => command === NAME || command.startsWith(`${NAME} `))
    .map((command) => command.slice(NAME.length).trim())
    .filter((command) => command !== '…');

/** `day|week|month` as each of them. */
function alternativesOf(words: readonly string[]): string[][] {
  const at = words.findIndex((word) => /^[\w-]+(\|[\w-]+)+$/.test(word));
  if (at < 0) return [[...words]];
  return (words[at] as string).split('|').map((word) => [...words.slice(0, at), word, ...words.slice(at + 1)]);
}

/** What is to be put there: DIR, FILE, NAME… */
const isPlaceholder = (word: string): boolean => /^[A-Z][A-Z-]+$|^DOSSIER$|^FICHIER$/.test(word) || word === '…';

/** Why the program would not take these words; undefined where it takes them. */
function faultOf(words: readonly string[]): string | undefined {
  let command: Command = wholeProgram('en');
  let rest = [...words];
  for (;;) {
    const below = command.commands.find((each) => each.name() === rest[0]);
    if (!below) break;
    command = below;
    rest = rest.slice(1);
  }
  if (command.name() === 'help') return undefined;
  if (rest.length === 1 && /^(-h|--help)$/.test(rest[0] as string)) return undefined;
  const options = new Map(
    command.options.flatMap((option) => [option.short, option.long].map((flag) => [flag, option])),
  );
  const operands: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const option = options.get(word);
    if (!option) return `${command.name()} has no option ${word}`;
    if (option.isBoolean()) continue;
    const value = rest[++i];
    // `linky-monitor report --by` names an option; `--by DIR` has a value to be filled in.
    if (value === undefined || isPlaceholder(value)) continue;
    if (option.argChoices && !option.argChoices.includes(value)) return `${word} does not take ${value}`;
    try {
      option.parseArg?.(value, undefined);
    } catch (error) {
      return `${word} ${value}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const most = command.registeredArguments.length;
  return operands.length > most ? `${command.name()} takes no ${operands.slice(most).join(' ')}` : undefined;
}

describe('the commands that documents show', () => {
  test('the check finds what does not exist', () => {
    assert.equal(faultOf(['report', '--by', 'month', '-s', '2026_11_16']), undefined);
    for (const words of [
      ['fly'],
      ['report', '--fly'],
      ['report', '--by', 'hour'],
      ['status', 'now'],
      ['demo', '--speed', 'fast'],
    ])
      assert.notEqual(faultOf(words), undefined, words.join(' '));
  });

  for (const document of DOCUMENTS) {
    const commands = [...new Set(commandsOf(document))];
    if (commands.length === 0) continue;
    test(`${document}: each of ${NAME} exists, with its options`, () => {
      for (const command of commands)
        for (const words of alternativesOf(wordsOf(command))) assert.equal(faultOf(words), undefined, command);
    });
  }

  test('each script of npm and each file that is run exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    let count = 0;
    for (const document of DOCUMENTS)
      for (const line of linesOf(document)) {
        for (const [, name = ''] of line.matchAll(/\bnpm run ([\w:]+)/g)) {
          assert.ok(name in scripts, `${document}: ${line}`);
          count++;
        }
        for (const [path] of line.matchAll(/\bdist\/[\w/-]+\.c?js\b/g)) assert.ok(existsSync(join(root, path)), path);
      }
    assert.ok(count > 10);
  });

  test('the test command of README is what .ci/run runs', () => {
    const [, shown] = /\| `(npm ci && npm test)` \|/.exec(textOf('README.md')) ?? [];
    assert.ok(shown);
    const ci = readFileSync(join(root, '.ci/run'), 'utf8');
    assert.match(ci, new RegExp(`^${shown.replace(' && ', '\n')}$`, 'm'));
  });
});

/** Commands that end by themselves and change nothing but files of the directory that they run in. */
const ENDS = /^(report|logs compress|status|decode|help|mqtt --once|simulate (?!.*tcp:).*--out \w|.* -h$|pages )/;
/** Those of them that ask a daemon, of which there is none here. */
const ASKS = /^(status|mqtt)(?!.* -h)/;

describe('the commands that end by themselves, run by a shell', () => {
  const home = mkdtempSync(join(tmpdir(), 'linky-shown-'));
  after(() => rmSync(home, { recursive: true }));
  writePageLogs(home, { from: '2026-11-16', to: '2026-11-19' });
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, NAME), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(bin, NAME), 0o755);
  const env = {
    ...{ PATH: `${bin}:${process.env['PATH']}`, HOME: home, TZ: 'Europe/Paris', LINKY_HOME: home },
    ...{ RUNTIME_DIRECTORY: home, XDG_RUNTIME_DIR: home, LC_ALL: 'C.UTF-8' },
  };
  const shown = new Set(
    DOCUMENTS.flatMap(linesOf)
      .map((line) => line.replace(/^\$ /, '').replace(/ #.*/, ''))
      .filter((line) => line.startsWith(`${NAME} `) && ENDS.test(line.slice(NAME.length + 1)))
      .filter((line) => !line.includes('…') && !/\w\|\w/.test(line))
      .map((line) => line.replace(/\b(DIR|DOSSIER)\b/, 'site')),
  );

  test('there are enough of them', () => {
    assert.ok(shown.size >= 15, [...shown].join('\n'));
  });

  for (const line of shown) {
    if (wordsOf(line).some(isPlaceholder)) continue;
    test(line, () => {
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: home, env, encoding: 'utf8', maxBuffer: 1e8 });
      assert.equal(status, ASKS.test(line.slice(NAME.length + 1)) ? 3 : 0, stderr);
    });
  }
});
