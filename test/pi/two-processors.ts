import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FeedServer } from '../../src/feed/server.ts';
import { CLI } from '../support/paths.ts';
import { greeting, NOW, sample } from '../support/screen-situations.ts';

/** A clock that stands still, for a program that a test cannot reach into. */
const STILL_CLOCK = `
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...parts) {
    super(...(parts.length === 0 ? [${NOW}] : parts));
  }
  static now() {
    return ${NOW};
  }
};
`;

/** What a command wrote and how it ended. */
export interface Answer {
  readonly out: Buffer;
  readonly errors: string;
  readonly status: number | null;
}

/** The program on one processor: this machine's Node, or the one of a Debian for ARM that qemu-user runs. Its clock stands still. */
export class Processor {
  readonly name: 'x86' | 'ARM';
  /** Before each path here. */
  readonly #root: string;
  /** As the program sees it: the same on both, or what it writes would differ. */
  readonly home: string;

  private constructor(name: 'x86' | 'ARM', root: string, home: string) {
    this.name = name;
    this.#root = root;
    this.home = home;
    for (const directory of ['logs', 'conf', 'cache']) mkdirSync(this.file(directory), { recursive: true });
    writeFileSync(this.file('clock.cjs'), STILL_CLOCK);
  }

  /** @param root the Debian for ARM */
  static both(root: string): { readonly x86: Processor; readonly arm: Processor; remove(): void } {
    const home = mkdtempSync('/tmp/linky-arm-');
    const remove = (): void => rmSync(home, { recursive: true, force: true });
    return { x86: new Processor('x86', '/', home), arm: new Processor('ARM', root, home), remove };
  }

  /** A path of the home as this machine sees it. */
  file(...below: readonly string[]): string {
    return join(this.#root, this.home, ...below);
  }

  /** A command there, with its environment. */
  #command(...words: readonly string[]): string[] {
    const env = [
      'env',
      '-i',
      'PATH=/usr/local/bin:/usr/bin:/bin',
      'TZ=Europe/Paris',
      'LANG=C.UTF-8',
      'TERM=xterm-256color',
      `HOME=${this.home}`,
      `LINKY_HOME=${this.home}`,
      `XDG_CACHE_HOME=${this.home}/cache`,
      `NODE_OPTIONS=--require ${this.home}/clock.cjs`,
    ];
    return this.name === 'ARM' ? ['chroot', this.#root, ...env, ...words] : [...env, ...words];
  }

  /** What starts Node there. */
  node(...words: readonly string[]): string[] {
    return this.#command(this.name === 'ARM' ? 'node' : process.execPath, ...words);
  }

  /** What starts the program there: on ARM as npm has installed it. */
  program(...words: readonly string[]): string[] {
    return this.name === 'ARM' ? this.#command('linky-monitor', ...words) : this.node(CLI, ...words);
  }

  run(...words: readonly string[]): Answer {
    const [command = '', ...rest] = this.program(...words);
    const { stdout, stderr, status } = spawnSync(command, rest, { maxBuffer: 1 << 28 });
    return { out: stdout, errors: stderr.toString(), status };
  }

  /** Serves the feed of a meter in the middle of a day, as a daemon does. */
  async serve(): Promise<FeedServer> {
    const server = new FeedServer(
      this.file('feed.sock'),
      () => [...greeting, sample],
      () => undefined,
    );
    await server.start();
    return server;
  }

  read(path: string): Buffer {
    return readFileSync(this.file(path));
  }
}
