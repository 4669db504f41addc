import assert from 'node:assert/strict';
import { readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { MAX_PENDING } from '../../src/journal/pending.ts';
import { instantOf } from '../../src/time/local.ts';
import { ejpFrame, hnOf } from '../support/frames.ts';
import { InProcessDaemon, settled } from '../support/in-process-daemon.ts';
import { noMounts } from '../support/small-disk.ts';

process.env['TZ'] = 'Europe/Paris';

const CONF = 'NB_PAPP 1\nWAIT_BETWEEN_FRAMES 0\n';

/** A daemon, and a meter whose HN index rises by 1 Wh a frame, a frame every 1.5 s. */
function prepared(t: TestContext, start: string) {
  const daemon = new InProcessDaemon(t, { conf: CONF, start: instantOf(start) });
  let hn = 1_000_000;
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++) {
      daemon.advance(1500);
      daemon.take(ejpFrame(++hn));
    }
  };
  return { daemon, frames };
}

/** The HN indexes of this many frames, Wh. */
const indexesFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
const indexes = (daemon: InProcessDaemon): number[] => daemon.lines().flatMap((line) => hnOf(line) ?? []);
const warnings = (daemon: InProcessDaemon): string[] => daemon.lines().filter((line) => / (WARN|ERR) /.test(line));

describe('a disk that takes no line', () => {
  test('a disk that is full over midnight: all goes on, each line waits and goes into the log of its day', {
    skip: noMounts,
  }, async (t) => {
    const { daemon, frames } = prepared(t, '2026-11-24T23:59:00');
    const disk = daemon.smallDisk(64);
    await daemon.start();
    frames(10);
    disk.fill();
    const messages = await daemon.follow();
    const countOf = (type: string): number => messages.filter((message) => message.type === type).length;
    frames(60);
    disk.free(4096);
    frames(10);
    disk.free();
    frames(1);
    await settled(() => countOf('record') >= 71);
    assert.equal(countOf('sample'), 72, 'the feed missed nothing (the first greets)');
    assert.deepEqual(daemon.files(), ['LinkyMonitor_2026_11_24.log', 'LinkyMonitor_2026_11_25.log']);
    assert.deepEqual(indexes(daemon), indexesFrom(1_000_001, 81));
    for (const name of daemon.files()) {
      const day = name.slice(13, 23).replaceAll('_', '/');
      for (const text of readFileSync(join(daemon.logs, name), 'utf8').trimEnd().split('\n')) {
        assert.ok(text.startsWith(day), `${name}: ${text}`);
      }
    }
    assert.equal(warnings(daemon).length, 1, warnings(daemon).join('\n'));
    assert.match(warnings(daemon)[0] as string, /23:59:\d\d WARN cannot write the log .*\(ENOSPC\)/);
    assert.equal(
      daemon.lines().filter((text) => /INFO log written again: \d+ line\(s\).*, 0 were lost/.test(text)).length,
      1,
    );
  });

  test('a disk that is read-only for a while: no line is lost', { skip: noMounts }, async (t) => {
    const { daemon, frames } = prepared(t, '2026-11-24T12:00:00');
    const disk = daemon.smallDisk(256);
    await daemon.start();
    frames(5);
    disk.readOnly(true);
    frames(20);
    disk.readOnly(false);
    // Without a new line, too, the daemon tries again.
    daemon.advance(2500);
    assert.deepEqual(indexes(daemon), indexesFrom(1_000_001, 25));
    assert.match(warnings(daemon).join('\n'), /^[^\n]*\(EROFS\)[^\n]*$/);
  });

  test('logs that are gone for long: more lines than memory holds are dropped, the oldest first, and counted', async (t) => {
    const { daemon, frames } = prepared(t, '2026-11-24T12:00:00');
    await daemon.start();
    frames(5);
    rmSync(daemon.logs, { recursive: true });
    writeFileSync(daemon.logs, 'in the way');
    const extra = 100;
    frames(MAX_PENDING + extra);
    unlinkSync(daemon.logs);
    frames(1);
    // One of the lines that waited was the warning, among the oldest.
    const written = indexes(daemon);
    const last = 1_000_005 + MAX_PENDING + extra + 1;
    assert.deepEqual(written, indexesFrom(last - written.length + 1, written.length));
    const lost = MAX_PENDING + extra + 2 - written.length;
    const back = daemon.lines().at(-1) as string;
    assert.match(back, new RegExp(`INFO log written again: ${MAX_PENDING + 1} line.*, ${lost} were lost`));
    assert.equal(await daemon.stop(), 1, 'lines were lost');
  });
});
