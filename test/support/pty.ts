import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import type { TestContext } from 'node:test';
import { root } from './paths.ts';

/** How a program on a terminal ended. */
export interface Ending {
  /** Its exit code, or minus the number of the signal. */
  readonly status: number;
  /** Line editing and echo are on, as a shell wants them. */
  readonly cooked: boolean;
  /** CPU used, s. */
  readonly cpu: number;
}

/** Something that the program wrote: when, and the CPU that it had used by then, s since it was started. */
interface Piece {
  readonly at: number;
  readonly cpu: number;
  readonly text: string;
  readonly bytes: number;
}

/** A program on a real terminal of its own, through terminal.py. */
export class Pty {
  readonly #helper: ChildProcess;
  readonly pieces: Piece[] = [];
  pid = 0;
  ending: Ending | undefined;
  readonly #errors: string | undefined;
  /** A sign may come in two pieces. */
  readonly #decoder = new StringDecoder('utf8');

  constructor(
    words: readonly string[],
    options: { columns: number; rows: number; env?: NodeJS.ProcessEnv; errors?: string },
  ) {
    const { columns, rows, env = {}, errors } = options;
    this.#errors = errors;
    // Not the settings of whoever runs the tests.
    const own = {
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      LC_ALL: '',
      TMUX: '',
      NO_COLOR: '',
      // Nobody can make it: htop and btop make theirs.
      XDG_CONFIG_HOME: '/dev/null/none',
    };
    const all = { ...process.env, ...own, ...env };
    this.#helper = spawn(
      'python3',
      [join(root, 'test', 'support', 'terminal.py'), String(columns), String(rows), ...words],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: errors === undefined ? all : { ...all, TERMINAL_STDERR: errors },
      },
    );
    this.#helper.stdin?.on('error', () => {});
    createInterface({ input: this.#helper.stdout as NodeJS.ReadableStream }).on('line', (line) => this.#onLine(line));
  }

  /** All that was written so far. */
  get text(): string {
    return this.pieces.map(({ text }) => text).join('');
  }

  /** What the program wrote to stderr. */
  get errors(): string {
    return this.#errors !== undefined && existsSync(this.#errors) ? readFileSync(this.#errors, 'utf8') : '';
  }

  keys(keys: string): void {
    this.say(`keys ${Buffer.from(keys).toString('hex')}`);
  }

  say(command: 'stall' | 'go' | 'hang' | `keys ${string}` | `resize ${number} ${number}`): void {
    this.#helper.stdin?.write(`${command}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  end(): void {
    if (this.pid !== 0 && this.ending === undefined) this.signal('SIGKILL');
  }

  endAfter(t: TestContext): this {
    t.after(() => this.end());
    return this;
  }

  #onLine(line: string): void {
    const [word, a = '', b = '', c = '', d = ''] = line.split(' ');
    if (word === 'pid') this.pid = Number(a);
    if (word === 'end') this.ending = { status: Number(a), cooked: b === '1' && c === '1', cpu: Number(d) };
    if (word !== 'out') return;
    const bytes = Buffer.from(b, 'hex');
    this.pieces.push({ at: Number(a), cpu: Number(c), text: this.#decoder.write(bytes), bytes: bytes.length });
  }
}
