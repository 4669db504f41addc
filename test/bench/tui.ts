/*
 * What the screen costs, beside `node -e 0`, htop, btop and gtop in the same run, with fourteen months of logs and a daemon
 * on a simulated meter. CPU is that of the whole process, by its own clock.
 *   start      CPU until the first full screen of live values, until the logs are read, and in the first ten seconds: each
 *              start beside one of `node -e 0`; the least, the median, and the median of the ratios. Memory at its highest
 *   left open  all of them at the same time at 80x24, 120x40 and 200x60: bytes a second to the terminal, CPU in ms a
 *              second, resident memory
 * Then the heap over 100 000 drawings. What is not installed of the others is left out.
 *
 *   node dist/test/bench/tui.js [seconds] [starts]     (60 and 11 by default)
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI } from '../support/paths.ts';
import { cpuOf, median, memoryOf } from '../support/process-usage.ts';
import { until } from '../support/program.ts';
import { Pty } from '../support/pty.ts';
import { heapOfWeeks } from '../support/screen-weeks.ts';
import { fourteenMonths } from '../support/years-of-logs.ts';

process.env['TZ'] = 'Europe/Paris';
const SECONDS = Number(process.argv[2] ?? 60);
const STARTS = Number(process.argv[3] ?? 11);
const WARM_UP_S = 15;
const SETTLED_S = 10;
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const home = mkdtempSync(join(tmpdir(), 'linky-bench-tui-'));
const socket = join(home, 'feed.sock');
const logs = fourteenMonths(Date.now());
const OURS = [process.execPath, CLI, 'tui', '--home', home, '--logs', logs, '--socket', socket];
/** What only a screen with live values holds, and what only one holds that has read the year's logs. */
const FIRST = 'en direct';
const READ = 'ison';

interface Subject {
  readonly name: string;
  readonly words: readonly string[];
}

const others = (
  [
    ['htop', ['htop', '-d', '10']],
    ['btop', ['btop', '--utf-force']],
    ['gtop', ['gtop']],
  ] as const
).flatMap(([name, words]): Subject[] => {
  if (spawnSync('sh', ['-c', `command -v ${name}`]).status === 0) return [{ name, words }];
  console.log(`(${name} is not installed)`);
  return [];
});

function line(name: string, figures: readonly string[]): void {
  console.log(`${name.padEnd(34)}${figures.map((text) => text.padStart(16)).join('')}`);
}

/** What one start has cost: CPU in ms, memory in MB. */
interface Start {
  readonly first: number;
  readonly read: number;
  readonly settled: number;
  readonly peak: number;
}

async function start(): Promise<Start> {
  const pty = new Pty(OURS, { columns: 120, rows: 40 });
  try {
    const cpuAt = async (text: string): Promise<number> => {
      await until(() => pty.text.includes(text) || pty.ending !== undefined, 60_000);
      let seen = '';
      const piece = pty.pieces.find((each) => {
        seen += each.text;
        return seen.includes(text);
      });
      return (piece?.cpu ?? Number.NaN) * 1000;
    };
    const [began, first, read] = [performance.now(), await cpuAt(FIRST), await cpuAt(READ)];
    await sleep(Math.max(0, began + SETTLED_S * 1000 - performance.now()));
    return { first, read, settled: cpuOf(pty.pid), peak: memoryOf(pty.pid).peak };
  } finally {
    pty.end();
  }
}

async function nodeAlone(): Promise<number> {
  const pty = new Pty([process.execPath, '-e', '0'], { columns: 120, rows: 40 });
  await until(() => pty.ending !== undefined, 20_000);
  return (pty.ending?.cpu ?? Number.NaN) * 1000;
}

async function starts(): Promise<void> {
  const node: number[] = [];
  const ours: Start[] = [];
  // The first one fills the caches.
  await start();
  for (let i = 0; i < STARTS; i++) {
    node.push(await nodeAlone());
    ours.push(await start());
  }
  console.log(`start at 120x40, ${STARTS} times: CPU`);
  const row = (name: string, values: readonly number[]): void => {
    const ratios = values.map((value, i) => value / (node[i] as number));
    line(name, [
      `${Math.min(...values).toFixed(0)} ms least`,
      `${median(values).toFixed(0)} ms median`,
      `${median(ratios).toFixed(2)} node`,
      `${(median(values) - median(node)).toFixed(0)} ms above`,
    ]);
  };
  row('node -e 0', node);
  row(
    'first full screen',
    ours.map(({ first }) => first),
  );
  row(
    'with the logs read',
    ours.map(({ read }) => read),
  );
  row(
    `after ${SETTLED_S} s`,
    ours.map(({ settled }) => settled),
  );
  line('memory at its highest', [`${median(ours.map(({ peak }) => peak)).toFixed(1)} MB`]);
}

/** One program on one terminal, left open. */
class Open {
  readonly #name: string;
  readonly #pty: Pty;
  #before = { bytes: 0, cpu: 0, at: 0 };

  constructor({ name, words }: Subject, [columns, rows]: (typeof SIZES)[number]) {
    this.#name = `${name} ${columns}x${rows}`;
    this.#pty = new Pty(words, { columns, rows });
  }

  #now() {
    const bytes = this.#pty.pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    return { bytes, cpu: cpuOf(this.#pty.pid), at: performance.now() };
  }

  begin(): void {
    if (this.#pty.ending === undefined) this.#before = this.#now();
  }

  end(): void {
    if (this.#pty.ending === undefined) {
      const { bytes, cpu, at } = this.#now();
      const seconds = (at - this.#before.at) / 1000;
      const { now, peak } = memoryOf(this.#pty.pid);
      line(this.#name, [
        `${((bytes - this.#before.bytes) / seconds).toFixed(0)} B/s`,
        `${((cpu - this.#before.cpu) / seconds).toFixed(2)} ms/s`,
        `${now.toFixed(1)} MB`,
        `peak ${peak.toFixed(1)} MB`,
      ]);
    } else console.log(`${this.#name}: ended with ${this.#pty.ending.status}`);
    this.#pty.end();
  }
}

async function leftOpen(): Promise<void> {
  const subjects: Subject[] = [{ name: 'linky-monitor', words: OURS }, ...others];
  const open = subjects.flatMap((subject) => SIZES.map((size) => new Open(subject, size)));
  await sleep(WARM_UP_S * 1000);
  for (const each of open) each.begin();
  await sleep(SECONDS * 1000);
  console.log(`left open, ${SECONDS} s after ${WARM_UP_S} s, all at once`);
  for (const each of open) each.end();
}

let daemon: ChildProcess | undefined;
try {
  mkdirSync(join(home, 'conf'));
  writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), 'CLOCK_WAIT 0\n');
  writeFileSync(
    join(home, 'conf', 'tariffs.conf'),
    '2024-02-01 HN 0.1758\n2024-02-01 HPM 1.5197\n2024-02-01 ABO 19.32\n',
  );
  const input = 'sim:ejp-day?contract=ejp';
  const words = [CLI, 'daemon', '--home', home, '--logs', logs, '--socket', socket, '--input', input];
  daemon = spawn(process.execPath, words, { stdio: 'ignore' });
  await until(() => existsSync(socket), 20_000);
  if (STARTS > 0) await starts();
  if (SECONDS > 0) await leftOpen();
} finally {
  daemon?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
if (process.argv.length === 2) {
  const heaps = await heapOfWeeks([5000, 50_000, 100_000]);
  console.log(
    `weeks open: ${heaps.map((heap) => `${heap.toFixed(1)} MB`).join(', ')} of heap after 5 000, 50 000, 100 000 drawings`,
  );
}
process.exit(0);
