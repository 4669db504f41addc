import { setTimeout as sleep } from 'node:timers/promises';
import { costOf, median } from '../support/process-usage.ts';
import { Pty } from '../support/pty.ts';
import type { Processor } from './two-processors.ts';
import type { Verdict } from './verdict.ts';

const RUNS = 5;

/** Prints what commands cost beside `node -e 0` there, CPU of the whole process, medians of ratios; checks nothing. */
export async function costs(verdict: Verdict, arm: Processor): Promise<void> {
  const server = await arm.serve();
  const logs = ['--logs', `${arm.home}/ejp/logs`];
  const socket = ['--socket', `${arm.home}/feed.sock`];
  const cpu = (words: readonly string[]): number => costOf(words[0] ?? '', words.slice(1)).cpu;
  const commands: Readonly<Record<string, readonly string[]>> = {
    status: ['status', ...socket],
    '--help': ['--help'],
    'report of a closed day': ['report', 'yesterday', ...logs],
    'report of a year by month': ['report', '2026', '--by', 'month', ...logs],
  };
  const screen = async (): Promise<number> => {
    const pty = new Pty(arm.program('tui', ...logs, ...socket), { columns: 80, rows: 24 });
    while (!pty.text.includes('en direct') && !pty.ending) await sleep(50);
    const used = pty.pieces.at(-1)?.cpu ?? Number.NaN;
    pty.keys('q');
    while (!pty.ending) await sleep(50);
    return used;
  };
  for (const [name, words] of Object.entries(commands)) {
    const ratios: number[] = [];
    arm.run(...words);
    for (let n = 0; n < RUNS; n++) {
      const bare = cpu(arm.node('-e', '0'));
      ratios.push(cpu(arm.program(...words)) / bare);
    }
    verdict.say(`${name}: ${median(ratios).toFixed(1)} times node -e 0`);
  }
  const ratios: number[] = [];
  for (let n = 0; n <= RUNS; n++) {
    const bare = cpu(arm.node('-e', '0'));
    ratios.push((await screen()) / bare);
  }
  verdict.say(`first screen: ${median(ratios.slice(1)).toFixed(1)} times node -e 0`);
  await server.stop();
}
