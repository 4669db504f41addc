import assert from 'node:assert/strict';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { addDays, type Day, daysBetween, startOfDay } from '../../src/time/local.ts';
import { TestHome } from './program.ts';
import { buildReport } from './reports.ts';

const FIRST = '2024-01-01';
const LAST = '2025-12-31';
const prices = new PriceList([{ day: '2020-01-01', key: 'BASE', price: 0.2 }]);

/** Logs of two years, and every kind of change that can happen to a log. */
class ChangingLogs {
  readonly #directory: string;
  readonly #random: () => number;
  /** Time of the last change, s: each change has its own, by which the cache notices it. */
  #time = 1_700_000_000;

  constructor(directory: string, random: () => number) {
    this.#directory = directory;
    this.#random = random;
    for (const day of daysBetween(FIRST, LAST)) this.#write(this.#plain(day), this.#lines(day));
  }

  /** Changes one day. @param read a report may be reading it: it is neither compressed nor removed, which would end the report */
  change(read: boolean): void {
    const day = addDays(FIRST, Math.floor(this.#random() * 731));
    const [plain, packed] = [this.#plain(day), `${this.#plain(day)}.gz`];
    const content = existsSync(plain)
      ? readFileSync(plain)
      : existsSync(packed)
        ? gunzipSync(readFileSync(packed))
        : undefined;
    if (read && existsSync(packed)) return;
    const kind = Math.floor(this.#random() * (read ? 5 : 7));
    if (content === undefined || kind === 0) this.#write(plain, this.#lines(day));
    else if (kind === 1) this.#write(plain, Buffer.concat([content, Buffer.from(this.#lines(day, 2))]));
    else if (kind === 2) this.#write(plain, content.subarray(0, Math.floor(this.#random() * content.length)));
    else if (kind === 5) this.#write(packed, gzipSync(content));
    else if (kind === 6) unlinkSync(existsSync(plain) ? plain : packed);
    else if (kind === 3) {
      const spoilt = Buffer.from(content);
      for (let i = 0; i < 5 && spoilt.length > 0; i++) spoilt[Math.floor(this.#random() * spoilt.length)] = 0x37;
      this.#write(plain, spoilt);
    } else if (existsSync(plain)) {
      truncateSync(plain, Math.floor(content.length / 2));
      this.#date(plain);
    }
  }

  #plain(day: Day): string {
    return join(this.#directory, `LinkyMonitor_${day.replaceAll('-', '_')}.log`);
  }

  #lines(day: Day, count = 8): string {
    const number = (Date.parse(day) - Date.parse(FIRST)) / 86_400_000;
    return Array.from({ length: count }, (_, i) => {
      const at = startOfDay(day) + (i * 86_400_000) / 9;
      const wh = 1_000_000 + number * 9000 + i * 1000 + Math.floor(this.#random() * 900);
      return `${formatData({ at, indexes: { BASE: wh }, periodCode: 'TH..', papp: i, iinst: 1, injectionIndex: undefined, pinj: undefined })}\n`;
    }).join('');
  }

  #write(path: string, content: string | Uint8Array): void {
    writeFileSync(path, content);
    this.#date(path);
    const other = path.endsWith('.gz') ? path.slice(0, -3) : `${path}.gz`;
    rmSync(other, { force: true });
  }

  #date(path: string): void {
    utimesSync(path, ++this.#time, this.#time);
  }
}

export interface CacheKilled {
  readonly kills: number;
  /** Reports that differed from what the logs alone say. */
  readonly wrong: number;
  /** Kills while the cache was being written: a half-written file was left. */
  readonly whileWriting: number;
  /** Different caches that were left. */
  readonly caches: number;
}

/** Kills `report` while the logs are changed, and compares after each kill. */
export async function cacheKilled(t: TestContext, kills: number): Promise<CacheKilled> {
  const testHome = new TestHome(t);
  const logs = join(testHome.home, 'logs');
  const cache = join(logs, '.summaries');
  const random = seededRandom(20_261_126);
  const changing = new ChangingLogs(logs, random);
  const whole = await timed(testHome);
  const seen = new Set<string>();
  let [wrong, whileWriting] = [0, 0];
  for (let i = 0; i < kills; i++) {
    for (let n = 0; n < 3; n++) changing.change(false);
    const when = WHENS[i % WHENS.length] ?? random() * whole * 1.3;
    await killedOnce(testHome, { logs, when, meanwhile: () => changing.change(true) });
    if (readdirSync(logs).some((name) => name.startsWith('.summaries.'))) whileWriting++;
    const kept = existsSync(cache) ? readFileSync(cache) : undefined;
    if (kept) seen.add(kept.toString('latin1'));
    const remembered = figures(logs);
    rmSync(cache, { force: true });
    const alone = figures(logs);
    if (!isDeepStrictEqual(remembered, alone)) wrong++;
    // The next report finds the cache that this one has left, not the one that the comparison has written.
    rmSync(cache, { force: true });
    if (kept) {
      writeFileSync(`${cache}-kept`, kept);
      renameSync(`${cache}-kept`, cache);
    }
  }
  return { kills, wrong, whileWriting, caches: seen.size };
}

/** When a report is killed: as its cache is begun, as the cache is in place, or at a random time (ms from the start). */
const WHENS = ['begun', 'there', undefined] as const;

async function killedOnce(
  testHome: TestHome,
  { logs, when, meanwhile }: { logs: string; when: 'begun' | 'there' | number; meanwhile: () => void },
): Promise<void> {
  const run = report(testHome);
  const kill = (): void => void run.child.kill('SIGKILL');
  const watcher = watch(logs, (_, name) => {
    if (when === 'begun' ? name?.startsWith('.summaries.') : when === 'there' && name === '.summaries') kill();
  });
  const timer = setInterval(meanwhile, 20);
  if (typeof when === 'number') await Promise.race([sleep(when), run.ended]).then(kill);
  await run.ended;
  clearInterval(timer);
  watcher.close();
}

const report = (testHome: TestHome) => testHome.start('report', '-s', FIRST, '-e', LAST, '--format', 'json');

/** Duration of a whole report on this machine, ms. */
async function timed(testHome: TestHome): Promise<number> {
  const began = performance.now();
  const run = report(testHome);
  assert.equal(await run.ended, 0, run.err);
  return performance.now() - began;
}

const figures = (logs: string): Report => buildReport({ logs, from: FIRST, to: LAST, prices });
