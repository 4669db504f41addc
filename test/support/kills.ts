import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/simulator/random.ts';
import { ejpFrame, hnOf } from './frames.ts';
import { type Run, TestHome, until } from './program.ts';

/** Frames a second that the meter of these trials sends: some hundred times a real one. */
const FRAMES_PER_STEP = 10;
const STEP_MS = 10;

/**
 * A meter on a TCP port whose HN index rises by 1 Wh a frame: each line of the log is one of a kind.
 * @param sent told each index as it goes out
 */
export async function countingMeter(
  t: TestContext,
  { frames = FRAMES_PER_STEP, every = STEP_MS, sent = (_hn: number): void => undefined } = {},
): Promise<{ url: string; last: () => number }> {
  const readers = new Set<Socket>();
  let hn = 1_000_000;
  const server = createServer((socket) => {
    readers.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => readers.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(() => {
    for (let i = 0; i < frames && readers.size > 0; i++) {
      const frame = ejpFrame(++hn, 500 + (hn % 100));
      for (const socket of readers) if (socket.writableLength < 4096) socket.write(frame);
      sent(hn);
    }
  }, every);
  t.after(() => {
    clearInterval(timer);
    for (const socket of readers) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { url: `tcp://127.0.0.1:${port}`, last: () => hn };
}

export interface Killed {
  readonly kills: number;
  /** Lines that the feed had announced. */
  readonly announced: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  /** Lines that are none, or torn. */
  readonly damaged: number;
  /** From a start to its first announced line, at worst, ms. */
  readonly worstMs: number;
}

/** Kills a daemon at random moments, `kills` times, and compares what its feed has announced with what its log holds. */
export async function killed(t: TestContext, kills: number): Promise<Killed> {
  const rig = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.1\n');
  const meter = await countingMeter(t);
  const random = seededRandom(20_261_124);
  const announced: number[] = [];
  let worstMs = 0;
  for (let i = 0; i < kills; i++) {
    const began = performance.now();
    const before = announced.length;
    const run = rig.start('daemon', '--input', meter.url);
    const reader = followed(rig, run, announced);
    // Every fifth is killed while it starts.
    if (i % 5 === 4) await sleep(random() * 250);
    else {
      await until(() => announced.length > before || run.code !== undefined, 120_000).catch(() => {
        const state = readFileSync(`/proc/${run.child.pid}/wchan`, 'latin1');
        assert.fail(
          `kill ${i}: no line within 120 s, waits in ${state}\n${run.out}${run.err}${rig.log().slice(-5).join('\n')}`,
        );
      });
      assert.equal(run.code, undefined, run.err);
      worstMs = Math.max(worstMs, performance.now() - began);
      await sleep(random() * 120);
    }
    run.child.kill('SIGKILL');
    await run.ended;
    // What the killed one had sent may still be on its way.
    await reader;
  }
  return { kills, announced: announced.length, worstMs, ...compared(join(rig.home, 'logs'), announced) };
}

/** Reads the lines that a daemon announces until it is dead. */
async function followed(rig: TestHome, run: Run, announced: number[]): Promise<void> {
  await until(() => /feed\.sock/.test(run.out) || run.code !== undefined, 120_000);
  if (run.code !== undefined) return;
  const socket = connect(rig.socket);
  // Killed between its greeting and our knock: there was nothing to hear.
  socket.on('error', () => socket.destroy());
  const lines = createInterface({ input: socket });
  // It passes the socket's errors on as its own.
  lines.on('error', () => undefined);
  lines.on('line', (text) => {
    // The last one may be cut: then it was not announced.
    const line = /^\{"type":"record","line":"([^"]*)"\}$/.exec(text)?.[1];
    if (line !== undefined) announced.push(hnOf(line) as number);
  });
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

function compared(logs: string, announced: readonly number[]) {
  const lines = readdirSync(logs)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'))
    .filter((line) => line !== '');
  const written = lines.flatMap((line) => hnOf(line) ?? []);
  const events = lines.filter((line) => /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (INFO|WARN|ERR) /.test(line)).length;
  const known = new Set(written);
  assert.ok(announced.length > 0);
  return {
    lost: announced.filter((hn) => !known.has(hn)).length,
    doubled: written.length - known.size,
    disordered: written.filter((hn, i) => i > 0 && hn <= (written[i - 1] as number)).length,
    damaged: lines.length - written.length - events,
  };
}
