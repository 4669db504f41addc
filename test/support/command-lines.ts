import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
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

const { writeSync } = fs;
const STREAMS = [undefined, 'stdout', 'stderr'] as const;

/** Takes what is written to stdout and stderr, by their streams and without them. */
function hear(heard: (name: 'stdout' | 'stderr', text: string) => void): void {
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].removeAllListeners('error');
    process[name].write = (chunk: string | Uint8Array): boolean => {
      heard(name, String(chunk));
      return true;
    };
  }
  fs.writeSync = (...all: readonly unknown[]): number => {
    const [fd, data] = all as readonly [number, string | Uint8Array];
    const name = STREAMS[fd];
    if (name === undefined) return Reflect.apply(writeSync, fs, all) as number;
    heard(name, String(data));
    return Buffer.byteLength(String(data));
  };
  syncBuiltinESMExports();
}

/** Runs the program once, but for its entry file; `process.exit` ends only this run. */
async function runOnce(words: readonly string[]): Promise<Finished> {
  const texts = { stdout: '', stderr: '' };
  hear((name, text) => {
    texts[name] += text;
  });
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
