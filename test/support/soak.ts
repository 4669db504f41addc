import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PriceList } from '../../src/energy/prices.ts';
import type { Report } from '../../src/report/sums/report.ts';
import { type MeterOptions, type MeterState, SimulatedMeter } from '../../src/simulator/meter.ts';
import { addDays, type Day, startOfDay } from '../../src/time/local.ts';
import { InProcessDaemon } from './in-process-daemon.ts';
import { buildReport } from './reports.ts';

export interface SoakOptions {
  readonly meter: Omit<MeterOptions, 'start'>;
  readonly from: Day;
  readonly days: number;
  /** A frame comes this often, less than the 10 s that would be silence: all frames of a year would take hours. */
  readonly frameIntervalMs: number;
}

export interface Soaked {
  readonly report: Report;
  /** What the meter itself had counted at the midnights before and after each day. */
  readonly ledger: ReadonlyMap<Day, { readonly before: MeterState; readonly after: MeterState }>;
  readonly files: readonly string[];
  readonly lines: number;
  readonly frames: number;
  /** Resident memory and heap after a collection, MB, every thirty days. */
  readonly memory: readonly { readonly rss: number; readonly heap: number }[];
  /** Simulated time over real time. */
  readonly speed: number;
}

const MARGIN_MS = 600_000;
/** Frames between two turns of the event loop, in which sockets and disk are served. */
const FRAMES_PER_TURN = 100;

/** Runs the real daemon through simulated days: clocks and timers go as fast as the machine can; log and feed are real. */
export async function soaked(
  t: TestContext,
  { meter: options, from, days, frameIntervalMs }: SoakOptions,
): Promise<Soaked> {
  const start = startOfDay(from) - MARGIN_MS;
  const end = startOfDay(addDays(from, days)) + MARGIN_MS;
  const daemon = new InProcessDaemon(t, { conf: 'NB_PAPP 3\nWAIT_BETWEEN_FRAMES 0\n', start });
  const meter = new SimulatedMeter({ ...options, start });
  const midnights: MeterState[] = [];
  const memory: { rss: number; heap: number }[] = [];
  await daemon.start();
  const began = performance.now();
  let frames = 0;
  let day = from;
  let midnight = startOfDay(day);
  let reader = readFeed(daemon);
  for (let at = start; at < end; ) {
    if (midnight - at <= frameIntervalMs) {
      meter.advanceTo(midnight);
      midnights.push(meter.state());
      day = addDays(day, 1);
      midnight = startOfDay(day);
      // A reader of the feed is there on one day in thirty.
      if (midnights.length % 30 === 1) {
        memory.push(memoryNow());
        reader.destroy();
      } else if (midnights.length % 30 === 0) reader = readFeed(daemon);
    }
    const frame = meter.next();
    daemon.advance(frame.at - at);
    daemon.take(frame.bytes);
    at = frame.at;
    meter.advanceTo(at + frameIntervalMs - 1200);
    if (++frames % FRAMES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  reader.destroy();
  const speed = (end - start) / (performance.now() - began);
  await daemon.stop();
  const list = Array.from({ length: days }, (_, i) => addDays(from, i));
  const ledger = new Map(
    list.map((each, i) => [each, { before: midnights[i] as MeterState, after: midnights[i + 1] as MeterState }]),
  );
  const to = list.at(-1) as Day;
  const report = buildReport({ logs: daemon.logs, from, to, prices: new PriceList([]) });
  return { report, ledger, files: daemon.files(), lines: daemon.lines().length, frames, memory, speed };
}

/** A reader of the feed that throws away what it reads. */
function readFeed(daemon: InProcessDaemon) {
  const socket = connect(daemon.socket);
  socket.on('error', () => socket.destroy());
  return socket.resume();
}

function memoryNow(): { rss: number; heap: number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / 1e6, heap: heapUsed / 1e6 };
}

/** Where report and ledger differ by more than the rounding of a midnight, 1 Wh; and the Wh of all days together. */
export function compared({ report, ledger }: Soaked) {
  const wrong: string[] = [];
  const sums = { report: 0, ledger: 0, injected: 0, injectedLedger: 0 };
  for (const { day, periods, injectedWh } of report.days) {
    const known = ledger.get(day);
    if (!known) continue;
    const { before, after } = known;
    for (const { key, wh } of periods) {
      const counted = (after.indexes[key] as number) - (before.indexes[key] as number);
      sums.report += wh;
      sums.ledger += counted;
      if (Math.abs(wh - counted) > 1) wrong.push(`${day} ${key}: ${wh} Wh, the meter counted ${counted}`);
    }
    const injected = (after.injectionIndex as number) - (before.injectionIndex as number);
    sums.injected += injectedWh;
    sums.injectedLedger += injected;
    if (Math.abs(injectedWh - injected) > 1) wrong.push(`${day} injected: ${injectedWh} Wh, the meter ${injected}`);
  }
  return { wrong, ...sums };
}
