import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialFrame } from './frames.ts';
import { moduleFile } from './paths.ts';
import { cpuOf, memoryOf } from './process-usage.ts';
import { type Message, type Run, TestHome, until } from './program.ts';

/** One way to misuse the feed: `feed-attacker.js HOW`, with this number. */
export interface Attack {
  readonly how: 'deaf' | 'slow' | 'half' | 'loud' | 'storm' | 'crowd';
  readonly number: number;
}

/** What an attack did to the daemon. */
export interface Harm {
  readonly frames: number;
  /** Frames whose line is not in the log. */
  readonly unlogged: number;
  /** Lines of the log that the good reader did not get. */
  readonly unread: number;
  /** Longest time from the last byte of a frame to its line at the reader. */
  readonly latestMs: number;
  readonly cpuShare: number;
  /** What the attacker printed of its connections. */
  readonly attacker: string;
}

/** Limits for one daemon under all attacks; without any reader it has 50 MB. */
export const MAX_MB = 120;
export const MAX_WARNINGS = 2;

/** The storms are last: the feed closes its door against them for a while. */
export const ATTACKS: readonly Attack[] = [
  { how: 'deaf', number: 200 },
  { how: 'slow', number: 200 },
  { how: 'half', number: 200 },
  { how: 'crowd', number: 400 },
  { how: 'loud', number: 10 },
  { how: 'storm', number: 1000 },
  { how: 'storm', number: 20_000 },
];

const pappOf = (line: string): number => Number(/PuissConsommee=(\d+)/.exec(line)?.[1]);

/** A daemon on a serial line at ten times the real speed, with one good reader, to be attacked. */
export class AttackedDaemon {
  readonly #home: TestHome;
  readonly #line: ChildProcess;
  readonly #run: Run;
  /** When the good reader got the log line of each power. */
  readonly #readAt = new Map<number, number>();
  /** Each frame has a power of its own, VA. */
  #papp = 0;

  private constructor(home: TestHome, line: ChildProcess, run: Run) {
    this.#home = home;
    this.#line = line;
    this.#run = run;
  }

  static async start(t: TestContext): Promise<AttackedDaemon> {
    const home = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n');
    const line = await home.plug();
    const daemon = new AttackedDaemon(home, line, await home.daemon('--input', home.port));
    await daemon.#connectReader(t);
    return daemon;
  }

  get peakMb(): number {
    return memoryOf(this.#pid).peak;
  }

  get warnings(): string[] {
    return this.#run.err.split('\n').filter(Boolean);
  }

  /** Attacks the feed for `seconds` while frames come and the good reader reads. */
  async endure(t: TestContext, attack: Attack, seconds: number): Promise<Harm> {
    await until(() => existsSync(this.#home.socket));
    const args = [attack.how, this.#home.socket, String(seconds), String(attack.number)];
    const attacker = spawn(process.execPath, [moduleFile('test/support/feed-attacker'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => attacker.kill('SIGKILL'));
    let output = '';
    attacker.stdout.on('data', (text) => {
      output += text;
    });
    const ended = once(attacker, 'exit');
    await until(() => output.includes('ready'));
    const [cpu, began] = [cpuOf(this.#pid), performance.now()];
    const sentAt = new Map<number, number>();
    while (attacker.exitCode === null) {
      sentAt.set(this.#sendFrame(), performance.now());
      await sleep(100);
    }
    const cpuShare = (cpuOf(this.#pid) - cpu) / (performance.now() - began);
    await ended;
    const last = this.#papp;
    // What is missing after this is counted below.
    await until(() => this.#logged().has(last) && this.#readAt.has(last), 20_000).catch(() => undefined);
    const logged = this.#logged();
    const sent = [...sentAt];
    return {
      frames: sent.length,
      unlogged: sent.filter(([papp]) => !logged.has(papp)).length,
      unread: sent.filter(([papp]) => logged.has(papp) && !this.#readAt.has(papp)).length,
      latestMs: Math.max(...sent.map(([papp, at]) => (this.#readAt.get(papp) ?? 0) - at)),
      cpuShare,
      attacker: output.split('\n')[1] ?? '',
    };
  }

  async stop(): Promise<void> {
    this.#run.child.kill('SIGTERM');
    assert.equal(await this.#run.ended, 0);
  }

  get #pid(): number {
    return this.#run.child.pid as number;
  }

  async #connectReader(t: TestContext): Promise<void> {
    const socket = connect(this.#home.socket);
    t.after(() => socket.destroy());
    createInterface({ input: socket }).on('line', (json) => {
      const { type, line } = JSON.parse(json) as Message & { line: string };
      if (type === 'record') this.#readAt.set(pappOf(line), performance.now());
    });
    await once(socket, 'connect');
    // The port must be open before the first frame comes.
    while (this.#readAt.size === 0) {
      this.#sendFrame();
      await sleep(200);
    }
  }

  #logged(): Set<number> {
    return new Set(this.#home.data().map(pappOf));
  }

  /** @returns the power of the frame */
  #sendFrame(): number {
    this.#papp++;
    this.#line.stdin?.write(serialFrame(this.#papp));
    return this.#papp;
  }
}
