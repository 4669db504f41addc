import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { codeOf } from './files.ts';
import { withTimeout } from './with-timeout.ts';

/** A program and its arguments. */
export type Command = readonly string[];

/** Where programs of owners' commands are looked for. */
export const COMMAND_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What a command may write to stderr, bytes: one that writes more is ended. Its stdout goes nowhere. */
const MAX_STDERR = 65_536;
/** Of that so much is kept, bytes, to say why it failed, and so much told, characters. */
const KEPT_STDERR = 4096;
const MAX_REASON = 120;
/** How long the last words of a command that has ended are waited for: what it leaves behind may hold its stderr. */
const LAST_WORDS_MS = 100;

export interface CommandOptions {
  /** A command that takes longer is ended, with all that it has started. */
  readonly timeoutMs: number;
  /** Variables besides PATH and LANG: a command gets nothing of the daemon's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** An owner's command that runs. */
export interface RunningCommand {
  /** Resolves when it has ended with 0; else rejects, with a message that names the program and the reason. */
  readonly ended: Promise<void>;
  /** Ends it, with all that it has started, before this returns. */
  kill(): void;
}

/** Starts an owner's command, without a shell and in a group of its own. Never throws. */
export function startCommand([program = '', ...args]: Command, { timeoutMs, env }: CommandOptions): RunningCommand {
  let child: ChildProcess | undefined;
  let killedFor: string | undefined;
  const kill = (why: string): void => {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    killedFor ??= why;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  };
  const run = async (): Promise<void> => {
    child = spawn(program, args, { ...options(env), detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    // Told by `once`; a second one, of whatever, must not end the daemon.
    child.on('error', () => undefined);
    const words = lastWords(child, () => kill(`stderr > ${MAX_STDERR / 1024} KB`));
    const timer = setTimeout(() => kill(`> ${timeoutMs / 1000} s`), timeoutMs);
    try {
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      if (code === 0) return;
      if (killedFor !== undefined) throw new Error(killedFor);
      const said = await words();
      throw new Error(said === '' ? String(code ?? signal) : `${code ?? signal}: ${said}`);
    } finally {
      clearTimeout(timer);
      child.stderr?.destroy();
    }
  };
  const ended = run().catch((error: unknown) => {
    throw new Error(`${program}: ${codeOf(error)}`);
  });
  return { ended, kill: () => kill('SIGKILL') };
}

/** Runs a command, and waits for it without a word of its own: for a process that is ending. May throw. */
export function runCommandSync([program = '', ...args]: Command, timeoutMs: number): void {
  spawnSync(program, args, { ...options(), stdio: 'ignore', timeout: timeoutMs, killSignal: 'SIGKILL' });
}

const options = (env: CommandOptions['env'] = {}) =>
  ({ env: { PATH: COMMAND_PATH, LANG: 'C.UTF-8', ...env }, cwd: '/' }) as const;

/** Reads what a command writes to stderr. @param flooded it has written too much @returns its last line, when asked */
function lastWords(child: ChildProcess, flooded: () => void): () => Promise<string> {
  let kept = '';
  let bytes = 0;
  child.stderr?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_STDERR);
    if (bytes <= MAX_STDERR) return;
    flooded();
    child.stderr?.destroy();
  });
  // A pipe that breaks says nothing more.
  child.stderr?.on('error', () => undefined);
  return async () => {
    if (child.stderr && !child.stderr.closed) await withTimeout(once(child.stderr, 'close'), LAST_WORDS_MS, undefined);
    return (kept.trimEnd().split('\n').at(-1) ?? '').trim().slice(0, MAX_REASON);
  };
}
