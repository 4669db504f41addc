import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendLine } from '../../src/journal/writer.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { instantOf } from '../../src/time/local.ts';
import { noFaketime, WallClock } from '../support/wall-clock.ts';
import { addResult } from './table.ts';

process.env['TZ'] = 'Europe/Paris';

/** One behaviour of the wall clock of a real daemon; then all that was counted must be in the logs, once, and reported. */
function trial(name: string, conf: string, body: (clock: WallClock, t: TestContext) => Promise<void>): void {
  test(name, { skip: noFaketime }, async (t) => {
    const clock = new WallClock(t, conf);
    await body(clock, t);
    await clock.stop();
    const { lines, lost } = await clock.assertTrue();
    addResult(t, { trial: `clock: ${name} (lines)`, count: lines, lost, damaged: 0 });
  });
}

const inLog = (clock: WallClock, words: RegExp): number => clock.home.log().filter((line) => words.test(line)).length;

describe('the wall clock of a real daemon is moved while it runs', { concurrency: 3 }, () => {
  trial('unset at the start, in 1970, then set just before midnight', 'CLOCK_WAIT 600\n', async (clock) => {
    clock.set('1970-01-01T01:00:10');
    await clock.start();
    await clock.frames(25);
    assert.deepEqual(clock.home.log(), [], 'no line under a false day');
    clock.set('2026-11-24T23:59:58');
    await clock.more(40);
    assert.deepEqual(clock.files(), ['2026-11-24', '2026-11-25']);
    assert.deepEqual(clock.misdated(), []);
  });

  trial('at the start a week before the last line of the log, then set', 'CLOCK_WAIT 600\n', async (clock) => {
    appendLine(join(clock.home.home, 'logs'), instantOf('2026-12-10T12:00:00'), '2026/12/10 12:00:00 INFO stopped');
    clock.set('2026-12-03T12:00:00');
    await clock.start();
    await clock.frames(25);
    assert.equal(clock.home.log().length, 1);
    clock.set('2026-12-10T12:01:00');
    await clock.more(40);
    assert.deepEqual(clock.files(), ['2026-12-10']);
    assert.deepEqual(clock.misdated(), []);
  });

  for (const [where, start] of [
    ['in 1970', '1970-01-01T01:00:10'],
    ['four days before the log', '2026-11-20T03:17:00'],
  ] as const) {
    trial(`${where}, not set within CLOCK_WAIT, set later`, 'CLOCK_WAIT 3\n', async (clock) => {
      clock.set('2026-11-24T11:00:00');
      await clock.start();
      await clock.more(10);
      await clock.stop();
      clock.set(start);
      await clock.start();
      await clock.more(10);
      // Nobody tells the time: the log goes on from its last line.
      assert.deepEqual(clock.files(), ['2026-11-24']);
      clock.set('2026-11-25T12:00:00');
      await clock.more(30);
      assert.deepEqual(clock.files(), ['2026-11-24', '2026-11-25']);
    });
  }

  trial('in 1970 with no log yet, not set within CLOCK_WAIT, set later', 'CLOCK_WAIT 3\n', async (clock) => {
    clock.set('1970-01-01T01:00:10');
    await clock.start();
    await clock.more(30);
    clock.set('2026-11-24T12:00:00');
    await clock.more(30);
    assert.deepEqual(clock.files(), ['1970-01-01', '2026-11-24']);
    assert.equal(inLog(clock, / WARN .*toujours pas vérifiée/), 1);
  });

  for (const [by, at, files] of [
    ['forward by 2 h', '2026-11-24T14:00:00', ['2026-11-24']],
    ['back by 2 h', '2026-11-24T10:00:00', ['2026-11-24']],
    ['forward to the next day', '2026-11-25T00:30:00', ['2026-11-24', '2026-11-25']],
  ] as const) {
    trial(`set ${by}`, '', async (clock) => {
      clock.set('2026-11-24T12:00:00');
      await clock.start();
      await clock.more(20);
      clock.set(at);
      await clock.more(30);
      assert.equal(inLog(clock, / INFO l’horloge a été (avancée|reculée) de /), 1);
      assert.deepEqual(clock.files(), files);
    });
  }

  trial('an hour ahead over midnight, set back across it, and midnight again', '', async (clock) => {
    clock.set('2026-11-24T23:59:57');
    await clock.start();
    await clock.more(50);
    clock.set('2026-11-24T23:00:05');
    await clock.more(30);
    clock.set('2026-11-24T23:59:57');
    await clock.more(50);
    assert.deepEqual(clock.files(), ['2026-11-24', '2026-11-25']);
    const ends = (day: string): number =>
      clock
        .lines()
        .filter(({ file }) => file === day)
        .at(-1)?.hn ?? 0;
    await clock.stop();
    // Each day ends with its last line; the day after has what is more.
    assert.equal(await clock.reported('2026-11-25', '2026-11-25'), ends('2026-11-25') - ends('2026-11-24'));
  });

  trial('set forward by 13 h and back', '', async (clock) => {
    clock.set('2026-11-24T12:00:00');
    await clock.start();
    await clock.more(20);
    clock.set('2026-11-25T01:00:00');
    await clock.more(20);
    clock.set('2026-11-24T12:00:30');
    await clock.more(20);
    clock.set('2026-11-24T23:59:57');
    await clock.more(40);
    assert.deepEqual(clock.files(), ['2026-11-24', '2026-11-25']);
  });

  for (const [season, start, files] of [
    ['to summer time', '2027-03-28T01:59:56', ['2027-03-28']],
    ['to winter time', '2027-10-31T02:59:56', ['2027-10-31']],
  ] as const) {
    trial(`the change ${season} is passed`, '', async (clock) => {
      // Of the hour that comes twice this is the first one.
      clock.set(start);
      await clock.start();
      await clock.more(50);
      assert.deepEqual(clock.files(), files);
      assert.equal(inLog(clock, /l’horloge a été/), 0, 'local time is no step');
      const hours = new Set(clock.lines().map(({ time }) => time.slice(0, 2)));
      assert.deepEqual([...hours], season === 'to summer time' ? ['01', '03'] : ['02']);
    });
  }

  trial('a day changes', '', async (clock) => {
    clock.set('2026-12-31T23:59:56');
    await clock.start();
    await clock.more(50);
    assert.deepEqual(clock.files(), ['2026-12-31', '2027-01-01']);
    assert.deepEqual(clock.misdated(), []);
  });

  test('in 1970, standard mode: the meter says what day it is', { skip: noFaketime }, async (t) => {
    const start = instantOf('2026-11-24T23:59:54');
    const server = createServer((socket) => {
      const options = {
        contract: 'ejp',
        mode: 'standard',
        phases: 1,
        scenario: 'day',
        seed: 1,
        producer: false,
      } as const;
      const meter = new SimulatedMeter({ ...options, start });
      const began = performance.now();
      socket.on('error', () => socket.destroy());
      void (async () => {
        while (!socket.destroyed) {
          const { at, bytes } = meter.next();
          await sleep(at - start - (performance.now() - began));
          socket.write(bytes);
        }
      })();
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const clock = new WallClock(t, 'CLOCK_WAIT 600\nLINKY_MODE S\n');
    clock.set('1970-01-01T01:00:10');
    await clock.start(`tcp://127.0.0.1:${(server.address() as { port: number }).port}`);
    await clock.more(12);
    await clock.stop();
    assert.equal(inLog(clock, / WARN heure prise au compteur/), 1);
    assert.deepEqual(clock.files(), ['2026-11-24', '2026-11-25']);
    const counted = clock.home
      .data()
      .map((line) => Number(/IndexHN=(\d+)/.exec(line)?.[1]) + Number(/IndexHPM=(\d+)/.exec(line)?.[1]));
    assert.equal(await clock.reported('2026-11-24', '2026-11-25'), (counted.at(-1) as number) - (counted[0] as number));
    addResult(t, {
      trial: 'clock: in 1970, time taken from the meter (lines)',
      count: clock.home.data().length,
      lost: 0,
      damaged: 0,
    });
  });
});
