import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Finished, runAll } from '../support/command-lines.ts';
import { CLI } from '../support/paths.ts';

const home = mkdtempSync(join(tmpdir(), 'linky-report-cli-'));
after(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, 'logs'));
mkdirSync(join(home, 'conf'));
const prices = join(home, 'conf', 'tariffs.conf');
writeFileSync(prices, '');
const rest = ', IndexHPM=000000000, PuissConsommee=00500, IConsommee=002';
for (const [day, wh] of [
  ['24', 0],
  ['25', 12_000],
  ['26', 24_000],
] as const) {
  const line = (clock: string, index: number) => `2026/01/${day} ${clock} DATA Periode=HN.., IndexHN=${index}${rest}\n`;
  writeFileSync(
    join(home, 'logs', `LinkyMonitor_2026_01_${day}.log`),
    line('00:00:00', wh) + line('23:59:40', wh + 11_998),
  );
}

/** Runs `report` with each of the words. */
const run = (...reports: string[][]): Finished[] =>
  runAll(reports.map((words) => ['report', ...words, '--home', home, '--lang', 'en']));
const start = (...words: string[]): ChildProcess =>
  spawn(process.execPath, [CLI, 'report', ...words, '--home', home, '--lang', 'en']);

describe('report on the command line', () => {
  test('a word, and -s and -e, mean the same days', () => {
    const dates = ['-s', '2026_01_01', '-e', '2026/01/31'];
    const [word, dated] = run(['2026-01', '--format', 'json'], [...dates, '--format', 'json']);
    assert.equal(word?.status, 0, word?.stderr);
    assert.equal(JSON.parse(word.stdout).total.kwh, 35.998);
    assert.deepEqual(dated, word);
  });

  test('-s and -e take a day in every form, a week and a month', () => {
    const json = ['--format', 'json'];
    const spans = run(
      ...[
        ['-s', '25/01/2026', '-e', '26.01.26'],
        ['-s', '2026-W05'],
        ['-s', '2026-01'],
        ['-s', '20260124', '-e', '2026-W04'],
        ['-s', '2026-W04', '-e', '2026-01'],
      ].map((words) => [...words, ...json]),
    ).map(({ stdout, stderr }) => {
      assert.equal(stderr, '');
      const { from, to } = JSON.parse(stdout) as Record<string, string>;
      return `${from} ${to}`;
    });
    assert.deepEqual(spans, [
      '2026-01-25 2026-01-26',
      '2026-01-26 2026-02-01',
      '2026-01-01 2026-01-31',
      '2026-01-24 2026-01-25',
      '2026-01-19 2026-01-31',
    ]);
  });

  test('--format and --by give the report as a table and as CSV, by week and by month', () => {
    const [table, csv] = run(['2026-01', '--by', 'week'], ['2026-01', '--by', 'month', '--format', 'csv']);
    assert.match(table?.stdout ?? '', /^Consumption report – contract EJP\n[\s\S]*\nWeek .*\n2026-W04 .*\n2026-W05 /);
    assert.match(csv?.stdout ?? '', /^month,.*\n2026-01,35\.998,,/);
  });

  test('--by takes the French words of the help too', () => {
    const [mois, month, semaine, week, wrong] = run(
      ['2026-01', '--by', 'mois'],
      ['2026-01', '--by', 'month'],
      ['2026-01', '--by', 'Semaine'],
      ['2026-01', '--by', 'week'],
      ['2026-01', '--by', 'trimestre'],
    );
    assert.deepEqual([mois, semaine], [month, week]);
    assert.equal(mois?.status, 0);
    assert.match(`${wrong?.status} ${wrong?.stderr}`, /^2 .*trimestre.*day, week, month, year, season/);
  });

  test('in CSV the own contract is told from the same one that is asked for', () => {
    const [out] = run(['2026-01', '--compare', 'ejp', '--format', 'csv']);
    assert.match(out?.stdout ?? '', /\nEJP \(yours\),.*\nEJP,/);
  });

  test('--compare takes several contracts in one word or in several; what it does not know is an error of usage', () => {
    const json = ['--format', 'json'];
    const [one, two, wrong, page, step] = run(
      ['2026-01', '--compare', 'ejp,BASE', ...json],
      ['2026-01', '--compare', 'ejp', '--compare', 'base', ...json],
      ['2026-01', '--compare', 'ejp,gaz'],
      ['2026-01', '--compare', 'ejp', '--format', 'html'],
      ['2026-01', '--compare', 'ejp', '--step', 'hour', ...json],
    );
    assert.deepEqual(one, two);
    const { compare, compareMissingPrices } = JSON.parse(one?.stdout ?? '');
    assert.deepEqual(
      compare.map((row: { contract: string; total: number | null }) => [row.contract, row.total]),
      [
        ['EJP', null],
        ['EJP', null],
        ['BASE', null],
      ],
    );
    // By the own log there was no peak on the 24th to the 26th.
    assert.deepEqual(compare[1].periods[0], { period: 'HN', kwh: 35.998, cost: null, costKnown: null });
    assert.deepEqual(
      compareMissingPrices.map(({ key }: { key: string }) => key),
      ['HN', 'ABO_EJP', 'BASE', 'ABO_BASE'],
    );
    assert.equal(wrong?.status, 2);
    assert.match(wrong?.stderr ?? '', /ejp,gaz.*base,hc,tempo,ejp/);
    assert.deepEqual([page?.status, step?.status], [2, 2]);
    assert.match(page?.stderr ?? '', /--compare goes with --format table, json or csv, not html/);
  });

  test('--step gives rows of hours as CSV and JSON; with another form or --by it is an error of usage', () => {
    const [csv, json, table, by] = run(
      ['2026-01', '--step', 'hour', '--format', 'csv'],
      ['2026-01', '--step', '30min', '--format', 'json'],
      ['2026-01', '--step', 'hour'],
      ['2026-01', '--step', 'hour', '--by', 'day', '--format', 'csv'],
    );
    const rows = csv?.stdout.trimEnd().split('\n') ?? [];
    assert.equal(rows.length, 1 + 3 * 24);
    assert.match(rows[1] ?? '', /^2026-01-24T00:00:00\+01:00,0\.500,/);
    assert.equal(JSON.parse(json?.stdout ?? '').steps.length, 3 * 48);
    assert.deepEqual([table?.status, table?.stdout], [2, '']);
    assert.equal(table?.stderr, 'linky-monitor: --step goes with --format csv or json, not table\n');
    assert.deepEqual([by?.status, by?.stderr], [2, 'linky-monitor: give --step or --by, not both\n']);
  });

  test('what is wrong in the conf is told where the report goes by it, and the report is made', () => {
    const conf = join(home, 'conf', 'wrong.conf');
    writeFileSync(conf, 'NB_PAPP beaucoup\nTIMEZONE Mars/Olympus\n');
    const [report] = run(['2026-01', '--conf', conf, '--format', 'json']);
    assert.equal(report?.status, 0);
    assert.equal(JSON.parse(report.stdout).total.kwh, 35.998);
    assert.match(report.stderr, /^linky-monitor: .*wrong\.conf, line 2: TIMEZONE Mars\/Olympus: expected .*\n$/);
  });

  test('wrong usage: exit 2 and one line that says what is accepted', () => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [['tomorrow'], /expected today, yesterday, .*7d, week, month, year, season/],
      [['-s', '2026_13_01'], /2026_13_01: there is no such date$/],
      [['-s', '2026-11-31'], /2026-11-31: there is no such date$/],
      [['-s', 'soon'], /date soon: expected today, yesterday, 28\/11\/2026, /],
      [['-s', '2099_12_25'], /2099_12_25: in the future \(today is \d{4}-\d\d-\d\d\)$/],
      [['2099'], /2099: in the future/],
      [['-e', '2026_01_31'], /-e without -s: give the first day too$/],
      [['-s', '2026_02_02', '-e', '2026_02_01'], /after the last/],
      [['7d', '-s', '2026_02_02'], /not both/],
      [['--by', 'hour'], /day, week, month, year, season/],
      [['--format', 'xml'], /table, json, csv/],
    ];
    const finished = run(...cases.map(([words]) => words));
    for (const [i, [, expected]] of cases.entries()) {
      const { status, stdout, stderr } = finished[i] as Finished;
      assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], stderr);
      assert.match(stderr.trimEnd(), expected);
    }
  });

  test('-a stays, appends where there is no terminal, and ends on Ctrl-C with 0', async () => {
    const child = start('-a', '2026-01-25');
    const closed = once(child, 'close') as Promise<[number | null]>;
    let text = '';
    for await (const chunk of child.stdout ?? []) {
      text += String(chunk);
      if (text.includes('Total used')) break;
    }
    child.kill('SIGINT');
    assert.equal((await closed)[0], 0);
    assert.ok(!text.includes('\u001b'));
  });
});

test('tariffs.conf that is missing, a pipe or full of faults is told in words, once, with what to do', () => {
  const told = (): string => runAll([['report', '2026-01', '--home', home, '--lang', 'en']])[0]?.stderr ?? '';
  writeFileSync(prices, '2026-01-01 HN dear\n'.repeat(13));
  const faults = told().trimEnd().split('\n');
  assert.equal(faults.length, 6);
  assert.equal(faults.at(-1), 'linky-monitor: … and 8 more lines at fault; linky-monitor doctor names them');
  rmSync(prices);
  assert.equal(
    told(),
    `linky-monitor: ${prices} not found: no price is known; linky-monitor doctor says where to copy it from\n`,
  );
  execFileSync('mkfifo', [prices]);
  assert.equal(told(), `linky-monitor: cannot read ${prices} (no file, EINVAL)\n`);
  rmSync(prices);
  writeFileSync(prices, '');
});

test('a configuration that was named and is not there is said, not silently replaced by the defaults', () => {
  const conf = join(home, 'no.conf');
  const commands = [['report'], ['status'], ['logs', 'compress'], ['tui'], ['record', join(home, 'x.bin')]];
  const finished = runAll(commands.map((words) => [...words, '--conf', conf, '--lang', 'en']));
  for (const [i, { status, stderr }] of finished.entries()) {
    const line = `linky-monitor: ${conf} not found\n`;
    assert.deepEqual([status, stderr], [1, line], commands[i]?.join(' '));
  }

  test('-o: the name says the form; - is stdout; a log, a directory, a missing one are refused in words', () => {
    const file = (name: string): string => join(home, name);
    const log = join('logs', 'LinkyMonitor_2026_01_25.log');
    const before = readFileSync(file(log));
    const month = ['2026-01'];
    const [csv, page, asked, stdout, ...refused] = run(
      ...[file('a.csv'), file('a.HTML')].map((name) => [...month, '-o', name]),
      [...month, '-o', file('b.csv'), '--format', 'json'],
      [...month, '-o', '-', '--format', 'json'],
      ...[file(log), file('none/a.csv'), file('logs'), ''].map((name) => [...month, '-o', name]),
    );
    for (const each of [csv, page, asked]) assert.deepEqual([each?.status, each?.stdout], [0, ''], each?.stderr);
    assert.match(readFileSync(file('a.csv'), 'utf8'), /^day,/);
    assert.match(readFileSync(file('a.HTML'), 'utf8'), /^<!doctype html>/i);
    assert.equal(readFileSync(file('b.csv'), 'utf8'), stdout?.stdout);
    const told = [
      /a log has such a name, nothing is written/,
      /does not exist, make it, ENOENT/,
      /name a file, EISDIR/,
      /-o expects/,
    ];
    assert.deepEqual(
      refused.map(({ status, stderr }, i) => [status, told[i]?.test(stderr)]),
      [2, 1, 1, 2].map((status) => [status, true]),
      refused.map(({ stderr }) => stderr).join(''),
    );
    assert.deepEqual(readFileSync(file(log)), before);
  });
});
