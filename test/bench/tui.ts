/*
 * What the screen costs while it is left open, beside htop and gtop in the same run: each on a terminal of its own at 80x24,
 * 120x40 and 200x60. Bytes a second to the terminal, CPU in ms a second, resident memory, and how long from the start to the
 * first full screen (ours: of live values); Node's own start (`node -e 0`) beside it. Then memory over 100 000 drawings.
 *
 *   node dist/test/bench/tui.js [seconds]     (60 by default)
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI } from '../support/paths.ts';
import { until } from '../support/program.ts';
import { Pty } from '../support/pty.ts';
import { heapOfWeeks } from '../support/screen-weeks.ts';

const SECONDS = Number(process.argv[2] ?? 60);
const WARM_UP_S = 15;
const STARTS = 7;
const home = mkdtempSync(join(tmpdir(), 'linky-bench-tui-'));
const socket = join(home, 'feed.sock');
const ours = [process.execPath, CLI, 'tui', '--home', home, '--socket', socket];

/** CPU used so far, ms, and resident memory, MB, of a process. */
function usage(pid: number): { cpu: number; rss: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, rss: Number(rss) / 1024 };
}

interface Subject {
  readonly name: string;
  readonly words: readonly string[];
  /** Something that only its full screen holds. */
  readonly full: string;
}

/** htop from apt, gtop from npm into the bench's own directory; what cannot be had is said and left out. */
function others(): Subject[] {
  const found: Subject[] = [];
  const tried = (what: string, act: () => void): void => {
    try {
      act();
    } catch {
      console.log(`${what}: not here and cannot be installed, left out`);
    }
  };
  tried('htop', () => {
    try {
      execFileSync('htop', ['--version'], { stdio: 'ignore' });
    } catch {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'htop'], { stdio: 'ignore' });
    }
    found.push({ name: 'htop -d 10', words: ['htop', '-d', '10'], full: 'Quit' });
  });
  tried('gtop', () => {
    const directory = join(home, 'gtop');
    mkdirSync(directory);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', directory, 'gtop'], { stdio: 'ignore' });
    found.push({
      name: 'gtop',
      words: [process.execPath, join(directory, 'node_modules', 'gtop', 'bin', 'gtop')],
      full: 'Processes',
    });
  });
  return found.filter(({ words }) => words.every((word) => !word.startsWith('/') || existsSync(word)));
}

const line = (name: string, size: string, figures: readonly string[]): void =>
  console.log(`${name.padEnd(12)} ${size.padEnd(7)} ${figures.map((text) => text.padStart(14)).join(' ')}`);

async function measure({ name, words }: Subject, columns: number, rows: number): Promise<void> {
  const pty = new Pty(words, { columns, rows });
  try {
    await sleep(WARM_UP_S * 1000);
    const bytes = (): number => pty.pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    const [began, first, before] = [performance.now(), bytes(), usage(pty.pid)];
    await sleep(SECONDS * 1000);
    const seconds = (performance.now() - began) / 1000;
    const after = usage(pty.pid);
    const rate = (bytes() - first) / seconds;
    const cpu = (after.cpu - before.cpu) / seconds;
    line(name, `${columns}x${rows}`, [
      `${rate.toFixed(0)} B/s`,
      `${cpu.toFixed(1)} ms/s`,
      `${after.rss.toFixed(0)} MB`,
    ]);
  } finally {
    pty.end();
  }
}

/** Milliseconds from the start to the piece that completes the first full screen; the least and the median of some. */
async function start(name: string, words: readonly string[], full: string): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const pty = new Pty(words, { columns: 120, rows: 40 });
    try {
      await until(() => pty.text.includes(full) || pty.ending !== undefined, 20_000);
      const piece = pty.pieces.find((_, at) =>
        pty.pieces
          .slice(0, at + 1)
          .map(({ text }) => text)
          .join('')
          .includes(full),
      );
      if (piece) times.push(piece.at * 1000);
    } finally {
      pty.end();
    }
    await sleep(300);
  }
  times.sort((a, b) => a - b);
  const median = times[times.length >> 1];
  line(name, '120x40', [`${times[0]?.toFixed(0)} ms least`, `${median?.toFixed(0)} ms median`]);
}

let daemon: ChildProcess | undefined;
try {
  mkdirSync(join(home, 'conf'));
  mkdirSync(join(home, 'logs'));
  writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), '');
  const input = 'sim:ejp-day?contract=ejp';
  const words = [CLI, 'daemon', '--home', home, '--socket', socket, '--input', input];
  daemon = spawn(process.execPath, words, { stdio: 'ignore' });
  await until(() => existsSync(socket), 20_000);
  const subjects: Subject[] = [{ name: 'linky-monitor', words: ours, full: 'en direct' }, ...others()];
  console.log(`start to the first full screen, ${STARTS} times`);
  await start('node -e', [process.execPath, '-e', 'process.stdout.write("done")'], 'done');
  await start('  (frames)', ours, 'quitter');
  for (const { name, words, full } of subjects) await start(name, words, full);
  console.log(`left open, ${SECONDS} s after ${WARM_UP_S} s`);
  const sizes = [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const;
  for (const [columns, rows] of sizes) for (const subject of subjects) await measure(subject, columns, rows);
} finally {
  daemon?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
const heaps = await heapOfWeeks([5000, 50_000, 100_000]);
console.log(
  `weeks open: ${heaps.map((heap) => `${heap.toFixed(1)} MB`).join(', ')} of heap after 5 000, 50 000, 100 000 drawings`,
);
process.exit(0);
