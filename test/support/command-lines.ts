import { spawnSync } from 'node:child_process';
import { main } from '../../src/cli/main.ts';
import { CLI } from './paths.ts';

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs command lines of the program one after the other in a single process: most of a short command is its start. */
export function runAll(commandLines: readonly (readonly string[])[]): Finished[] {
  const words = [import.meta.filename, JSON.stringify(commandLines)];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return stdout === '' ? commandLines.map(() => ({ status: -1, stdout, stderr })) : JSON.parse(stdout);
}

class Exit extends Error {}

/** Runs the program once, but for its entry file; `process.exit` ends only this run. */
async function runOnce(words: readonly string[]): Promise<Finished> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].removeAllListeners('error');
    process[name].write = (chunk: string | Uint8Array): boolean => {
      texts[name] += String(chunk);
      return true;
    };
  }
  process.exitCode = 0;
  process.exit = (code): never => {
    process.exitCode = code ?? 0;
    throw new Exit();
  };
  process.argv.splice(1, Number.POSITIVE_INFINITY, CLI, ...words);
  try {
    await main(process);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
  }
  return { status: Number(process.exitCode), ...texts };
}

if (process.argv[1] === import.meta.filename) {
  const { write } = process.stdout;
  const finished: Finished[] = [];
  const commandLines = JSON.parse(process.argv[2] ?? '[]') as string[][];
  for (const words of commandLines) finished.push(await runOnce(words));
  process.exitCode = 0;
  write.call(process.stdout, JSON.stringify(finished));
}
