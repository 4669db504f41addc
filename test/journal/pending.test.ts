import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { LogLine } from '../../src/journal/log-line.ts';
import { MAX_PENDING, PendingLines } from '../../src/journal/pending.ts';
import { instantOf } from '../../src/time/local.ts';

process.env['TZ'] = 'Europe/Paris';

const NOON = instantOf('2026-11-24T12:00:00');

/** A queue on a directory that can be put out of the way, at a monotonic clock of the test's. */
function queue(t: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'linky-pending-'));
  t.after(() => rmSync(home, { recursive: true }));
  const directory = join(home, 'logs');
  const clock = { ms: 0 };
  const lines = new PendingLines(directory, () => clock.ms);
  const reports: unknown[] = [];
  lines.on('failed', (code) => reports.push(code));
  lines.on('recovered', (waited, dropped) => reports.push({ waited, dropped }));
  const event = (at: number, text: string): LogLine => ({ kind: 'event', at, level: 'INFO', text });
  const written = (): string[] =>
    readdirSync(directory)
      .sort()
      .flatMap((name) => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n'));
  return { lines, clock, reports, event, written, block: () => writeFileSync(directory, ''), directory };
}

test('lines wait for the time, and are then dated by when they came, in their order', (t) => {
  const { lines, clock, event, written, reports } = queue(t);
  for (const text of ['a', 'b', 'c']) {
    lines.write(event(0, text));
    clock.ms += 1000;
  }
  assert.equal(lines.lost, 3);
  lines.dateAll((monotonic) => NOON + monotonic);
  lines.write(event(NOON + 2000, 'a clock that was set back by a second'));
  assert.deepEqual(written(), [
    '2026/11/24 12:00:00 INFO a',
    '2026/11/24 12:00:01 INFO b',
    '2026/11/24 12:00:02 INFO c',
    '2026/11/24 12:00:02 INFO a clock that was set back by a second',
  ]);
  assert.equal(lines.lost, 0);
  assert.deepEqual(reports, []);
});

test('what is written is announced as what it is, with the text that the log has', (t) => {
  const { lines, written } = queue(t);
  const announced: (readonly [string, string])[] = [];
  lines.on('written', ({ kind }, text) => announced.push([kind, text]));
  lines.dateAll(() => NOON);
  const record = {
    periodCode: 'HN..',
    indexes: { HN: 1 },
    papp: 2,
    iinst: 3,
    injectionIndex: undefined,
    pinj: undefined,
  };
  lines.write({ kind: 'record', at: NOON, ...record });
  lines.write({ kind: 'event', at: NOON, level: 'WARN', text: '2026/11/24 12:00:00 DATA is no record' });
  assert.deepEqual(
    announced.map(([kind]) => kind),
    ['record', 'event'],
  );
  assert.deepEqual(
    announced.map(([, text]) => text),
    written(),
  );
});

test('one limit holds while the time is not known and while the disk refuses; the oldest lines are dropped', (t) => {
  const { lines, clock, event, written, reports, block, directory } = queue(t);
  block();
  for (let i = 0; i < MAX_PENDING + 10; i++) lines.write(event(0, `${i}`));
  assert.equal(lines.lost, MAX_PENDING + 10);
  assert.deepEqual(reports, [], 'nothing was tried yet');
  lines.dateAll((monotonic) => NOON + monotonic);
  assert.deepEqual(reports, ['EEXIST']);
  for (let i = 0; i < 5; i++) lines.write(event(NOON, `late ${i}`));
  unlinkSync(directory);
  clock.ms += 2500;
  lines.flush();
  assert.deepEqual(reports, ['EEXIST', { waited: MAX_PENDING, dropped: 5 }]);
  assert.equal(written().length, MAX_PENDING);
  assert.equal(written()[0], '2026/11/24 12:00:00 INFO 15');
  assert.equal(written().at(-1), '2026/11/24 12:00:00 INFO late 4');
  assert.equal(lines.lost, 15);
});
