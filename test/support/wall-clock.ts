import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { logFile } from '../../src/journal/writer.ts';
import { type Day, instantOf } from '../../src/time/local.ts';
import { hnOf } from './frames.ts';
import { countingMeter } from './kills.ts';
import { type Run, TestHome, until } from './program.ts';

const FAKETIME = ['x86_64', 'aarch64', 'arm']
  .flatMap((cpu) => [`/usr/lib/${cpu}-linux-gnu`, `/usr/lib/${cpu}-linux-gnueabihf`])
  .map((directory) => `${directory}/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));

/** Why a real process cannot be given another wall clock here; false where it can. */
export const noFaketime =
  FAKETIME === undefined ? 'libfaketime is not installed (Debian: apt install faketime)' : false;

/** A frame each fifth of a second, with 1 Wh more: 18 kW. */
const FRAME_INTERVAL_MS = 200;

interface Line {
  readonly file: Day;
  /** As it is written. */
  readonly day: Day;
  readonly time: string;
  readonly hn: number;
}

/** A real daemon whose wall clock is moved while it runs; its monotonic clock and its timers are true. */
export class WallClock {
  readonly home: TestHome;
  /** When each value of the meter's index was sent; the clock of this process, ms. */
  sent: ReadonlyMap<number, number> = new Map();
  readonly #t: TestContext;
  readonly #file: string;
  #daemon: Run | undefined;
  #stops = 0;
  #url = '';
  /** How far the daemon's clock is ahead of that of this process, s. */
  #aheadS = 0;

  constructor(t: TestContext, conf = '') {
    this.#t = t;
    this.home = new TestHome(t, `NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n${conf}`);
    this.#file = join(this.home.home, 'faketime');
    this.home.env = {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
      TZ: 'Europe/Paris',
    };
  }

  /** Sets the daemon's clock, which runs on from there. @param local `2026-11-24T23:59:57` */
  set(local: string): void {
    this.#aheadS = Math.round((instantOf(local) - Date.now()) / 1000);
    writeFileSync(`${this.#file}.new`, `${this.#aheadS < 0 ? '' : '+'}${this.#aheadS}`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** Lines whose date is not that of their sending, by the clock as it is set now; ten seconds are for a busy machine. */
  misdated(): Line[] {
    return this.lines().filter(({ day, time, hn }) => {
      const at = (this.sent.get(hn) ?? 0) + this.#aheadS * 1000;
      return Math.abs(instantOf(`${day}T${time}`) - at) > 10_000;
    });
  }

  /** @param url an input other than the counting meter */
  async start(url?: string): Promise<void> {
    if (this.#url === '') {
      const times = new Map<number, number>();
      const sent = (hn: number): void => void times.set(hn, Date.now());
      this.#url = url ?? (await countingMeter(this.#t, { frames: 1, every: FRAME_INTERVAL_MS, sent })).url;
      this.sent = times;
    }
    this.#daemon = await this.home.daemon('--input', this.#url);
  }

  /** Waits for this many more lines. */
  async more(count: number): Promise<void> {
    const { length } = this.home.data();
    await until(() => this.home.data().length >= length + count, 60_000);
  }

  /** Waits until this many more frames were sent, logged or not. */
  async frames(count: number): Promise<void> {
    const { size } = this.sent;
    await until(() => this.sent.size >= size + count, 60_000);
  }

  async stop(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    if (daemon) this.#stops++;
    daemon?.child.kill('SIGTERM');
    if (daemon) assert.equal(await daemon.ended, 0, daemon.err);
  }

  files(): Day[] {
    return readdirSync(join(this.home.home, 'logs'))
      .flatMap((name) => /^LinkyMonitor_(\d{4}_\d\d_\d\d)\.log$/.exec(name)?.[1]?.replaceAll('_', '-') ?? [])
      .sort() as Day[];
  }

  /** The DATA lines by file, in their order. */
  lines(): Line[] {
    return this.files().flatMap((file) =>
      readFileSync(logFile(join(this.home.home, 'logs'), file), 'utf8')
        .split('\n')
        .flatMap((line) => {
          const hn = hnOf(line);
          const day = line.slice(0, 10).replaceAll('/', '-') as Day;
          return hn === undefined ? [] : [{ file, day, time: line.slice(11, 19), hn }];
        }),
    );
  }

  /** Wh that `report` says of these days; the program itself, under the same clock. */
  async reported(from: Day, to: Day): Promise<number> {
    const [first, last] = [from, to].map((day) => day.replaceAll('-', '_')) as [string, string];
    const run = this.home.start('report', '-s', first, '-e', last, '--format', 'json');
    assert.equal(await run.ended, 0, run.err);
    const { total } = JSON.parse(run.out) as { total: { kwh: number } };
    return Math.round(total.kwh * 1000);
  }

  /**
   * All that must hold whatever the clock did: no frame is in the log twice, none is missing but one that was on its way at
   * a stop, each line is in the log of its day, and the report gives what the index has counted.
   */
  async assertTrue(): Promise<{ lines: number; lost: number }> {
    const lines = this.lines();
    const own = lines.map(({ hn }) => hn).sort((a, b) => a - b);
    const [first, last] = [own[0] as number, own.at(-1) as number];
    assert.equal(new Set(own).size, own.length, 'no frame is in the log twice');
    const lost = last - first + 1 - own.length;
    assert.ok(lost <= this.#stops - 1, `${lost} frames lost`);
    for (const { file, day, hn } of lines) assert.equal(day, file, `HN ${hn}`);
    const days = this.files();
    const [from, to] = [days[0] as Day, days.at(-1) as Day];
    assert.equal(await this.reported(from, to), last - first, `${from} to ${to}`);
    return { lines: lines.length, lost };
  }
}
