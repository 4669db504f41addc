import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { Configuration } from '../../src/config/configuration.ts';
import { Daemon } from '../../src/daemon/daemon.ts';
import type { DaemonOptions } from '../../src/daemon/options.ts';
import { openSource } from '../../src/source/open.ts';
import type { SourceEvents } from '../../src/source/source.ts';
import { textsIn } from '../../src/text/index.ts';
import { type Message, type TestHome, until } from './program.ts';
import { SmallDisk } from './small-disk.ts';

export interface InProcessOptions {
  readonly conf?: string;
  /** What the machine's clock says at the start, ms. */
  readonly start: number;
  readonly synchronised?: () => boolean | undefined;
  /** The machine's clock cannot be right before this, ms. */
  readonly earliestClock?: number;
  readonly panel?: DaemonOptions['panel'];
  readonly pins?: DaemonOptions['pins'];
  /** What is read; undefined: the input of the conf. */
  readonly input?: string | undefined;
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits until something is so, also where the timers are the test's; fails after 30 s, naming it. */
export async function settled(what: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!what()) {
    if (performance.now() > end) throw new Error(`waited 30 s in vain for ${what}`);
    await immediate();
  }
}

/** What both daemons inside a test are made with. */
const COMMON = {
  version: '0',
  mode: undefined,
  seconds: undefined,
  panel: undefined,
  synchronised: () => true,
  earliestClock: 0,
} as const;

/**
 * The real daemon inside the test: its time and its timers are the test's, its source is fed by hand; log and feed are
 * real. An input that is neither a port nor `sim:test` is opened as the program opens it.
 */
export class InProcessDaemon {
  readonly home = mkdtempSync(join(tmpdir(), 'linky-inside-'));
  readonly logs = join(this.home, 'logs');
  readonly socket = join(this.home, 'feed.sock');
  /** What the daemon showed to its starter. */
  readonly shown: string[] = [];
  /** What the machine's clock says, ms; set it to make it jump. */
  wall: number;
  /** Monotonic clock, ms. */
  monotonic = 5000;
  /** What the source reports, by hand. */
  source: SourceEvents | undefined;
  readonly #t: TestContext;
  readonly #daemon: Daemon;
  #disk: SmallDisk | undefined;
  #ended: Promise<number> | undefined;

  constructor(t: TestContext, options: InProcessOptions) {
    this.#t = t;
    this.wall = options.start;
    mkdirSync(this.logs);
    this.configure(options.conf ?? '');
    t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
    this.#daemon = new Daemon({
      ...COMMON,
      configuration: new Configuration(this.#conf, join(this.home, 'tariffs.conf'), false),
      logs: this.logs,
      socket: this.socket,
      input: 'input' in options ? options.input : 'sim:test',
      texts: textsIn('en'),
      panel: options.panel,
      ...(options.pins ? { pins: options.pins } : {}),
      show: (level, text) => this.shown.push(`${level} ${text}`),
      now: () => this.wall,
      monotonic: () => this.monotonic,
      synchronised: options.synchronised ?? COMMON.synchronised,
      earliestClock: options.earliestClock ?? 0,
      open: async (input, settings) => {
        if (input !== 'sim:test' && !input.startsWith('/')) return openSource(input, settings);
        return {
          start: (events) => {
            this.source = events;
          },
          stop: async () => undefined,
          reopen: () => undefined,
        };
      },
    });
    t.after(async () => {
      await this.stop();
      this.#disk?.unmount();
      rmSync(this.home, { recursive: true, force: true });
    });
  }

  get #conf(): string {
    return join(this.home, 'LinkyAcq.conf');
  }

  configure(conf: string): void {
    writeFileSync(this.#conf, conf);
  }

  /** Puts the logs on a disk of their own, of this many KB. */
  smallDisk(kilobytes: number): SmallDisk {
    this.#disk = new SmallDisk(this.logs, kilobytes);
    return this.#disk;
  }

  async start(): Promise<void> {
    this.#ended = this.#daemon.run();
    await settled(() => this.source !== undefined);
    this.source?.opened();
  }

  /** The exit code, when the daemon has ended by itself. */
  get ended(): Promise<number> | undefined {
    return this.#ended;
  }

  /** Lets time go by on both clocks. */
  advance(ms: number): void {
    this.wall += ms;
    this.monotonic += ms;
    this.#t.mock.timers.tick(ms);
  }

  take(bytes: Uint8Array): void {
    this.source?.bytes(bytes);
  }

  /** Reads the feed from now on: messages are added as they come, the greeting is there already. */
  async follow(): Promise<Message[]> {
    const messages: Message[] = [];
    const socket = connect(this.socket);
    this.#t.after(() => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => messages.push(JSON.parse(line) as Message));
    await settled(() => messages.some(({ type }) => type === 'status'));
    return messages;
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

/**
 * The real daemon inside the test, at real time and with real sources, in the home of a test.
 * @returns its exit code when it ends, how to stop it, its warnings, and how often its source has been opened
 */
export async function daemonAt(home: TestHome, input: string | undefined, mode?: DaemonOptions['mode']) {
  const shown: string[] = [];
  let openings = 0;
  const daemon = new Daemon({
    ...COMMON,
    configuration: new Configuration(home.conf, join(home.home, 'conf', 'tariffs.conf'), true),
    logs: join(home.home, 'logs'),
    socket: home.socket,
    input,
    mode,
    texts: textsIn('fr'),
    show: (level, text) => shown.push(`${level} ${text}`),
    now: Date.now,
    monotonic: () => performance.now(),
    open: async (name, settings) => {
      const source = await openSource(name, settings);
      const counted = (events: SourceEvents): SourceEvents => ({
        ...events,
        opened: () => {
          openings++;
          events.opened();
        },
      });
      return {
        start: (events) => source.start(counted(events)),
        stop: () => source.stop(),
        reopen: () => source.reopen?.(),
      };
    },
  });
  const ended = daemon.run();
  home.beforeRemoval(() => daemon.stop());
  await Promise.race([until(() => shown.some((line) => line.includes('flux servi sur'))), ended]);
  return {
    ended,
    stop: () => daemon.stop(),
    warnings: () => shown.filter((line) => !line.startsWith('INFO ')),
    openings: () => openings,
  };
}
