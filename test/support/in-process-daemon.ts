import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Configuration } from '../../src/daemon/configuration.ts';
import { Daemon } from '../../src/daemon/daemon.ts';
import type { DaemonOptions } from '../../src/daemon/options.ts';
import type { SourceEvents } from '../../src/source/source.ts';
import { textsIn } from '../../src/text/index.ts';
import { SmallDisk } from './small-disk.ts';

export interface InProcessOptions {
  readonly conf?: string;
  /** What the machine's clock says at the start, ms. */
  readonly start: number;
  readonly synchronised?: () => boolean | undefined;
  /** The machine's clock cannot be right before this, ms. */
  readonly earliestClock?: number;
  readonly panel?: DaemonOptions['panel'];
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The real daemon inside the test: its time and its timers are the test's, its line is fed by hand; log and feed are
 * real.
 */
export class InProcessDaemon {
  readonly home = mkdtempSync(join(tmpdir(), 'linky-inside-'));
  readonly logs = join(this.home, 'logs');
  readonly socket = join(this.home, 'feed.sock');
  /** What the daemon showed to its starter. */
  readonly shown: string[] = [];
  /** What the machine's clock says, ms; set it to make it jump. */
  wall: number;
  /** Ms of a clock that no one sets. */
  monotonic = 5000;
  readonly #t: TestContext;
  readonly #daemon: Daemon;
  #events: SourceEvents | undefined;
  #disk: SmallDisk | undefined;
  #ended: Promise<number> | undefined;

  constructor(t: TestContext, options: InProcessOptions) {
    this.#t = t;
    this.wall = options.start;
    mkdirSync(this.logs);
    const conf = join(this.home, 'LinkyAcq.conf');
    writeFileSync(conf, options.conf ?? '');
    t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
    this.#daemon = new Daemon({
      version: '0',
      configuration: new Configuration(conf, join(this.home, 'tariffs.conf'), false),
      logs: this.logs,
      socket: this.socket,
      input: 'sim:test',
      mode: undefined,
      seconds: undefined,
      texts: textsIn('en'),
      panel: options.panel,
      show: (level, text) => this.shown.push(`${level} ${text}`),
      now: () => this.wall,
      monotonic: () => this.monotonic,
      synchronised: options.synchronised ?? (() => true),
      earliestClock: options.earliestClock ?? 0,
      open: async () => ({
        start: (events) => {
          this.#events = events;
        },
        stop: async () => undefined,
        reopen: () => undefined,
      }),
    });
    t.after(async () => {
      await this.stop();
      this.#disk?.unmount();
      rmSync(this.home, { recursive: true, force: true });
    });
  }

  /** Puts the logs on a disk of their own, of so many KB. */
  smallDisk(kilobytes: number): SmallDisk {
    this.#disk = new SmallDisk(this.logs, kilobytes);
    return this.#disk;
  }

  async start(): Promise<void> {
    this.#ended = this.#daemon.run();
    while (!this.#events) await immediate();
    this.#events.opened();
  }

  /** Lets time go by on both clocks. */
  advance(ms: number): void {
    this.wall += ms;
    this.monotonic += ms;
    this.#t.mock.timers.tick(ms);
  }

  take(bytes: Uint8Array): void {
    this.#events?.bytes(bytes);
  }

  /** @returns the exit code */
  async stop(): Promise<number | undefined> {
    if (!this.#ended) return undefined;
    await this.#daemon.stop();
    return this.#ended;
  }

  /** The names of the logs, and their lines in the order of the files. */
  files(): string[] {
    return readdirSync(this.logs)
      .filter((name) => name.endsWith('.log'))
      .sort();
  }

  lines(): string[] {
    return this.files().flatMap((name) => readFileSync(join(this.logs, name), 'utf8').trimEnd().split('\n'));
  }
}
