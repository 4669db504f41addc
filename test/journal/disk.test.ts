import assert from 'node:assert/strict';
import { readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, type TestContext, test } from 'node:test';
import { MAX_PENDING } from '../../src/journal/pending.ts';
import { instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { InProcessDaemon } from '../support/in-process-daemon.ts';
import { noMounts } from '../support/small-disk.ts';

process.env['TZ'] = 'Europe/Paris';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** A meter whose HN index rises by 1 Wh a frame, a frame every 1.5 s. */
class Line {
  hn = 1_000_000;
  readonly #inside: InProcessDaemon;

  constructor(inside: InProcessDaemon) {
    this.#inside = inside;
  }

  frames(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#inside.advance(1500);
      this.#inside.take(ejpFrame(++this.hn));
    }
  }
}

async function started(t: TestContext, start: string): Promise<{ inside: InProcessDaemon; line: Line }> {
  const inside = new InProcessDaemon(t, { conf: CONF, start: instantOf(start) });
  return { inside, line: new Line(inside) };
}

const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
const indexes = (inside: InProcessDaemon): number[] => inside.lines().flatMap((line) => hnOf(line) ?? []);
const warnings = (inside: InProcessDaemon): string[] => inside.lines().filter((line) => / (WARN|ERR) /.test(line));

/** Messages of the feed from now on. */
async function listen(inside: InProcessDaemon): Promise<{ seen: { type: string }[]; close: () => void }> {
  const seen: { type: string }[] = [];
  const socket = connect(inside.socket);
  createInterface({ input: socket }).on('line', (text) => seen.push(JSON.parse(text) as { type: string }));
  while (!seen.some(({ type }) => type === 'status')) await new Promise((resolve) => setImmediate(resolve));
  return { seen, close: () => socket.destroy() };
}

describe('a disk that takes nothing', () => {
  test('full over midnight: all goes on, each line waits and goes into the log of its day', {
    skip: noMounts,
  }, async (t) => {
    const { inside, line } = await started(t, '2026-11-24T23:59:00');
    const disk = inside.smallDisk(64);
    await inside.start();
    line.frames(10);
    disk.fill();
    const { seen, close } = await listen(inside);
    line.frames(60);
    disk.free(4096);
    line.frames(10);
    disk.free();
    line.frames(1);
    while (seen.filter(({ type }) => type === 'record').length < 71)
      await new Promise((resolve) => setImmediate(resolve));
    close();
    assert.equal(seen.filter(({ type }) => type === 'sample').length, 72, 'the feed missed nothing (the first greets)');
    assert.deepEqual(inside.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    assert.deepEqual(indexes(inside), from(1_000_001, 81));
    for (const name of inside.files()) {
      const day = name.slice(13, 23).replaceAll('_', '/');
      for (const text of readFileSync(join(inside.logs, name), 'utf8').trimEnd().split('\n')) {
        assert.ok(text.startsWith(day), `${name}: ${text}`);
      }
    }
    assert.equal(warnings(inside).length, 1, warnings(inside).join('\n'));
    assert.match(warnings(inside)[0] as string, /23:59:\d\d WARN cannot write the log .*\(ENOSPC\)/);
    assert.equal(
      inside.lines().filter((text) => /INFO log written again: \d+ line\(s\).*, 0 were lost/.test(text)).length,
      1,
    );
  });

  test('read-only, and back', { skip: noMounts }, async (t) => {
    const { inside, line } = await started(t, '2026-11-24T12:00:00');
    const disk = inside.smallDisk(256);
    await inside.start();
    line.frames(5);
    disk.readOnly(true);
    line.frames(20);
    disk.readOnly(false);
    // No new line is needed: the daemon looks by itself.
    inside.advance(2500);
    assert.deepEqual(indexes(inside), from(1_000_001, 25));
    assert.match(warnings(inside).join('\n'), /^[^\n]*\(EROFS\)[^\n]*$/);
  });

  test('gone, and back: more than memory holds is given up, the oldest first, and counted', async (t) => {
    const { inside, line } = await started(t, '2026-11-24T12:00:00');
    await inside.start();
    line.frames(5);
    rmSync(inside.logs, { recursive: true });
    writeFileSync(inside.logs, 'in the way');
    const extra = 100;
    line.frames(MAX_PENDING + extra);
    unlinkSync(inside.logs);
    line.frames(1);
    // One of those that waited was the warning: it was among the oldest.
    const kept = indexes(inside);
    const last = 1_000_005 + MAX_PENDING + extra + 1;
    assert.deepEqual(kept, from(last - kept.length + 1, kept.length));
    const lost = MAX_PENDING + extra + 2 - kept.length;
    const back = inside.lines().at(-1) as string;
    assert.match(back, new RegExp(`INFO log written again: ${MAX_PENDING + 1} line.*, ${lost} were lost`));
    assert.equal(await inside.stop(), 1, 'lines were lost');
  });
});
