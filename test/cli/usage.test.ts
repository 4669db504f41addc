import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { CommandRow } from '../../src/cli/command.ts';
import { commandRows } from '../../src/cli/commands.ts';
import { runProgram } from '../../src/cli/program.ts';
import type { Lang } from '../../src/text/format.ts';
import { type Finished, runAll } from '../support/command-lines.ts';
import { TestHome } from '../support/program.ts';

const home = mkdtempSync(join(tmpdir(), 'linky-usage-'));
after(() => rmSync(home, { recursive: true }));
const socket = join(home, 'none.sock');

/** Runs command lines, of which no argument has a space. */
const run = (...lines: string[]): Finished[] =>
  runAll(lines.map((line) => [...line.split(' '), '--home', home, '--socket', socket]));

/** What stderr says to each line, without the program's name and with plain spaces; the exit code is 2. */
function refusals(cases: readonly (readonly [string, string])[], lang: Lang): void {
  const finished = run(...cases.map(([line]) => `${line} --lang ${lang}`));
  for (const [i, [line, expected]] of cases.entries()) {
    const { status, stdout, stderr } = finished[i] as Finished;
    const said = stderr.replace(/^linky-monitor: /, '').replaceAll('\u00a0', ' ');
    assert.deepEqual([status, stdout, said], [2, '', `${expected}\n`], line);
  }
}

describe('wrong usage: exit 2, one line, and what may have been meant', () => {
  test('in French', () => {
    refusals(
      [
        ['statsu', 'commande inconnue statsu ; vouliez-vous dire status ?'],
        ['fly', 'commande inconnue fly ; voir --help'],
        ['tui hier', 'argument en trop ; voir --help'],
        ['logs compres', 'commande inconnue compres ; vouliez-vous dire compress ?'],
        ['service instal', 'commande inconnue instal ; vouliez-vous dire install ?'],
        ['service', 'il manque install | uninstall | status | rc.local ; voir --help'],
        ['help nope', 'commande inconnue nope ; voir --help'],
        ['help logs compres', 'commande inconnue compres ; vouliez-vous dire compress ?'],
        ['report --lnag en', 'option inconnue --lnag ; vouliez-vous dire --lang ?'],
        ['service install --form x', 'option inconnue --form ; vouliez-vous dire --from ?'],
        ['--thme clair', 'option inconnue --thme ; vouliez-vous dire --theme ?'],
        [
          'report --by moi',
          'valeur « moi » refusée pour --by <unité> : attendu jour, semaine, mois, année, saison ; vouliez-vous dire mois ?',
        ],
        ['record', 'il manque <fichier> ; voir --help'],
        ['status x', 'argument en trop ; voir --help'],
        ['simulate --out tcp:99999', 'valeur « tcp:99999 » refusée pour --out <où> : attendu tcp:1…tcp:65535'],
        [
          'daemon --input http://x',
          'entrée inconnue http://x : attendu /dev/…, tcp://hôte:port, replay:FICHIER ou sim:SCÉNARIO',
        ],
        ['tui --from 2026-02-30', '2026-02-30 : cette date n’existe pas'],
        ['--to hier', '--to sans --from : donner aussi le premier jour'],
        ['logs compress --before 31/11/2026', '31/11/2026 : cette date n’existe pas'],
        ['simulate --start 2026-13-01', '2026-13-01 : cette date n’existe pas'],
      ],
      'fr',
    );
  });

  test('in English', () => {
    refusals(
      [
        ['statsu', 'unknown command statsu; did you mean status?'],
        ['service instal', 'unknown command instal; did you mean install?'],
        ['doctor --raport', 'unknown option --raport; did you mean --report?'],
        [
          'demo --contract tmepo',
          'value "tmepo" refused for --contract <name>: expected base, hc, ejp, tempo, producer; did you mean tempo?',
        ],
        ['tui --interval soon', 'value "soon" refused for --interval <s>: expected 0.2…3600'],
        [
          'record --input sim:ejpday x.bin',
          'unknown scenario ejpday: expected day, ejp-day, ejp-season, overload, contract-change, mode-flip, noisy, weather, base, hc, ejp, tempo, producer; did you mean ejp-day?',
        ],
        ['record', 'missing <file>; see --help'],
      ],
      'en',
    );
  });

  test('an option without its value', () => {
    const [finished] = runAll([['report', '--home', home, '--by']]);
    assert.deepEqual([finished?.status, finished?.stderr], [2, 'linky-monitor: il manque la valeur de --by <unité>\n']);
  });
});

test('status --json without a daemon is JSON, and exit 3', () => {
  const [finished] = run('status --json');
  assert.equal(finished?.status, 3);
  assert.deepEqual(JSON.parse(finished?.stdout ?? ''), { running: false, socket, reason: 'ENOENT' });
  assert.match(finished?.stderr ?? '', /aucun démon ne répond/);
});

test('decode of what is no TIC says so, after its summary', async (t) => {
  const file = join(home, 'text.txt');
  writeFileSync(file, 'root:x:0:0::/root:/bin/sh\n');
  const finished = new TestHome(t).start('decode', file);
  assert.equal(await finished.ended, 1);
  assert.equal(JSON.parse(finished.out).groups.valid, 0);
  assert.match(finished.err, /text\.txt\s: aucun groupe valide/);
});

describe('help', () => {
  const LANGUAGES = ['fr', 'en'] as const;
  /** Every command with its words, `logs compress`. */
  const all = (rows: readonly CommandRow[], before = ''): { words: string; row: CommandRow }[] =>
    rows.flatMap((row) => [
      { words: `${before}${row.name}`, row },
      ...all(row.commands ?? [], `${before}${row.name} `),
    ]);

  test('each command has it, by -h and by help, in the language asked for', () => {
    const names = all(commandRows('fr')).map(({ words }) => words);
    for (const lang of LANGUAGES) {
      const asked = run(...names.map((words) => `${words} --lang ${lang} -h`));
      const helped = run(...names.map((words) => `help --lang ${lang} ${words}`));
      for (const [i, { status, stdout, stderr }] of asked.entries()) {
        assert.deepEqual([status, stderr], [0, ''], names[i]);
        assert.deepEqual(helped[i], asked[i], names[i]);
        const lines = stdout.split('\n');
        assert.deepEqual(
          lines.filter((line) => line.length > 80),
          [],
        );
        if (lang === 'fr') {
          assert.doesNotMatch(stdout, /<(dir|file|path|name|day|unit|form|rate|where)>|\[command\]|default:|Usage: /);
          assert.deepEqual(
            lines.filter((line) => /^\s*[:;?!]/.test(line)),
            [],
            'a line does not begin with the sign of the one before',
          );
        }
      }
    }
  });

  test('its sentences begin with a capital, or with what is to be typed', () => {
    for (const lang of LANGUAGES) {
      for (const { stdout } of run(...all(commandRows(lang)).map(({ words }) => `help --lang ${lang} ${words}`))) {
        const items = [...stdout.matchAll(/^ {2}\S.*? {2,}(\S.*)$/gm)].map(([, text]) => text ?? '');
        assert.deepEqual(
          items.filter((text) => /^\p{Ll}/u.test(text)),
          [],
        );
      }
    }
  });

  test('every example is a command line that the program takes, in the words of its language', async () => {
    for (const lang of LANGUAGES) {
      let calls = 0;
      const stub = (row: CommandRow): CommandRow => ({
        ...row,
        ...(row.commands ? { commands: row.commands.map(stub) } : {}),
        ...(row.run ? { run: async () => calls++ * 0 } : {}),
      });
      const rows = commandRows(lang);
      const examples = all(rows).flatMap(({ row }) => row.examples);
      const lines = examples.flatMap((example) => example.split(' | linky-monitor '));
      for (const line of lines) await runProgram(line.split(' '), lang, rows.map(stub));
      assert.equal(calls, lines.length);
      const other = lang === 'fr' ? /\b(light|season|week)\b/ : /\b(clair|saison|semaine|jour)\b/;
      assert.deepEqual(
        examples.filter((example) => other.test(example)),
        [],
      );
    }
    process.exitCode = 0;
  });
});
