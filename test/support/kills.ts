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

/** The counting meter sends this many frames each 10 ms: over a thousand times as many as a real one. */
const FRAMES_PER_STEP = 10;
const STEP_MS = 10;

/**
 * A meter on a TCP port whose HN index rises by 1 Wh a frame: no two lines of the log are equal.
 * @param sent called with each index that goes out
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
  /** Records that the feed had sent. */
  readonly announced: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  /** Lines that are torn, or are not lines of a log at all. */
  readonly damaged: number;
  /** The longest time from a start to its first record, ms. */
  readonly worstMs: number;
}

/** Kills a daemon at random moments, `kills` times, and compares the records that its feed has sent with its log. */
export async function killed(t: TestContext, kills: number): Promise<Killed> {
  const home = new TestHome(t, 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\nWAIT_BETWEEN_READ_FAILURE 0.1\n');
  const meter = await countingMeter(t);
  const random = seededRandom(20_261_124);
  const announced: number[] = [];
  let worstMs = 0;
  for (let i = 0; i < kills; i++) {
    const began = performance.now();
    const before = announced.length;
    const run = home.start('daemon', '--input', meter.url);
    const reader = follow(home, run, announced);
    // Every fifth is killed while it starts.
    if (i % 5 === 4) await sleep(random() * 250);
    else {
      await until(() => announced.length > before || run.code !== undefined, 120_000).catch(() => {
        const state = readFileSync(`/proc/${run.child.pid}/wchan`, 'latin1');
        assert.fail(
          `kill ${i}: no line within 120 s, waits in ${state}\n${run.out}${run.err}${home.log().slice(-5).join('\n')}`,
        );
      });
      assert.equal(run.code, undefined, run.err);
      worstMs = Math.max(worstMs, performance.now() - began);
      await sleep(random() * 120);
    }
    run.child.kill('SIGKILL');
    await run.ended;
    // What it had sent may still be on its way.
    await reader;
  }
  return { kills, announced: announced.length, worstMs, ...compared(join(home.home, 'logs'), announced) };
}

/** Reads the records that a daemon sends, until it is dead. */
async function follow(home: TestHome, run: Run, announced: number[]): Promise<void> {
  await until(() => /feed\.sock/.test(run.out) || run.code !== undefined, 120_000);
  if (run.code !== undefined) return;
  const socket = connect(home.socket);
  // Killed before we were connected: it sent nothing.
  socket.on('error', () => socket.destroy());
  const lines = createInterface({ input: socket });
  // The interface passes on the socket's errors as its own.
  lines.on('error', () => undefined);
  lines.on('line', (text) => {
    // The last message may be cut: then its record was not sent.
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
