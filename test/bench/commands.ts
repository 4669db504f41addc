/*
 * What the commands cost beside `node -e 0` in the same run: CPU of the whole process, the median of its ratios to node and
 * of what it is above it, memory at its highest. Every cache is warm, but where a row says so; fourteen months of logs, 1500 lines of
 * today, a daemon on a simulated meter; ten years of logs for the last rows.
 *
 *   node dist/test/bench/commands.js [runs] [words of the rows that are wanted]     (11 by default)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, dayOf, monthOf } from '../../src/time/local.ts';
import { CLI } from '../support/paths.ts';
import { type Cost, costOf, median } from '../support/process-usage.ts';
import { until } from '../support/program.ts';
import { fourteenMonths, removeKept, tenYears } from '../support/years-of-logs.ts';

process.env['TZ'] = 'Europe/Paris';
const RUNS = Number(process.argv[2] ?? 11);
const WANTED = process.argv.slice(3).join(' ');
const PRICES = '2015-02-01 HN 0.1758\n2015-02-01 HPM 1.5197\n2015-02-01 ABO 19.32\n';

const home = mkdtempSync(join(tmpdir(), 'linky-bench-commands-'));
const socket = join(home, 'feed.sock');
const months = fourteenMonths(Date.now(), 1500);
const years = tenYears();
const codeCache = join(home, 'cache');
// Its own cache of the program's code, and nobody's settings.
const env: NodeJS.ProcessEnv = {
  ...process.env,
  XDG_CACHE_HOME: codeCache,
  LINKY_HOME: home,
  LANG: 'C.UTF-8',
  NODE_DISABLE_COMPILE_CACHE: '',
};

const removeCode = (): void => rmSync(codeCache, { recursive: true, force: true });

interface Row {
  readonly name: string;
  readonly words: readonly string[];
  /** Done before each run. */
  before?(): void;
  /** It takes seconds: run a few times. */
  readonly isLong?: boolean;
}

const today = dayOf(Date.now());
const yesterday = addDays(today, -1);
const ours = (...words: string[]): string[] => [CLI, ...words];
const report = (...words: string[]): string[] => ours('report', ...words, '--logs', months);
const allYears = ['report', '-s', years.from, '-e', years.to, '--by', 'year', '--logs', years.directory];
const ROWS: readonly Row[] = [
  { name: '--help', words: ours('--help') },
  { name: 'report --help', words: ours('report', '--help') },
  { name: '--version', words: ours('--version') },
  { name: 'status', words: ours('status', '--socket', socket) },
  { name: 'status --json', words: ours('status', '--json', '--socket', socket) },
  { name: 'status, no daemon', words: ours('status', '--socket', join(home, 'none.sock')) },
  { name: 'report (today, 1500 lines)', words: report() },
  { name: 'report yesterday', words: report('yesterday') },
  { name: 'report of 7 closed days', words: report('-s', addDays(today, -7), '-e', yesterday) },
  { name: 'report of a closed month', words: report(monthOf(addDays(`${monthOf(today)}-01`, -1))) },
  { name: 'the same, csv', words: report(monthOf(addDays(`${monthOf(today)}-01`, -1)), '--format', 'csv') },
  { name: 'the same, json', words: report(monthOf(addDays(`${monthOf(today)}-01`, -1)), '--format', 'json') },
  { name: 'report of a year, by month', words: report('-s', addDays(today, -366), '-e', yesterday, '--by', 'month') },
  { name: 'report of the season', words: report('season') },
  { name: 'report of ten years, by year', words: ours(...allYears) },
  { name: 'status, code not kept', words: ours('status', '--socket', socket), before: removeCode },
  { name: 'report yesterday, code not kept', words: report('yesterday'), before: removeCode },
  { name: 'report yesterday, no sums kept', words: report('yesterday'), before: () => removeKept(months) },
  {
    name: 'report of a year, no sums kept',
    words: report('-s', addDays(today, -366), '-e', yesterday, '--by', 'month'),
    before: () => removeKept(months),
    isLong: true,
  },
];

/** A run of one row, and of node alone beside it. */
interface Pair {
  readonly alone: Cost;
  readonly cost: Cost;
}

function measure(): void {
  const wanted = ROWS.filter(({ name }) => name.includes(WANTED));
  // Those that take caches away come last.
  const rows = [...wanted.filter(({ before }) => !before), ...wanted.filter(({ before }) => before)];
  const pairs = rows.map((): Pair[] => []);
  for (const isLast of [false, true]) {
    for (let run = 0; run <= RUNS; run++) {
      for (const [i, { words, before, isLong }] of rows.entries()) {
        if ((before !== undefined) !== isLast || (isLong && run > Math.ceil(RUNS / 4))) continue;
        before?.();
        const pair = { alone: costOf(process.execPath, ['-e', '0'], env), cost: costOf(process.execPath, words, env) };
        // The first run fills the caches.
        if (run > 0) pairs[i]?.push(pair);
      }
    }
  }
  const line = (name: string, ...cells: readonly string[]): void =>
    console.log(name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(''));
  const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;
  const print = (name: string, costs: readonly Cost[], alone: readonly Cost[]): void => {
    const ratios = costs.map(({ cpu }, i) => cpu / (alone[i] as Cost).cpu);
    const above = costs.map(({ cpu }, i) => cpu - (alone[i] as Cost).cpu);
    const cpu = costs.map((cost) => cost.cpu);
    const rss = `${median(costs.map((cost) => cost.rss)).toFixed(1)} MB`;
    line(name, ms(Math.min(...cpu)), ms(median(cpu)), median(ratios).toFixed(2), ms(median(above)), rss);
  };
  if (env['NODE_EXTRA_CA_CERTS']) console.log('NODE_EXTRA_CA_CERTS is set: each start of node reads its certificates');
  line('', 'CPU, least', 'median', 'x node', 'above node', 'RSS');
  const nodes = pairs.flat().map(({ alone }) => alone);
  print('node -e 0', nodes, nodes);
  for (const [i, { name }] of rows.entries()) {
    const all = pairs[i] ?? [];
    print(
      name,
      all.map(({ cost }) => cost),
      all.map(({ alone }) => alone),
    );
  }
}

let daemon: ChildProcess | undefined;
try {
  mkdirSync(join(home, 'conf'));
  writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), 'CLOCK_WAIT 0\n');
  writeFileSync(join(home, 'conf', 'tariffs.conf'), PRICES);
  const input = 'sim:ejp-day?contract=ejp';
  // Its own logs: those of the reports stay as they are.
  daemon = spawn(process.execPath, ours('daemon', '--socket', socket, '--input', input), { stdio: 'ignore', env });
  await until(() => existsSync(socket), 20_000);
  measure();
} finally {
  daemon?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
