import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, root } from './paths.ts';

/** A home of its own for one test, removed when that ends; every process started here ends with it. */
export class TestHome {
  readonly home: string;
  readonly socket: string;
  readonly port: string;
  /** Environment variables of the programs started here, besides those of the test. */
  env: NodeJS.ProcessEnv = {};
  /** A program, with its first arguments, that starts the programs started here. */
  wrapper: readonly string[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #endings: (() => Promise<void>)[] = [];

  constructor(t: TestContext, conf = '') {
    this.home = mkdtempSync(join(tmpdir(), 'linky-test-'));
    this.socket = join(this.home, 'feed.sock');
    this.port = join(this.home, 'tty');
    mkdirSync(join(this.home, 'conf'));
    mkdirSync(join(this.home, 'logs'));
    this.configure(conf);
    t.after(async () => {
      for (const end of this.#endings) await end();
      for (const child of this.#children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(this.home, { recursive: true, force: true });
    });
  }

  /** Has something ended, when the test is over, before the home is removed. */
  beforeRemoval(end: () => Promise<void>): void {
    this.#endings.push(end);
  }

  get conf(): string {
    return join(this.home, 'conf', 'LinkyAcq.conf');
  }

  /** Writes the conf; without CLOCK_WAIT in it the daemon trusts the machine's clock at once. */
  configure(conf: string): void {
    writeFileSync(this.conf, /^CLOCK_WAIT/m.test(conf) ? conf : `${conf}CLOCK_WAIT 0\n`);
  }

  /**
   * A serial line at `port`, heard rightly at `baud` only where that is given; end its stdin to unplug it.
   * @param free nobody else has the port open
   */
  async plug(baud?: number, free = false): Promise<ChildProcess> {
    const words = [join(root, 'test', 'support', 'wire.py'), this.port, String(baud ?? '-'), ...(free ? ['free'] : [])];
    const wire = spawn('python3', words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#children.push(wire);
    // Writes after the wire was unplugged fail: ignored, as on a real wire.
    wire.stdin?.on('error', () => undefined);
    await once(wire.stdout as NodeJS.ReadableStream, 'data');
    return wire;
  }

  start(...words: string[]): Run {
    const common = ['--home', this.home, '--socket', this.socket];
    // Not the settings of whoever runs the tests.
    const env = { ...process.env, XDG_CONFIG_HOME: join(this.home, 'config'), ...this.env };
    const [program = '', ...all] = [...this.wrapper, process.execPath, CLI, ...words, ...common];
    const child = spawn(program, all, { stdio: ['ignore', 'pipe', 'pipe'], env });
    this.#children.push(child);
    return new Run(child);
  }

  /** Starts a daemon and waits until it serves its feed. */
  async daemon(...words: string[]): Promise<Run> {
    const run = this.start('daemon', ...words);
    await until(() => /feed\.sock/.test(run.out) || run.code !== undefined);
    return run;
  }

  /** The lines of all logs, by day. */
  log(): string[] {
    return readdirSync(join(this.home, 'logs'))
      .sort()
      .flatMap((file) => readFileSync(join(this.home, 'logs', file), 'utf8').split('\n'))
      .filter((line) => line !== '');
  }

  /** What the DATA lines say, without their date and time. */
  data(): string[] {
    return this.log().flatMap((line) => /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (DATA .*)$/.exec(line)?.[1] ?? []);
  }

  /** Reads the feed until `enough` says so. */
  async listen(enough: (messages: Message[]) => boolean): Promise<Message[]> {
    await until(() => existsSync(this.socket));
    const socket = connect(this.socket);
    const messages: Message[] = [];
    for await (const line of createInterface({ input: socket })) {
      messages.push(JSON.parse(line) as Message);
      if (enough(messages)) break;
    }
    socket.destroy();
    return messages;
  }
}

export type Message = Record<string, unknown> & { type: string };

/** A running process and what it has written so far. */
export class Run {
  readonly child: ChildProcess;
  out = '';
  err = '';
  code: number | undefined;
  readonly ended: Promise<number>;

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (text: Buffer) => {
      this.out += text;
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.err += text;
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        this.code = code ?? (signal === null ? -1 : -2);
        resolve(this.code);
      });
    });
  }
}

/** Waits until something is so; fails when it is not within `ms`, naming it. */
export async function until(what: () => boolean, ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!what()) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await sleep(20);
  }
}

/** Puts bytes on a wire at `bytesPerSecond`, in pieces of a tenth of a second. */
export async function feed(wire: ChildProcess, bytes: Uint8Array, bytesPerSecond: number): Promise<void> {
  const piece = Math.max(1, Math.round(bytesPerSecond / 10));
  const began = performance.now();
  for (let at = 0; at < bytes.length; at += piece) {
    wire.stdin?.write(bytes.subarray(at, at + piece));
    await sleep(Math.max(0, began + ((at + piece) / bytesPerSecond) * 1000 - performance.now()));
  }
}
